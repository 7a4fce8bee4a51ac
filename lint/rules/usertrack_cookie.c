/* SPDX-License-Identifier: Apache-2.0 */
#include <strings.h>
#include <apr_strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie.h"
#include "lint/witness/setting.h"

static const struct {
    const char *name;
    unsigned attribute;
} directives[] = {{"cookiesecure", CORS_COOKIE_SECURE},
                  {"cookiehttponly", CORS_COOKIE_HTTPONLY},
                  {"cookiesamesite", CORS_COOKIE_SAMESITE}};

/* Said in the tracking's own section: one that says anything replaces all that
 * is said around it. */
static unsigned said(lint_review *review, const lint_node *tracking)
{
    unsigned set = 0;

    for (size_t i = 0; i < sizeof(directives) / sizeof(*directives); i++) {
        const apr_array_header_t *nodes =
            lint_survey_nodes(review->survey, directives[i].name);

        for (int j = 0; j < nodes->nelts; j++) {
            const lint_node *node = APR_ARRAY_IDX(nodes, j, const lint_node *);

            if (lint_setting_section(node) == lint_setting_section(tracking) &&
                strcasecmp(node->args, "off") != 0) {
                set |= directives[i].attribute;
            }
        }
    }
    return set;
}

static void check(lint_review *review)
{
    const unsigned wanted = (unsigned)CORS_COOKIE_SECURE |
                            (unsigned)CORS_COOKIE_HTTPONLY |
                            (unsigned)CORS_COOKIE_SAMESITE;
    const apr_array_header_t *nodes =
        lint_survey_nodes(review->survey, "cookietracking");

    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);
        unsigned missing = wanted & ~said(review, node);
        const char *names = lint_cookie_attributes_text(review->pool, missing);

        if (missing && strcasecmp(node->args, "on") == 0) {
            lint_review_add(review, &node->place,
                            "the tracking cookie lacks %s: set CookieSecure, "
                            "CookieHTTPOnly and CookieSameSite beside it",
                            names);
        }
    }
}

const lint_rule lint_rule_usertrack_cookie = {
    .id = "usertrack-cookie",
    .shorthand = "K16",
    .severity = LINT_NOTE,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "mod_usertrack's cookie lacks Secure, HttpOnly or SameSite",
    .why = "CookieTracking gives every visitor a cookie with a number. Its "
           "attributes are off unless CookieSecure, CookieHTTPOnly and "
           "CookieSameSite switch them on, in the same section: a section "
           "that says anything about the cookie inherits nothing.",
    .remedy = "Write CookieSecure On, CookieHTTPOnly On and CookieSameSite "
              "Lax.",
    .bad = "CookieTracking On\n",
    .good = "CookieTracking On\n"
            "CookieSecure On\n"
            "CookieHTTPOnly On\n"
            "CookieSameSite Lax\n",
    .check = check,
};
