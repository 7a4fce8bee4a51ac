/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a browser's verdict on CORS headers is called in the table of failures:
 * private to the walk.
 */
#ifndef LINT_PROBE_JUDGE_H
#define LINT_PROBE_JUDGE_H

#include "lint/probe/step.h"

/* Says of the answer to a preflight what a browser makes of it: each method and
 * header that is not allowed by itself. True when it passes. A refusal by 403
 * is left alone: only more questions tell what it is about. */
bool lint_judge_preflight(lint_walking *walking, lint_walk_step *step,
                          const lint_fetch *fetch, const lint_fetch_plan *plan);

/* Whether an answer passes as one to that preflight; nothing is said. */
bool lint_judge_passes(lint_walking *walking, const lint_walk_step *step,
                       const lint_fetch *fetch, const lint_fetch_plan *plan);

/* Says whether the page's script may read an answer. True when it may. */
bool lint_judge_answer(lint_walking *walking, lint_walk_step *step,
                       const lint_fetch *fetch);

/* Says what a cache makes of three answers to the same request: to the page's,
 * to another page's and to one without Origin. What goes wrong is said of the
 * last one. */
void lint_judge_vary(lint_walking *walking, const lint_walk_step *page,
                     lint_walk_step *other, lint_walk_step *none);

/* Behind the walk: an error's answer that lacks what other answers have is
 * called by its own name. */
void lint_judge_again(lint_walking *walking);

#endif
