/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/header_value.h"

static void check_action(lint_review *review, const lint_header_action *action)
{
    const char *value;
    lint_header_line line;
    lint_finding *finding;

    if (!action->name.value ||
        strcasecmp(action->name.value, "Access-Control-Allow-Credentials") !=
            0) {
        return;
    }
    value = lint_header_literal(review->pool, action);
    if (!value || strcmp(value, "true") == 0) {
        return;
    }
    line = lint_header_line_of(review->pool, review->survey, action);
    if (strcasecmp(value, "false") == 0) {
        finding = lint_review_add(
            review, action->place,
            "\"%s\" says nothing: no header at all means the same; drop the "
            "line",
            value);
        finding->severity = LINT_NOTE;
    } else {
        finding = lint_review_add(
            review, action->place,
            "\"%s\" is not \"true\", so scripts get no response to a request "
            "with cookies; write \"true\"",
            value);
        if (line.editable) {
            lint_review_edit(review, finding, line.node, line.value.at,
                             line.value.length, "true");
        }
    }
    if (line.node && *line.value.text) {
        lint_review_mark(review, finding, line.node, line.value.text);
    }
}

static void check(lint_review *review)
{
    const apr_array_header_t *headers = review->survey->headers;

    for (int i = 0; i < headers->nelts; i++) {
        check_action(review, APR_ARRAY_IDX(headers, i, lint_header_use).action);
    }
}

const lint_rule lint_rule_acac_not_true = {
    .id = "acac-not-true",
    .shorthand = "C23",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Access-Control-Allow-Credentials is not \"true\"",
    .why = "The only value with a meaning is \"true\", in small letters (Fetch "
           "standard, CORS check): with \"True\", \"1\" or \"yes\" browsers "
           "block the response to every request with credentials, and "
           "\"false\" is the same as no header.",
    .remedy = "Write \"Header set Access-Control-Allow-Credentials true\", or "
              "drop the line.",
    .bad =
        "Header set Access-Control-Allow-Origin \"https://app.example.com\"\n"
        "Header set Access-Control-Allow-Credentials True\n",
    .good =
        "Header set Access-Control-Allow-Origin \"https://app.example.com\"\n"
        "Header set Access-Control-Allow-Credentials true\n",
    .fixes = true,
    .check = check};
