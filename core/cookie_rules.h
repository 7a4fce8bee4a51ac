/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules of CorsCredsCookie as cookie.c uses them: private to the cookie
 * files. A rule that got here breaks nothing by itself: what a browser would
 * refuse whatever the cookie was refused when the rule was read.
 */
#ifndef CORS_COOKIE_RULES_H
#define CORS_COOKIE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "cookie.h"
#include "cookie_field.h"
#include "problem.h"

/* An attribute that a rule sets. */
typedef struct cors_cookie_edit {
    unsigned attribute;
    const char *text; /* "; SameSite=None", as it is appended */
    size_t length;
    const char *value;   /* within text */
    size_t value_length; /* 0 for a flag */
} cors_cookie_edit;

typedef struct cors_cookie_rule {
    const char *glob;
    size_t glob_length;
    bool any;     /* the glob is `*`: it need not be asked */
    bool literal; /* the glob has no wildcard */
    /* Sets of cors_cookie_attribute. */
    unsigned set;
    unsigned removed;
    unsigned needs_secure; /* those of set that go only with TLS */
    int count;
    cors_cookie_edit edits[CORS_COOKIE_ATTRIBUTES]; /* in the rule's order */
    /* The texts of all edits in one: a rewritten field is at most that much
     * longer. */
    const char *tail;
    size_t tail_length;
    cors_place place;
} cors_cookie_rule;

struct cors_cookie_rules {
    apr_pool_t *pool;
    apr_array_header_t *list; /* of cors_cookie_rule */
};

/* True when the glob matches the length bytes at name. */
bool cors_cookie_glob_matches(const char *glob, const char *name,
                              size_t length);

/* True when every name that the glob `narrow` matches is one that `wide`
 * matches too. A few odd pairs are missed (`a**` and `a*?`, say). */
bool cors_cookie_glob_covers(const char *wide, const char *narrow);

/* Checks the value (NULL when there is no `=`) of an attribute that a rule
 * sets, and returns it as it is to be written, "" for a flag; NULL, with a
 * problem added, when a browser would not take it. word is all of it as
 * configured. */
const char *cors_cookie_value_check(unsigned attribute, const char *value,
                                    const char *word, const cors_place *place,
                                    cors_problems *problems);

#endif
