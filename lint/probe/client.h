/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a page has to write for a request: private to the walk.
 */
#ifndef LINT_PROBE_CLIENT_H
#define LINT_PROBE_CLIENT_H

#include "lint/probe/step.h"

/* Adds a request's line to the walk's, for fetch() and for axios. What the body
 * says is left to the page. */
void lint_client_add(lint_walking *walking, const lint_fetch *fetch,
                     const lint_fetch_plan *plan);

#endif
