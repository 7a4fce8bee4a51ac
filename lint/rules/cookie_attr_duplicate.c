/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"
#include "lint/witness/cookie_line.h"

/* A cookie that lacks nothing. A line that passes it over is not judged by what
 * it does to others: a second Secure or HttpOnly does no harm. */
static bool is_complete(lint_review *review, const char *field)
{
    const unsigned all = (unsigned)CORS_COOKIE_SECURE |
                         (unsigned)CORS_COOKIE_HTTPONLY |
                         (unsigned)CORS_COOKIE_SAMESITE;

    return !(all & ~lint_cookie_read(review->pool, field).attributes);
}

/* The attributes that the line writes beside those that are there. */
static unsigned repeated_by(lint_review *review, const lint_cookie_line *line,
                            bool own, lint_cookie_way *way)
{
    apr_array_header_t *samples = lint_cookie_samples(review->pool, line, own);

    for (int i = 0; i < samples->nelts; i++) {
        const char *field = APR_ARRAY_IDX(samples, i, const char *);
        unsigned repeated;

        if (!is_complete(review, field) ||
            !lint_cookie_try(review->pool, line, field, way)) {
            continue;
        }
        repeated =
            way->after.repeated & ~way->before.repeated & way->sent.repeated;
        if (repeated) {
            return repeated;
        }
    }
    return 0;
}

static void check(lint_review *review)
{
    apr_array_header_t *lines = lint_cookie_lines(review->pool, review->survey);

    for (int i = 0; i < lines->nelts; i++) {
        const lint_cookie_line *line =
            APR_ARRAY_IDX(lines, i, const lint_cookie_line *);
        lint_cookie_way way;
        unsigned repeated = 0;

        if (line->edits) {
            repeated = repeated_by(review, line, false, &way);
        }
        if (line->edits && !repeated) {
            repeated = repeated_by(review, line, true, &way);
        }
        if (repeated) {
            lint_review_add(
                review, &line->node->place,
                "a cookie \"%s\" leaves as \"%s\", with %s twice: take the old "
                "one off first, or leave out cookies that have it",
                way.before.field, way.after.field,
                lint_cookie_attributes_text(
                    review->pool, way.after.repeated & ~way.before.repeated));
        }
    }
}

const lint_rule lint_rule_cookie_attr_duplicate = {
    .id = "cookie-attr-duplicate",
    .shorthand = "K03",
    .severity = LINT_NOTE,
    .confidence = LINT_CONFIDENCE_MEDIUM,
    .title = "Attributes are appended to cookies that may have them",
    .why = "A cookie whose application sets an attribute leaves with two of "
           "them. Browsers take the last one (RFC 6265bis, section 5.7), so an "
           "application's SameSite=Strict or narrower Path is overruled "
           "without a word; some clients and scanners take the first.",
    .remedy = "Remove the attribute with edit* first, or let the pattern pass "
              "over cookies that have it: (?!.*;\\s*Secure).",
    .bad = "ProxyPass \"/\" \"http://127.0.0.1:8080/\"\n"
           "Header edit Set-Cookie \"^(.*)$\" \"$1; HttpOnly; Secure\"\n",
    .good = "ProxyPass \"/\" \"http://127.0.0.1:8080/\"\n"
            "Header edit Set-Cookie \"(?i)^((?!.*;\\s*HttpOnly).*)$\" \"$1; "
            "HttpOnly\"\n"
            "Header edit Set-Cookie \"(?i)^((?!.*;\\s*Secure).*)$\" \"$1; "
            "Secure\"\n",
    .check = check,
};
