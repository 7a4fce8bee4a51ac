/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A walk on its way, and its steps: private to the walk.
 */
#ifndef LINT_PROBE_STEP_H
#define LINT_PROBE_STEP_H

#include "lint/browser/cors.h"
#include "lint/probe/walk.h"

typedef struct lint_walking {
    apr_pool_t *pool;
    lint_live *live;
    const lint_walk_plan *plan;
    lint_walk *walk;
    apr_array_header_t *jar; /* of lint_kept_cookie (jar.h) */
    const char *wrong; /* a request had no answer: nothing more is asked */
} lint_walking;

/* Sends a request with the headers that every browser adds to a fetch, and
 * keeps what comes back as the walk's next step. NULL when there is no answer,
 * or was none before. */
lint_walk_step *lint_step_ask(lint_walking *walking, const char *name,
                              const char *about,
                              const lint_live_request *request);

/* What is said of a step, or of the walk for NULL: a row of the table; message
 * NULL for the row's cause. */
void lint_step_fail(lint_walking *walking, lint_walk_step *step,
                    lint_failure_code code, const lint_failure_subject *subject,
                    const char *message);

/* That something is as it should be. */
void lint_step_pass(lint_walking *walking, lint_walk_step *step, const char *id,
                    lint_part part, const char *message);

/* Whether a verdict of that id is among a step's. */
bool lint_step_says(const lint_walk_step *step, const char *id);

/* The URL's text. */
const char *lint_step_url(apr_pool_t *pool, const lint_url *url);

#endif
