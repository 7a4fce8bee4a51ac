/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests to live servers, and what comes back.
 *
 * libcurl does it, and is loaded when it is first needed: with all that it
 * needs itself it would take longer to load than most checks take.
 */
#ifndef LINT_PROBE_LIVE_H
#define LINT_PROBE_LIVE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>

/* No more of a body is read, whatever a request wants to keep. */
#define LINT_LIVE_BODY_MAX 65536

typedef struct lint_live lint_live;

typedef enum lint_live_version {
    LINT_LIVE_ANY,    /* HTTP/2 where TLS agrees on it, else HTTP/1.1, and for
                         a body always */
    LINT_LIVE_HTTP_1, /* HTTP/1.1 */
    LINT_LIVE_HTTP_2  /* HTTP/2, over clear text without asking first */
} lint_live_version;

/* How servers are reached; all zeros for nothing special. */
typedef struct lint_live_options {
    bool insecure;      /* believe any certificate */
    const char *cacert; /* a file of authorities, in PEM; NULL: that of
                           CURL_CA_BUNDLE or SSL_CERT_FILE, or the system's */
    const apr_array_header_t *resolve; /* of const char *, HOST:PORT:ADDRESS as
                                          curl has it; NULL for none */
    lint_live_version version;
} lint_live_options;

typedef struct lint_live_request {
    const char *url; /* http or https; without user name and fragment */
    const char *method;
    const char *host;   /* who is asked for there, in Host and in TLS; NULL for
                           the URL's host and port */
    const char *target; /* path and query; NULL for the URL's */
    const apr_table_t *headers; /* one row a field, in their order; NULL for
                                   none. No others are sent but Host and
                                   Content-Length */
    const char *body;           /* NULL for none */
    size_t keep; /* how much of the answer's body is wanted; it ends there */
} lint_live_request;

typedef struct lint_live_answer {
    int status;
    const char *protocol; /* "HTTP/1.1", "HTTP/2" */
    apr_table_t *headers; /* one row a field, in the order they came */
    const char *body;     /* what was kept of it, ended by a NUL */
    size_t body_length;
} lint_live_answer;

/* A client. NULL with a sentence in *wrong when there can be none. It is gone
 * with the pool; the options are borrowed. *.localhost is the loopback
 * interface, as to browsers. */
lint_live *lint_live_open(apr_pool_t *pool, const lint_live_options *options,
                          const char **wrong);

/* Asks. No redirect is followed, a 1xx is passed over, nothing is decompressed,
 * and trailers are left out. NULL, or a sentence that says why there is no
 * answer and what to do; it may quote the server. A body that breaks off or
 * does not come in time leaves an answer. Memory is from pool. */
const char *lint_live_ask(apr_pool_t *pool, lint_live *live,
                          const lint_live_request *request,
                          lint_live_answer *answer);

#endif
