/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An answer as it comes in, in libcurl's pieces, from a server that may be
 * hostile: private to lint_live.
 */
#ifndef LINT_PROBE_LIVE_READING_H
#define LINT_PROBE_LIVE_READING_H

#include "lint/probe/live.h"

typedef struct lint_reading {
    apr_pool_t *pool;
    lint_live_answer *answer;
    char *body;
    size_t room;
    size_t header_bytes;
    bool bodiless; /* to HEAD */
    bool open;     /* behind a status line, and before the blank line */
    bool complete; /* all headers of what is not a 1xx are there: that is an
                      answer, whatever becomes of its body */
} lint_reading;

/* Begins to fill in an answer to the request. */
lint_reading lint_reading_begin(apr_pool_t *pool,
                                const lint_live_request *request,
                                lint_live_answer *answer);

/* CURLOPT_HEADERFUNCTION and CURLOPT_WRITEFUNCTION, with the reading as their
 * data. Both take less than there is, at which libcurl stops, where there are
 * too many headers or no more of the body is wanted. */
size_t lint_reading_header(char *bytes, size_t size, size_t count,
                           void *reading);
size_t lint_reading_body(char *bytes, size_t size, size_t count, void *reading);

#endif
