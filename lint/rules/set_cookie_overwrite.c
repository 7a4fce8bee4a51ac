/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie_line.h"

static bool is_joined(const lint_header_action *action)
{
    return action->verb == LINT_HEADER_APPEND ||
           action->verb == LINT_HEADER_MERGE;
}

/* "HttpOnly;Secure" is no cookie's attributes, but a cookie. A variable may
 * hold the name. */
static bool is_nameless(lint_review *review, const lint_header_action *action,
                        const lint_text value)
{
    const apr_array_header_t *parts = action->parts;

    return value.value && parts && parts->nelts &&
           APR_ARRAY_IDX(parts, 0, lint_header_part).tag == '\0' &&
           !*lint_cookie_read(review->pool, value.value).name;
}

static void check_line(lint_review *review, const lint_cookie_line *line)
{
    lint_text value = lint_cookie_line_value(review->pool, line);

    if (is_nameless(review, line->action, value)) {
        lint_finding *finding = lint_review_add(
            review, &line->node->place,
            "\"%s\" gives no cookie attributes, it is a cookie without a name: "
            "write NAME=VALUE in front, or change cookies with \"edit\"",
            value.value);

        finding->severity = LINT_ERROR;
    } else if (line->action->verb == LINT_HEADER_SET) {
        lint_review_add(review, &line->node->place,
                        "\"set\" replaces every other cookie of the response, "
                        "those of the application too: write \"add\" instead");
    } else if (is_joined(line->action)) {
        lint_review_add(review, &line->node->place,
                        "\"%s\" joins the cookie to another one with a comma, "
                        "which browsers do not take apart: write \"add\"",
                        line->action->verb == LINT_HEADER_MERGE ? "merge"
                                                                : "append");
    }
}

/* An edit that loses what it matched: `$` where `$1` was meant. */
static void check_edit(lint_review *review, const lint_cookie_line *line)
{
    apr_array_header_t *samples =
        lint_cookie_samples(review->pool, line, false);
    lint_cookie_way way;

    if (lint_cookie_try(review->pool, line,
                        APR_ARRAY_IDX(samples, 0, const char *), &way) &&
        *way.before.name && *way.after.field &&
        strcmp(way.before.name, way.after.name) != 0) {
        lint_finding *finding = lint_review_add(
            review, &line->node->place,
            "a cookie \"%s\" leaves as \"%s\", which is another cookie: write "
            "$1 for what the group matched",
            way.before.field, way.after.field);

        finding->severity = LINT_ERROR;
    }
}

static void check(lint_review *review)
{
    apr_array_header_t *lines = lint_cookie_lines(review->pool, review->survey);

    for (int i = 0; i < lines->nelts; i++) {
        const lint_cookie_line *line =
            APR_ARRAY_IDX(lines, i, const lint_cookie_line *);

        if (line->edits) {
            check_edit(review, line);
        } else if (line->action) {
            check_line(review, line);
        }
    }
}

const lint_rule lint_rule_set_cookie_overwrite = {
    .id = "set-cookie-overwrite",
    .shorthand = "K05",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "Set-Cookie is written over, joined or without a name",
    .why = "A response carries one Set-Cookie field for each cookie. \"Header "
           "set\" leaves one of them, so that the application's login is lost; "
           "\"append\" and \"merge\" put two cookies into one field, of which "
           "browsers read the first; and a value without NAME= in front, such "
           "as HttpOnly;Secure, becomes a cookie of its own and hardens "
           "nothing.",
    .remedy = "Use \"Header add\" for a new cookie, and \"Header edit\" to "
              "change the attributes of others.",
    .bad = "Header set Set-Cookie \"lang=en; Path=/; Secure; HttpOnly; "
           "SameSite=Lax\"\n",
    .good = "Header add Set-Cookie \"lang=en; Path=/; Secure; HttpOnly; "
            "SameSite=Lax\"\n",
    .check = check,
};
