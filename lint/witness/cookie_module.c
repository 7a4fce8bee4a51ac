/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/witness/cookie_maker.h"
#include "lint/witness/php.h"
#include "lint/witness/setting.h"

enum { NAME, PATH, DOMAIN, SAMESITE, SECURE, HTTPONLY, FACTS };

/* A module and the directives that say its cookie's attributes. */
typedef struct family {
    lint_cookie_kind kind;
    const char *facts[FACTS]; /* NULL where there is no such directive */
    const char *name;         /* when none is said */
    bool together;            /* a section's replace all those around it */
    bool secret;
} family;

static const family families[] = {
    {LINT_COOKIE_USERTRACK,
     {"CookieName", NULL, "CookieDomain", "CookieSameSite", "CookieSecure",
      "CookieHTTPOnly"},
     "Apache",
     true,
     false},
    {LINT_COOKIE_PHP,
     {"session.name", "session.cookie_path", "session.cookie_domain",
      "session.cookie_samesite", "session.cookie_secure",
      "session.cookie_httponly"},
     "PHPSESSID",
     false,
     true},
    {LINT_COOKIE_MELLON,
     {NULL, "MellonCookiePath", "MellonCookieDomain", "MellonCookieSameSite",
      "MellonSecureCookie", "MellonSecureCookie"},
     "mellon-cookie",
     false,
     true},
    {LINT_COOKIE_OIDC,
     {"OIDCCookie", "OIDCCookiePath", "OIDCCookieDomain", "OIDCCookieSameSite",
      "OIDCRedirectURI", "OIDCCookieHTTPOnly"},
     "mod_auth_openidc_session",
     false,
     true},
};

apr_array_header_t *lint_cookie_settings(apr_pool_t *pool,
                                         const lint_survey *survey,
                                         const char *name)
{
    return strchr(name, '.')
               ? lint_php_settings(pool, survey, name)
               : apr_array_copy(pool, lint_survey_nodes(survey, name));
}

const char *lint_cookie_setting_value(apr_pool_t *pool, const lint_node *node)
{
    lint_words words = lint_node_words(pool, node);
    int at = strncmp(node->key, "php_", 4) == 0 ? 1 : 0;

    return words.count > at && !words.list[at].unknown ? words.list[at].text
                                                       : NULL;
}

/* The directives for a fact, those of the anchor's section alone if the module
 * wants it so. */
static const lint_node *said(apr_pool_t *pool, const lint_survey *survey,
                             const family *module, int fact,
                             const lint_node *anchor)
{
    const apr_array_header_t *nodes;
    apr_array_header_t *near;

    if (!module->facts[fact]) {
        return NULL;
    }
    nodes = lint_cookie_settings(pool, survey, module->facts[fact]);
    if (!module->together) {
        return lint_setting_find(pool, nodes, anchor);
    }
    near = apr_array_make(pool, 1, sizeof(const lint_node *));
    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);

        if (lint_setting_section(node) == lint_setting_section(anchor)) {
            APR_ARRAY_PUSH(near, const lint_node *) = node;
        }
    }
    return lint_setting_find(pool, near, anchor);
}

/* The values of OIDCCookieSameSite that are values of SameSite, too; On is
 * Lax for the session. Off and Disabled say nothing to the browser. */
static const char *oidc_samesite(const char *value)
{
    return strcasecmp(value, "On") == 0 ? "Lax"
           : strcasecmp(value, "Off") == 0 || strcasecmp(value, "Disabled") == 0
               ? NULL
               : value;
}

static bool is_flagged(const family *module, int fact, const char *value)
{
    switch (module->kind) {
    case LINT_COOKIE_PHP:
        return value && lint_php_is_on(value);
    case LINT_COOKIE_MELLON:
        return value &&
               (strcasecmp(value, "on") == 0 ||
                strcasecmp(value, fact == SECURE ? "secure" : "httponly") == 0);
    case LINT_COOKIE_OIDC:
        /* Secure is what the request came by: the redirect URI says it. */
        return !value || (fact == SECURE ? strncasecmp(value, "http://", 7) != 0
                                         : strcasecmp(value, "Off") != 0);
    default:
        return value && strcasecmp(value, "on") == 0;
    }
}

static void add_module(apr_pool_t *pool, const lint_survey *survey,
                       const family *module, const lint_node *anchor,
                       apr_array_header_t *makers)
{
    lint_cookie_maker *maker = apr_pcalloc(pool, sizeof(*maker));
    const lint_node *nodes[FACTS];
    const char *values[FACTS];
    const char *field;

    for (int i = 0; i < FACTS; i++) {
        nodes[i] = said(pool, survey, module, i, anchor);
        values[i] = nodes[i] ? lint_cookie_setting_value(pool, nodes[i]) : NULL;
        if (nodes[i] && !values[i]) {
            return;
        }
    }
    if (module->kind == LINT_COOKIE_OIDC && values[SAMESITE]) {
        values[SAMESITE] = oidc_samesite(values[SAMESITE]);
    }
    field = apr_pstrcat(
        pool, values[NAME] ? values[NAME] : module->name,
        "=1; Path=", values[PATH] ? values[PATH] : "/",
        values[DOMAIN] && *values[DOMAIN] ? "; Domain=" : "",
        values[DOMAIN] ? values[DOMAIN] : "",
        values[SAMESITE] && *values[SAMESITE] ? "; SameSite=" : "",
        values[SAMESITE] ? values[SAMESITE] : "",
        is_flagged(module, SECURE, values[SECURE]) ? "; Secure" : "",
        is_flagged(module, HTTPONLY, values[HTTPONLY]) ? "; HttpOnly" : "",
        NULL);
    maker->kind = module->kind;
    maker->node = anchor;
    maker->name = nodes[NAME];
    maker->samesite = nodes[SAMESITE];
    maker->domain = nodes[DOMAIN];
    maker->secret = module->secret;
    maker->cookie = lint_cookie_read(pool, field);
    maker->sent = maker->cookie;
    APR_ARRAY_PUSH(makers, lint_cookie_maker *) = maker;
}

void lint_cookie_modules_add(apr_pool_t *pool, const lint_survey *survey,
                             apr_array_header_t *makers)
{
    static const int anchors[] = {NAME, PATH, DOMAIN, SAMESITE};

    for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++) {
        for (size_t j = 0; j < sizeof(anchors) / sizeof(*anchors); j++) {
            const char *name = families[i].facts[anchors[j]];
            const apr_array_header_t *nodes =
                name ? lint_cookie_settings(pool, survey, name) : NULL;

            for (int k = 0; nodes && k < nodes->nelts; k++) {
                add_module(pool, survey, &families[i],
                           APR_ARRAY_IDX(nodes, k, const lint_node *), makers);
            }
        }
    }
}
