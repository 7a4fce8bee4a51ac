/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/hole.h"

#include <apr_lib.h>

static bool is_name(char byte)
{
    return apr_isalnum(byte) || byte == '-';
}

/* Escapes the dots between the letters of names. */
static void fix(lint_review *review, lint_finding *finding,
                const lint_origin_pattern *pattern)
{
    int at;
    const lint_node *node = lint_pattern_node(review->survey, pattern, &at);
    const char *text = pattern->text;

    for (size_t i = 1; node && text[i]; i++) {
        if (text[i] == '.' && is_name(text[i - 1]) && is_name(text[i + 1])) {
            lint_review_edit(review, finding, node, at + (int)i, 1, "\\.");
        }
    }
}

static void report(lint_review *review, const lint_hole *hole)
{
    lint_finding *finding = hole_report(
        review, hole, LINT_WARNING,
        apr_psprintf(review->pool,
                     "\"%s\" is admitted%s, a domain that anybody can "
                     "register: escape the dots as \"\\.\"",
                     hole->trial->origin, hole_means(hole)));

    if (hole->trial->pattern && hole->trial->pattern->regex) {
        fix(review, finding, hole->trial->pattern);
    }
}

static void check(lint_review *review)
{
    hole_each(review, LINT_HOLE(LINT_ORIGIN_DOT), report);
}

const lint_rule lint_rule_origin_unescaped_dot = {
    .id = "origin-unescaped-dot",
    .shorthand = "C06",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "An unescaped dot admits another domain",
    .why = "In a regular expression \".\" is any character: the pattern for "
           "www.example.com also matches wwwxexample.com, a domain that "
           "anybody can register.",
    .remedy = "Escape each dot, as in \"^https://www\\.example\\.com$\".",
    .bad =
        "SetEnvIf Origin \"^https://www.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://www\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .fixes = true,
    .check = check};
