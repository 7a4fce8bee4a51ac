/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cookies that directives make, as the directives say them: Header lines,
 * RewriteRule's CO=, mod_session, mod_usertrack, PHP's session, mod_auth_mellon
 * and mod_auth_openidc. Those of applications are not seen.
 */
#ifndef LINT_WITNESS_COOKIE_MAKER_H
#define LINT_WITNESS_COOKIE_MAKER_H

#include "lint/witness/cookie.h"
#include "lint/witness/survey.h"

typedef enum lint_cookie_kind {
    LINT_COOKIE_HEADER,
    LINT_COOKIE_REWRITE,
    LINT_COOKIE_SESSION,
    LINT_COOKIE_USERTRACK,
    LINT_COOKIE_PHP,
    LINT_COOKIE_MELLON,
    LINT_COOKIE_OIDC
} lint_cookie_kind;

typedef struct lint_cookie_maker {
    lint_cookie_kind kind;
    const lint_node *node; /* what the cookie comes from */
    /* Where these are said: the node itself, or a directive of their own; NULL
     * where they are not. */
    const lint_node *name, *samesite, *domain;
    lint_cookie cookie; /* as it is made */
    lint_cookie sent;   /* when the Header lines have run */
    bool secret;        /* it carries a session */
} lint_cookie_maker;

/* All of them, of const lint_cookie_maker *. What a template leaves open is
 * left out. */
apr_array_header_t *lint_cookie_makers(apr_pool_t *pool,
                                       const lint_survey *survey);

/* Adds those of the modules that say each attribute in a directive of its own:
 * private to this subject. */
void lint_cookie_modules_add(apr_pool_t *pool, const lint_survey *survey,
                             apr_array_header_t *makers);

/* The directives of that name, or of PHP's settings those of that name (which
 * has a dot); of const lint_node *. */
apr_array_header_t *lint_cookie_settings(apr_pool_t *pool,
                                         const lint_survey *survey,
                                         const char *name);

/* What such a node says; NULL when it says nothing, or a template does. */
const char *lint_cookie_setting_value(apr_pool_t *pool, const lint_node *node);

#endif
