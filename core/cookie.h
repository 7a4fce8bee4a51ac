/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Set-Cookie: parsing and rewriting, RFC 6265bis section 5.6.
 *
 * Rules are compiled when the configuration is read. Rewriting keeps every
 * byte of the name, of the value and of the attributes that no rule names.
 */
#ifndef CORS_COOKIE_H
#define CORS_COOKIE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_time.h>
#include "problem.h"

typedef struct cors_cookie_rules cors_cookie_rules;

/* An empty list of rules, from pool. */
cors_cookie_rules *cors_cookie_rules_create(apr_pool_t *pool);

/* Adds a rule: words[0] is the glob over cookie names (`*` and `?`, case-
 * sensitive), the others are attributes (`SameSite=None`, `Secure`,
 * `Max-Age=0`, `-Domain`). What a browser would refuse is added to problems
 * and the rule is not kept. */
void cors_cookie_rules_add(cors_cookie_rules *rules, const cors_place *place,
                           int count, const char *const *words,
                           cors_problems *problems);

/* True when there is no rule at all. */
bool cors_cookie_rules_empty(const cors_cookie_rules *rules);

/* What the response's connection lets a cookie be. */
typedef struct cors_cookie_context {
    bool secure;    /* the browser counts the transport as secure */
    apr_time_t now; /* tells a deletion by its Expires */
    /* The User-Agent field, "" when there is none: who mishandles SameSite=None
     * does not get it. NULL: everybody does. */
    const char *user_agent;
} cors_cookie_context;

/* What happened to a field, beyond being rewritten. */
typedef enum cors_cookie_outcome {
    CORS_COOKIE_DONE,          /* rewritten, or in no need of it */
    CORS_COOKIE_BY_CLIENT,     /* likewise, and another client may get another
                                  field */
    CORS_COOKIE_UNTOUCHED,     /* no rule, or not a cookie by section 5.6 */
    CORS_COOKIE_NOT_SECURE,    /* SameSite=None, Secure or Partitioned were
                                  left out: the transport is not secure */
    CORS_COOKIE_PREFIX_REFUSED /* would break its __Host- or __Secure- */
} cors_cookie_outcome;

/* Returns the field as it is to be sent: `field` itself when nothing changes
 * (nothing is allocated then), else a new string from pool. The first rule
 * whose glob matches the cookie's name applies. Never fails. */
const char *cors_cookie_rewrite(apr_pool_t *pool,
                                const cors_cookie_rules *rules,
                                const cors_cookie_context *context,
                                const char *field,
                                cors_cookie_outcome *outcome);

#endif
