/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests to a live server, of which only status and headers are read.
 *
 * libcurl does it, and is loaded when it is first needed: with all that it
 * needs itself it would take longer to load than most checks take.
 */
#ifndef LINT_PROBE_LIVE_H
#define LINT_PROBE_LIVE_H

#include <stdbool.h>
#include <apr_pools.h>
#include "lint/model/answer.h"

typedef struct lint_live lint_live;

typedef struct lint_live_answer {
    int status;
    lint_table *headers; /* in the order they came; all known */
} lint_live_answer;

/* The server that a URL (http or https) leads to; its path is not used. NULL
 * with a sentence in *wrong when there is no way to it. Certificates are
 * checked unless insecure says otherwise. It is gone with the pool. */
lint_live *lint_live_open(apr_pool_t *pool, const char *url, bool insecure,
                          const char **wrong);

/* Asks it: method, target, Host and headers are the question's, whatever the
 * URL's host is; no redirect is followed, and no body is read or sent. NULL,
 * or a sentence that says why there is no answer. Memory is from pool. */
const char *lint_live_ask(apr_pool_t *pool, lint_live *live,
                          const lint_question *question,
                          lint_live_answer *answer);

#endif
