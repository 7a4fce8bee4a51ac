/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a hole is called and how bad it is: private to the attack.
 */
#ifndef LINT_PROBE_ATTACK_TEXT_H
#define LINT_PROBE_ATTACK_TEXT_H

#include "lint/probe/attack.h"

/* Fills in id, severity and texts of a hole whose other fields are set. */
void lint_attack_tell(apr_pool_t *pool, lint_attack_hole *hole);

/* Whether a field, of a request or an answer, belongs to the proof: Origin,
 * Access-Control-*, Vary and Location. */
bool lint_attack_proves(const char *name);

#endif
