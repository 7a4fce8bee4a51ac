/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The preflight of a walk: private to it.
 */
#ifndef LINT_PROBE_PREFLIGHT_H
#define LINT_PROBE_PREFLIGHT_H

#include "lint/probe/step.h"

/* Asks, as a step of that name, and says what a browser makes of the answer.
 * NULL when there is none. */
lint_walk_step *lint_preflight_ask(lint_walking *walking,
                                   const lint_fetch *fetch,
                                   const lint_fetch_plan *plan,
                                   const char *name);

/* Finds out what a bare 403 is about, once it is known whether the answer to
 * the request itself could be read: the origin, the method, a header, or
 * access control. Asks more preflights where that is needed. */
void lint_preflight_settle(lint_walking *walking, const lint_fetch *fetch,
                           const lint_fetch_plan *plan, lint_walk_step *step,
                           bool readable);

#endif
