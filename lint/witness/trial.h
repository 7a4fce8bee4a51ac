/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request to the modelled server and what a browser reads from the answer.
 */
#ifndef LINT_WITNESS_TRIAL_H
#define LINT_WITNESS_TRIAL_H

#include <stdbool.h>
#include <apr_pools.h>
#include "lint/model/answer.h"

/* What an origin is to those that the configuration names. */
typedef enum lint_origin_kind {
    LINT_ORIGIN_NONE,       /* no Origin header */
    LINT_ORIGIN_MEANT,      /* named, or what a pattern was written for */
    LINT_ORIGIN_DEV,        /* meant, and a host of developers' machines */
    LINT_ORIGIN_PLAIN_HTTP, /* meant but for its scheme, http */
    LINT_ORIGIN_SUBDOMAIN,  /* a sub-domain, any, of a named host */
    LINT_ORIGIN_SHARED,     /* a customer's host below a public suffix */
    LINT_ORIGIN_PREFIXED,   /* evilexample.com: ends like a named host */
    LINT_ORIGIN_SUFFIXED,   /* example.com.evil.net: begins like one */
    LINT_ORIGIN_DOT,        /* wwwxexample.com: an unescaped dot */
    LINT_ORIGIN_NULL,       /* the text null */
    LINT_ORIGIN_STRANGER    /* of no relation at all */
} lint_origin_kind;

typedef struct lint_origin_pattern lint_origin_pattern;

typedef struct lint_trial {
    const char *origin; /* NULL for none */
    lint_origin_kind kind;
    bool preflight; /* OPTIONS with Access-Control-Request-Method */
    bool script;    /* as if a CGI script or PHP answered */
    /* The one that the answer is owed to (lint_site_blame); NULL for none. */
    const lint_origin_pattern *pattern;
    const lint_question *question;
    const lint_answer *answer;

    const lint_entry *allow_origin; /* the first; NULL for none */
    int allow_origins;              /* how many may be on the response */
    const lint_entry *allow_credentials;
    const lint_entry *vary;
    /* The browser gives the response to the origin's script: exactly one
     * Access-Control-Allow-Origin, for certain, equal to the Origin byte for
     * byte (Fetch standard, section 4.10). `*` is not. */
    bool admitted;
    /* Access-Control-Allow-Credentials is "true", for certain. */
    bool credentials;
    /* Access-Control-Allow-Origin is `*`, for certain. */
    bool any;
    /* Vary names Origin or `*`. */
    lint_truth varies;
} lint_trial;

/* Puts the question as one whom the server lets in (welcome.h), with the origin
 * (NULL for none) and as a preflight when that is wanted, to the server. The
 * kind is LINT_ORIGIN_NONE, and pattern NULL: who makes the origin knows. */
lint_trial *lint_trial_run(apr_pool_t *pool, const lint_server *server,
                           const lint_question *question, const char *origin,
                           bool preflight);

/* The same trial if a script answers the request: then the variable
 * HTTP_ORIGIN is there when headers are made. Vary has only what Header lines
 * put into it. */
lint_trial *lint_trial_as_script(apr_pool_t *pool, const lint_trial *trial);

/* The URL that the trial's request goes to, for the user. */
const char *lint_trial_url(apr_pool_t *pool, const lint_trial *trial);

#endif
