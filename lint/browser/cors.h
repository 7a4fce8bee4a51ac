/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a browser makes of a response: the CORS check (Fetch standard section
 * 4.10), the preflight's further steps (section 4.8), and which headers the
 * script may read (section 4.1, "main fetch"). Every engine does alike here.
 */
#ifndef LINT_BROWSER_CORS_H
#define LINT_BROWSER_CORS_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/browser/fetch.h"

typedef enum lint_cors_failure {
    LINT_CORS_PASSED,
    /* The CORS check, of any response. */
    LINT_CORS_ORIGIN_MISSING,       /* no Access-Control-Allow-Origin */
    LINT_CORS_ORIGIN_TWICE,         /* several fields, even equal ones */
    LINT_CORS_ORIGIN_LIST,          /* several origins in one field */
    LINT_CORS_ORIGIN_WILDCARD,      /* `*`, and credentials are included: the
                                       classic */
    LINT_CORS_ORIGIN_NULL,          /* `null`, and the page's is not */
    LINT_CORS_ORIGIN_OTHER,         /* anything else; the hint may tell more */
    LINT_CORS_CREDENTIALS_MISSING,  /* no Access-Control-Allow-Credentials */
    LINT_CORS_CREDENTIALS_NOT_TRUE, /* `True`, `1`, or sent twice */
    /* The preflight alone. */
    LINT_CORS_STATUS_REDIRECT,     /* 3xx is never followed */
    LINT_CORS_STATUS_UNAUTHORISED, /* 401 or 403: it carries no credentials */
    LINT_CORS_STATUS,              /* another one but 200 to 299 */
    LINT_CORS_METHODS_UNREADABLE,  /* Access-Control-Allow-Methods no list */
    LINT_CORS_HEADERS_UNREADABLE,  /* Access-Control-Allow-Headers no list */
    LINT_CORS_METHOD,              /* not allowed */
    LINT_CORS_METHOD_WILDCARD,     /* `*`, and credentials are included */
    LINT_CORS_HEADER,              /* not allowed */
    LINT_CORS_HEADER_WILDCARD,     /* `*`, and credentials are included */
    LINT_CORS_HEADER_AUTHORIZATION /* only by name, whoever asks: `*` covers
                                      every header but this one */
} lint_cors_failure;

/* How the value differs from what was wanted, when it looks alike. */
typedef enum lint_cors_hint {
    LINT_CORS_NO_HINT,
    LINT_CORS_HINT_SLASH,        /* the origin and a slash */
    LINT_CORS_HINT_PATH,         /* the origin and a path */
    LINT_CORS_HINT_DEFAULT_PORT, /* `:443` or `:80` is never serialised */
    LINT_CORS_HINT_PORT,
    LINT_CORS_HINT_SCHEME,
    LINT_CORS_HINT_NO_SCHEME,  /* the host alone */
    LINT_CORS_HINT_CASE,       /* of an origin, of `true` or of a method */
    LINT_CORS_HINT_QUOTES,     /* in quotation marks */
    LINT_CORS_HINT_PATTERN,    /* a star in a host: there is no such thing */
    LINT_CORS_HINT_UNEXPANDED, /* `%{ORIGIN}e`, `$ORIGIN`, `(null)`: what the
                                  server should have filled in */
    LINT_CORS_HINT_EMPTY,
    LINT_CORS_HINT_SUBDOMAIN /* of one registrable domain: www. or another */
} lint_cors_hint;

typedef struct lint_cors_verdict {
    lint_cors_failure failure;
    lint_cors_hint hint;
    /* What the server sent that is at issue, several fields joined by ", ", or
     * NULL where it sent none; for a status its number. */
    const char *sent;
    /* What was wanted instead: the origin, `true`, the method, the header's
     * name in lower case; NULL for a status. */
    const char *wanted;
} lint_cors_verdict;

/* The CORS check of a response to a fetch from another origin: whether its
 * script gets to see anything. The status does not matter: a 401 is readable,
 * or not, by the same fields. Memory is from pool. */
lint_cors_verdict lint_cors_check(apr_pool_t *pool, const lint_fetch *fetch,
                                  const apr_table_t *headers);

/* The answer to its preflight: the first failure in the standard's order, but
 * the status before the CORS check, because a redirect or an error is the cause
 * of the headers that it lacks. */
lint_cors_verdict lint_cors_check_preflight(apr_pool_t *pool,
                                            const lint_fetch *fetch,
                                            const lint_fetch_plan *plan,
                                            int status,
                                            const apr_table_t *headers);

/* Seconds that the answer to a preflight says it holds for: 5 when it says
 * nothing, no number, or something twice; engines have an upper limit
 * (engine.h). */
long lint_cors_max_age(const apr_table_t *headers);

/* True when the script may read the response's header of that name: safelisted
 * or exposed, and never Set-Cookie. */
bool lint_cors_exposes(apr_pool_t *pool, const apr_table_t *headers,
                       const char *name, bool credentials);

/* Names of the response's headers which the script may read (or may not, when
 * `readable` is false), as they are spelled, each once: const char *. */
apr_array_header_t *lint_cors_header_names(apr_pool_t *pool,
                                           const apr_table_t *headers,
                                           bool credentials, bool readable);

/* What happened and what has to be sent instead, in a sentence without a full
 * stop. Values stand in quotes as they were sent: who prints it escapes it. */
const char *lint_cors_verdict_text(apr_pool_t *pool,
                                   const lint_cors_verdict *verdict);

#endif
