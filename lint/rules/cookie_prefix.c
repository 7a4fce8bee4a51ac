/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie_line.h"
#include "lint/witness/cookie_maker.h"

/* What its name forbids (RFC 6265bis, section 4.1.3); NULL for nothing.
 * Browsers compare in any case. */
static const char *fault(const lint_cookie *cookie)
{
    bool host = strncasecmp(cookie->name, "__Host-", 7) == 0;

    if (!host && strncasecmp(cookie->name, "__Secure-", 9) != 0) {
        return NULL;
    }
    if (!(cookie->attributes & CORS_COOKIE_SECURE)) {
        return "is without Secure";
    }
    if (host && cookie->domain && *cookie->domain) {
        return "has a Domain";
    }
    if (host && (!cookie->path || strcmp(cookie->path, "/") != 0)) {
        return "is without Path=/";
    }
    return NULL;
}

static void check_edit(lint_review *review, const lint_cookie_line *line)
{
    apr_array_header_t *samples = lint_cookie_samples(review->pool, line, true);

    for (int i = 0; i < samples->nelts; i++) {
        lint_cookie_way way;

        if (lint_cookie_try(review->pool, line,
                            APR_ARRAY_IDX(samples, i, const char *), &way) &&
            !fault(&way.before) && fault(&way.after) && fault(&way.sent)) {
            lint_review_add(review, &line->node->place,
                            "\"%s\" %s, against its prefix, and browsers "
                            "drop it: correct the attribute",
                            way.sent.field, fault(&way.sent));
            return;
        }
    }
}

static void check(lint_review *review)
{
    apr_array_header_t *makers =
        lint_cookie_makers(review->pool, review->survey);
    apr_array_header_t *lines = lint_cookie_lines(review->pool, review->survey);

    for (int i = 0; i < makers->nelts; i++) {
        const lint_cookie_maker *maker =
            APR_ARRAY_IDX(makers, i, const lint_cookie_maker *);

        if (maker->node == maker->name && fault(&maker->sent)) {
            lint_review_add(review, &maker->node->place,
                            "\"%s\" %s, against its prefix, and browsers "
                            "drop it: correct the attribute",
                            maker->sent.name, fault(&maker->sent));
        }
    }
    for (int i = 0; i < lines->nelts; i++) {
        const lint_cookie_line *line =
            APR_ARRAY_IDX(lines, i, const lint_cookie_line *);

        if (line->edits) {
            check_edit(review, line);
        }
    }
}

const lint_rule lint_rule_cookie_prefix = {
    .id = "cookie-prefix",
    .shorthand = "K07",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "A __Host- or __Secure- cookie breaks its promise",
    .why = "The prefix of the name is a promise that browsers enforce: "
           "__Secure- needs Secure; __Host- needs Secure and Path=/, and no "
           "Domain (RFC 6265bis, section 4.1.3). They drop a cookie that does "
           "not keep it, so nobody stays logged in.",
    .remedy = "Write the attributes that the prefix asks for, or choose a name "
              "without one.",
    .bad = "Header add Set-Cookie \"__Host-id=7; Path=/app; Secure; HttpOnly; "
           "SameSite=Lax\"\n",
    .good = "Header add Set-Cookie \"__Host-id=7; Path=/; Secure; HttpOnly; "
            "SameSite=Lax\"\n",
    .check = check,
};
