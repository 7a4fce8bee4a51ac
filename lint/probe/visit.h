/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A request that the page's script makes: private to the walk.
 */
#ifndef LINT_PROBE_VISIT_H
#define LINT_PROBE_VISIT_H

#include "lint/probe/step.h"

typedef struct lint_visit {
    lint_fetch fetch;
    lint_fetch_plan *plan;
    const char *body; /* NULL for none */
    bool is_login;
    bool stands_in; /* a GET, in the place of what a browser does not send */
} lint_visit;

/* With credentials, and the headers of the plan. */
lint_visit lint_visit_prepare(lint_walking *walking, const lint_url *url,
                              const char *method, const char *body);

/* Whether it may be sent more than once: GET or HEAD. */
bool lint_visit_is_safe(const lint_visit *v);

/* Whether it goes to another origin, so that CORS has a part in it. */
bool lint_visit_crosses(const lint_visit *v);

/* Sends the request itself, from that origin (NULL: without Origin) and with
 * that cookie (NULL: without one). NULL when there is no answer. */
lint_walk_step *lint_visit_ask(lint_walking *walking, const lint_visit *v,
                               const char *name, const char *about,
                               const char *origin, const char *cookie);

/* The whole of a visit, its preflight first, and what a browser makes of both.
 * It would stop where the preflight is refused; who mends a server wants to
 * know what else is wrong. So a GET, a HEAD and a login are sent all the same.
 * What else might change something is not: *v becomes a GET that stands in for
 * it. NULL when nothing was sent. */
lint_walk_step *lint_visit_make(lint_walking *walking, lint_visit *v,
                                const char *name, const char *about,
                                const char *preflight);

#endif
