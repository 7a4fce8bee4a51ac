/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cookies of a walk, in a browser that lets third parties have some:
 * private to the walk. What other browsers make of them is told beside it.
 */
#ifndef LINT_PROBE_JAR_H
#define LINT_PROBE_JAR_H

#include "lint/probe/step.h"

/* An empty jar. */
apr_array_header_t *lint_jar_create(apr_pool_t *pool);

/* Takes the cookies that a step's answer sets, and says of each what becomes of
 * it; when `expected` and there is none that could have been meant, says that.
 * With a name in the plan nothing is said of others. */
void lint_jar_take(lint_walking *walking, lint_walk_step *step,
                   const lint_url *url, bool expected);

/* The Cookie field for a request of the page; NULL for none. */
const char *lint_jar_field(lint_walking *walking, const lint_url *url);

/* Says of the request that goes out next which of the cookies that are in the
 * jar are not sent with it, and why. */
void lint_jar_say_unsent(lint_walking *walking, lint_walk_step *step,
                         const lint_url *url);

#endif
