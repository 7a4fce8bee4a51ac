/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The handshake with a live server, as a browser walks it for a page's script:
 * what was asked, what came back, and what a browser makes of each. Texts hold
 * the server's bytes as they came; who prints them makes them safe.
 */
#ifndef LINT_PROBE_WALK_H
#define LINT_PROBE_WALK_H

#include <apr_tables.h>
#include <apr_time.h>
#include "lint/browser/cookie.h"
#include "lint/browser/fetch.h"
#include "lint/probe/failure.h"
#include "lint/probe/live.h"

/* What is to be walked. */
typedef struct lint_walk_plan {
    const char *origin; /* of the page, serialised */
    const lint_url *url;
    const lint_url *login; /* what is asked before it, for the cookie; NULL */
    /* Of the login when there is one, else of the URL, which otherwise is
     * fetched by GET. */
    const char *method;
    const char *body;           /* NULL for none */
    const apr_table_t *headers; /* the script's; Content-Type goes with the
                                   body */
    const char *cookie;         /* the one that matters; NULL for all */
    apr_time_t now;
} lint_walk_plan;

/* What becomes of a cookie in a browser. */
typedef struct lint_cookie_fate {
    const lint_engine *engine;
    bool own_site; /* of a page of the API's own site, else of the plan's */
    bool blocks;   /* third-party cookies are blocked */
    lint_cookie_verdict verdict;
} lint_cookie_fate;

/* A Set-Cookie. */
typedef struct lint_walk_cookie {
    const char *field;
    const lint_url *url;            /* who set it */
    const lint_baked_cookie *baked; /* NULL when no browser reads it */
    apr_array_header_t *fates;      /* of lint_cookie_fate; empty then */
} lint_walk_cookie;

typedef struct lint_walk_step {
    const char *name;  /* "preflight": stable, one word */
    const char *about; /* why, in a sentence without a full stop */
    lint_live_request request;
    lint_live_answer answer;
    apr_array_header_t *cookies;  /* of lint_walk_cookie * */
    apr_array_header_t *verdicts; /* of lint_verdict * */
} lint_walk_step;

/* One of the three things that it takes. */
typedef struct lint_walk_part {
    bool tried;
    bool ok;          /* no error; nor a failure at all when not tried */
    bool warned;      /* no error, and a warning */
    const char *text; /* what there is, or the one thing to do */
} lint_walk_part;

typedef struct lint_walk {
    const lint_walk_plan *plan;
    lint_relation relation;       /* of the page to the URL */
    apr_array_header_t *verdicts; /* of lint_verdict *: what no step is to blame
                                     for */
    apr_array_header_t *steps;    /* of lint_walk_step * */
    lint_walk_part parts[LINT_PARTS];
    apr_array_header_t *fetch; /* of const char *: the script's lines, and the
                                  same for axios */
    apr_array_header_t *axios;
    bool ok; /* no error among the verdicts */
} lint_walk;

/* Walks. NULL with a sentence in *wrong when a request had no answer. Nothing
 * is sent that might change anything, GET and OPTIONS, but the plan's method,
 * and that not where a browser would stop before it, unless it is the login.
 * Memory is from pool, the plan is borrowed. */
lint_walk *lint_walk_take(apr_pool_t *pool, lint_live *live,
                          const lint_walk_plan *plan, const char **wrong);

#endif
