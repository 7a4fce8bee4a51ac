/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a browser makes of a script's fetch() before anything is sent: what it
 * refuses, what it leaves out, whether it asks first, and with which preflight
 * (Fetch standard sections 2.2.1, 2.2.2, 4.1 and 4.8). Field tables are
 * apr_table_t with one row a field, in their order.
 */
#ifndef LINT_BROWSER_FETCH_H
#define LINT_BROWSER_FETCH_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/browser/url.h"

/* fetch(url, { method, headers, body, credentials }) in a page of `origin`. */
typedef struct lint_fetch {
    const char *origin; /* serialised; `null` for an opaque one */
    const lint_url *url;
    const char *method;         /* as the script spells it; NULL is GET */
    const apr_table_t *headers; /* as the script sets them; NULL for none */
    bool has_body;              /* a string */
    bool credentials;           /* `include`; otherwise `omit` */
} lint_fetch;

/* Why fetch() throws before anything is sent. */
typedef enum lint_fetch_refusal {
    LINT_FETCH_TAKEN,
    LINT_FETCH_METHOD_UNREADABLE, /* no token */
    LINT_FETCH_METHOD_FORBIDDEN,  /* CONNECT, TRACE, TRACK */
    LINT_FETCH_HEADER_UNREADABLE, /* its name no token; NUL, CR or LF in it */
    LINT_FETCH_BODY_FORBIDDEN     /* with GET or HEAD */
} lint_fetch_refusal;

/* What makes the browser ask first: the first of them that holds. */
typedef enum lint_fetch_cause {
    LINT_FETCH_SIMPLE,       /* nothing: no preflight */
    LINT_FETCH_METHOD,       /* not GET, HEAD or POST */
    LINT_FETCH_HEADER,       /* not a safelisted name: X-Csrf-Token */
    LINT_FETCH_CONTENT_TYPE, /* Content-Type with another value than a form or
                                plain text, as application/json */
    LINT_FETCH_HEADER_VALUE, /* a safelisted name, and a byte that is not */
    LINT_FETCH_HEADER_LONG,  /* a safelisted name, more than 128 bytes */
    LINT_FETCH_HEADERS_LONG  /* all safelisted, more than 1024 bytes in all */
} lint_fetch_cause;

typedef struct lint_fetch_plan {
    lint_fetch_refusal refusal; /* when set, only `refused` is filled besides */
    const char *refused;        /* the method or the header's name */

    const char *method;            /* normalised: `post` is POST, but `patch`
                                      stays what it is (section 2.2.1) */
    const apr_table_t *headers;    /* what is sent of the script's headers, and
                                      the Content-Type that a string brings */
    apr_array_header_t *forbidden; /* const char *: names that are left out
                                      silently (section 2.2.2) */
    lint_relation relation;        /* of the page to the URL */
    bool sends_origin;             /* cross-origin, or neither GET nor HEAD */

    bool preflight;              /* cross-origin, and not simple */
    lint_fetch_cause cause;      /* told for a same-origin request, too */
    const char *caused_by;       /* the method or the header's name; NULL when
                                    simple */
    apr_array_header_t *unsafe;  /* const char *: names of headers that need to
                                    be allowed, in lower case, sorted, each
                                    once */
    const char *request_headers; /* Access-Control-Request-Headers; NULL: the
                                    preflight has none */
} lint_fetch_plan;

/* Never NULL; everything is from pool or the fetch's own. */
lint_fetch_plan *lint_fetch_plan_make(apr_pool_t *pool,
                                      const lint_fetch *fetch);

/* The fields of the preflight besides Host and what every request of a browser
 * has: Origin, Access-Control-Request-Method and -Headers, Accept. Never a
 * cookie. */
apr_table_t *lint_fetch_preflight_headers(apr_pool_t *pool,
                                          const lint_fetch *fetch,
                                          const lint_fetch_plan *plan);

/* The fields of the request itself: the script's, Origin when it is sent, and
 * Accept unless the script set one. The caller adds Cookie. */
apr_table_t *lint_fetch_request_headers(apr_pool_t *pool,
                                        const lint_fetch *fetch,
                                        const lint_fetch_plan *plan);

/* A sentence without a full stop: why it throws, or why there is a preflight
 * or none. */
const char *lint_fetch_plan_text(apr_pool_t *pool, const lint_fetch_plan *plan);

#endif
