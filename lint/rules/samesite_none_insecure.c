/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie_line.h"
#include "lint/witness/cookie_maker.h"

static void fix(lint_review *review, lint_finding *finding,
                const lint_node *node)
{
    static const char none[] = "SameSite=None";
    bool quoted = false;
    int at = lint_cookie_text_at(review->pool, node, none, &quoted);

    if (at >= 0) {
        lint_review_edit(review, finding, node, at + (int)strlen(none), 0,
                         quoted ? "; Secure" : ";Secure");
    }
}

/* The line opens a cookie that was not open when it came. */
static bool opens(lint_review *review, const lint_cookie_line *line, bool own,
                  lint_cookie_way *way)
{
    apr_array_header_t *samples = lint_cookie_samples(review->pool, line, own);

    for (int i = 0; i < samples->nelts; i++) {
        if (lint_cookie_try(review->pool, line,
                            APR_ARRAY_IDX(samples, i, const char *), way) &&
            !lint_cookie_is_open(&way->before) &&
            lint_cookie_is_open(&way->after) &&
            lint_cookie_is_open(&way->sent)) {
            return true;
        }
    }
    return false;
}

static void check_edits(lint_review *review)
{
    apr_array_header_t *lines = lint_cookie_lines(review->pool, review->survey);

    for (int i = 0; i < lines->nelts; i++) {
        const lint_cookie_line *line =
            APR_ARRAY_IDX(lines, i, const lint_cookie_line *);
        lint_cookie_way way;
        lint_finding *finding;

        if (!line->edits || (!opens(review, line, false, &way) &&
                             !opens(review, line, true, &way))) {
            continue;
        }
        finding = lint_review_add(
            review, &line->node->place,
            "a cookie \"%s\" leaves as \"%s\", which browsers drop because "
            "SameSite=None needs Secure: add Secure to it",
            way.before.field, way.sent.field);
        finding->confidence = LINT_CONFIDENCE_MEDIUM;
        fix(review, finding, line->node);
    }
}

static const char *advice(lint_cookie_kind kind)
{
    switch (kind) {
    case LINT_COOKIE_REWRITE:
        return "write \"secure\" as the sixth field of CO=";
    case LINT_COOKIE_USERTRACK:
        return "add \"CookieSecure On\"";
    case LINT_COOKIE_PHP:
        return "add \"php_flag session.cookie_secure On\"";
    case LINT_COOKIE_MELLON:
        return "add \"MellonSecureCookie On\"";
    case LINT_COOKIE_OIDC:
        return "make OIDCRedirectURI an https URL";
    default:
        return "add Secure";
    }
}

static void check(lint_review *review)
{
    apr_array_header_t *makers =
        lint_cookie_makers(review->pool, review->survey);

    for (int i = 0; i < makers->nelts; i++) {
        const lint_cookie_maker *maker =
            APR_ARRAY_IDX(makers, i, const lint_cookie_maker *);
        lint_finding *finding;

        if (maker->node != maker->samesite ||
            !lint_cookie_is_open(&maker->cookie) ||
            !lint_cookie_is_open(&maker->sent)) {
            continue;
        }
        finding = lint_review_add(
            review, &maker->node->place,
            "the cookie \"%s\" is SameSite=None without Secure, and browsers "
            "drop it: %s",
            maker->cookie.name, advice(maker->kind));
        if (maker->kind == LINT_COOKIE_HEADER ||
            maker->kind == LINT_COOKIE_SESSION) {
            fix(review, finding, maker->node);
        }
    }
    check_edits(review);
}

const lint_rule lint_rule_samesite_none_insecure = {
    .id = "samesite-none-insecure",
    .shorthand = "K01",
    .aliases = "samesite-none-without-secure cookie-samesite-none-insecure",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "A cookie is SameSite=None and not Secure",
    .why = "Browsers refuse to store a cookie that says SameSite=None and not "
           "Secure (RFC 6265bis, section 5.7). The login seems to work and is "
           "forgotten at the next request, in Chromium and Firefox; WebKit "
           "takes the cookie, so that the mistake is easily overlooked.",
    .remedy = "Add Secure wherever SameSite=None is added, and serve the site "
              "over HTTPS.",
    .bad = "ProxyPass \"/\" \"http://127.0.0.1:8080/\"\n"
           "Header edit Set-Cookie \"^(session=.*)$\" \"$1; SameSite=None\"\n",
    .good = "ProxyPass \"/\" \"http://127.0.0.1:8080/\"\n"
            "Header edit Set-Cookie \"(?i)^(session=.*);\\s*SameSite=[^;]*\" "
            "\"$1\"\n"
            "Header edit Set-Cookie \"(?i)^(session=(?!.*;\\s*Secure).*)$\" "
            "\"$1; Secure\"\n"
            "Header edit Set-Cookie \"^(session=.*)$\" \"$1; SameSite=None\"\n",
    .fixes = true,
    .check = check,
};
