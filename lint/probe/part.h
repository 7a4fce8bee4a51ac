/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of a walk: what server, client and cookie have come to.
 */
#ifndef LINT_PROBE_PART_H
#define LINT_PROBE_PART_H

#include "lint/probe/walk.h"

/* Fills in the parts of a walk, and whether all is well. */
void lint_part_sum_up(apr_pool_t *pool, lint_walk *walk);

#endif
