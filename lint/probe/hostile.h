/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which hostile origins a live server is asked with: made from the hosts that
 * it is known to deal with, as its configuration is not to be seen.
 */
#ifndef LINT_PROBE_HOSTILE_H
#define LINT_PROBE_HOSTILE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/browser/url.h"

/* What an origin is to the welcome one, the most telling first. */
typedef enum lint_hostile_kind {
    LINT_HOSTILE_STRANGER, /* of no relation at all */
    LINT_HOSTILE_NULL,     /* `null`, which every sandboxed frame sends */
    LINT_HOSTILE_SUFFIXED, /* app.example.com.evil.example */
    LINT_HOSTILE_PREFIXED, /* evilexample.com */
    LINT_HOSTILE_DOT,      /* appxexample.com: an unescaped dot */
    LINT_HOSTILE_BYTES,    /* app.example.com{.evil.example */
    LINT_HOSTILE_SHARED,   /* another customer's below a public suffix */
    LINT_HOSTILE_HTTP,     /* a welcome host over http */
    LINT_HOSTILE_SUBDOMAIN,
    LINT_HOSTILE_PORT,  /* a welcome host, another port */
    LINT_HOSTILE_DEV,   /* localhost, where nobody develops */
    LINT_HOSTILE_LOOSE, /* spelled as no browser does: capitals, a slash, user
                           info. No page has it; that it is admitted tells of a
                           loose comparison */
    LINT_HOSTILE_KINDS
} lint_hostile_kind;

/* They are asked for first: who admits all of them tells nobody from a
 * stranger, and there is nothing more to ask. */
#define LINT_HOSTILE_STRANGERS 2

/* One request. */
typedef struct lint_hostile_question {
    const char *origin;
    lint_hostile_kind kind;
    bool preflight; /* else the request itself */
} lint_hostile_question;

/* "stranger", "null", ...: stable, one word. */
const char *lint_hostile_kind_name(lint_hostile_kind kind);

/* The questions to a server where a page of `origin` is welcome: an array of
 * lint_hostile_question, at most `limit`. Strangers come first, then one origin
 * of every kind with a preflight and without (LINT_HOSTILE_LOOSE without); then
 * kinds take turns. Nothing is
 * asked for the page's and the URL's own origins. Memory is from pool. */
apr_array_header_t *lint_hostile_questions(apr_pool_t *pool, const char *origin,
                                           const lint_url *url, int limit);

#endif
