/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Set-Cookie field as browsers read it (RFC 6265bis, section 5.6): what the
 * rules about cookies judge, whoever made the field.
 */
#ifndef LINT_WITNESS_COOKIE_H
#define LINT_WITNESS_COOKIE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "core/cookie_field.h"
#include "lint/conf/node.h"

typedef struct lint_cookie {
    const char *field;
    const char *name; /* "" for a cookie without a name */
    const char *value;
    /* Sets of cors_cookie_attribute. */
    unsigned attributes;
    unsigned repeated; /* those that stand there more than once */
    /* Of the last one of that name, which counts; NULL for none. */
    const char *domain, *path, *samesite;
    bool deletion; /* it takes the cookie away */
    /* Attributes that browsers do not know, of const char *. */
    apr_array_header_t *others;
} lint_cookie;

/* Reads a field. What browsers would ignore has neither name nor value. */
lint_cookie lint_cookie_read(apr_pool_t *pool, const char *field);

/* SameSite is None, and there is no Secure: browsers drop such a cookie
 * (RFC 6265bis, section 5.7). */
bool lint_cookie_is_open(const lint_cookie *cookie);

/* "HttpOnly, Secure and SameSite": those of the set, for a sentence. */
const char *lint_cookie_attributes_text(apr_pool_t *pool, unsigned set);

/* "; Secure; HttpOnly": the flags of the set (SameSite as Lax), behind the
 * separator given. */
const char *lint_cookie_flags_text(apr_pool_t *pool, unsigned set,
                                   const char *separator);

/* Where text, in any case, stands in the last of the node's words that has it,
 * conditions apart: its offset in the arguments, -1 for nowhere. *quoted is set
 * to whether a blank may be put there. */
int lint_cookie_text_at(apr_pool_t *pool, const lint_node *node,
                        const char *text, bool *quoted);

#endif
