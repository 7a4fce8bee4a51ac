/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie_maker.h"

#define WANTED                                                                 \
    (unsigned)(CORS_COOKIE_SECURE | CORS_COOKIE_HTTPONLY | CORS_COOKIE_SAMESITE)

/* Names of cookies that hold nothing worth stealing: what a visitor chose, or
 * the route of a load balancer. */
static const char *const harmless[] = {
    "lang",     "locale", "theme",  "currency", "country", "region",
    "timezone", "skin",   "mobile", "desktop",  "layout",  "font",
    "consent",  "banner", "notice", "pref",     "route",   "balancer",
};

static bool is_harmless(const char *name)
{
    for (size_t i = 0; i < sizeof(harmless) / sizeof(*harmless); i++) {
        if (strcasestr(name, harmless[i])) {
            return true;
        }
    }
    return false;
}

/* Scripts read these and send them back in a header: by design not HttpOnly. */
static bool is_for_scripts(const char *name)
{
    return strcasestr(name, "csrf") || strcasestr(name, "xsrf");
}

static void check_cookie(lint_review *review, const lint_cookie_maker *maker)
{
    const lint_cookie *sent = &maker->sent;
    unsigned missing = WANTED & ~sent->attributes;
    lint_finding *finding;

    if (is_for_scripts(sent->name)) {
        missing &= ~(unsigned)CORS_COOKIE_HTTPONLY;
    }
    if (!missing || !*sent->name || sent->deletion) {
        return;
    }
    finding = lint_review_add(
        review, &maker->node->place, "the cookie \"%s\" lacks %s: add \"%s\"",
        sent->name, lint_cookie_attributes_text(review->pool, missing),
        maker->kind == LINT_COOKIE_REWRITE
            ? ":0:/:secure:httponly:Lax"
            : lint_cookie_flags_text(review->pool, missing, "; "));
    if (is_harmless(sent->name) || missing == CORS_COOKIE_SAMESITE ||
        missing == CORS_COOKIE_HTTPONLY) {
        finding->severity = LINT_NOTE;
    }
}

static void check(lint_review *review)
{
    apr_array_header_t *makers =
        lint_cookie_makers(review->pool, review->survey);

    for (int i = 0; i < makers->nelts; i++) {
        const lint_cookie_maker *maker =
            APR_ARRAY_IDX(makers, i, const lint_cookie_maker *);

        if (maker->kind == LINT_COOKIE_HEADER ||
            maker->kind == LINT_COOKIE_REWRITE) {
            check_cookie(review, maker);
        }
    }
}

const lint_rule lint_rule_literal_cookie_attrs = {
    .id = "literal-cookie-attrs",
    .shorthand = "K06",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "A literal cookie lacks Secure, HttpOnly or SameSite",
    .why = "A cookie has only the attributes that are written. Without Secure "
           "it also travels over plain HTTP, without HttpOnly any script on "
           "the page can read it, and without SameSite browsers differ in what "
           "other sites may do with it. That matters little for a preference, "
           "and much for anything that tells who somebody is.",
    .remedy = "Write Secure and SameSite=Lax, and HttpOnly unless a script "
              "has to read the cookie.",
    .bad = "Header add Set-Cookie \"visitor=7; Path=/\"\n",
    .good = "Header add Set-Cookie \"visitor=7; Path=/; Secure; HttpOnly; "
            "SameSite=Lax\"\n",
    .check = check,
};
