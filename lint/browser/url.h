/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A URL as far as CORS and cookies look at it (URL standard section 4), and
 * what two origins are to each other (HTML standard, "Sites").
 */
#ifndef LINT_BROWSER_URL_H
#define LINT_BROWSER_URL_H

#include <stdbool.h>
#include <apr_pools.h>

/* Strings are in lower-case ASCII where case does not count. */
typedef struct lint_url {
    const char *origin; /* as a browser serialises it */
    const char *host;   /* an IPv6 address has its brackets */
    const char *target; /* path and query; at least a slash */
    const char *path;   /* of the target, without the query */
    unsigned port;      /* never 0: the scheme's when the text has none */
    bool secure;        /* https */
} lint_url;

/* Reads an http or https URL: dot segments are resolved, the fragment is
 * dropped, an international name becomes punycode. NULL, or a sentence that
 * says what is wrong and what to write instead. Memory is from pool. */
const char *lint_url_parse(apr_pool_t *pool, const char *text, lint_url *url);

/* What a browser would send in Origin for `text`, where a person wrote it: a
 * default port or a slash behind it is left out, capitals become small. `null`
 * is an origin here. NULL when text is none and cannot be made one. */
const char *lint_origin_serialise(apr_pool_t *pool, const char *text);

/* From near to far. */
typedef enum lint_relation {
    LINT_SAME_ORIGIN,  /* scheme, host and port: CORS has no part in it */
    LINT_SAME_SITE,    /* scheme and registrable domain: CORS has, SameSite has
                          not */
    LINT_OTHER_SCHEME, /* one registrable domain, http and https: whoever
                          compares schemefully calls it cross-site */
    LINT_CROSS_SITE
} lint_relation;

/* Of two serialised origins. `null` is cross-site to everything, itself
 * included. Hosts without a registrable domain, IP addresses and names below
 * localhost, are sites of their own. */
lint_relation lint_origin_relation(const char *one, const char *other);

/* "same-origin", "same-site", "cross-site (same domain, other scheme)",
 * "cross-site". */
const char *lint_relation_name(lint_relation relation);

/* The site of a serialised origin (`https://example.com`), which partitioned
 * cookies are kept by; the origin itself for `null`. From pool. */
const char *lint_origin_site(apr_pool_t *pool, const char *origin);

#endif
