/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/header_value.h"
#include "lint/witness/origin_text.h"

/* What is wrong with the text, and what else to write. */
static const char *reason(const char *text)
{
    if (!*text) {
        return "is empty, so it equals no Origin; write an origin";
    }
    if (strpbrk(text, ", \t|")) {
        return "is a list, and browsers compare one origin or \"*\"; choose "
               "one "
               "by the Origin with SetEnvIf";
    }
    if (strchr(text, '*')) {
        return "has a \"*\" that browsers do not expand; match the Origin with "
               "SetEnvIf and send it back";
    }
    if (!strstr(text, "://")) {
        return "has no scheme, so it equals no Origin; write "
               "\"https://\" in front of it";
    }
    return "equals no Origin that a browser sends; write a scheme and a host, "
           "which browsers spell in ASCII (punycode)";
}

static void check_action(lint_review *review, const lint_header_action *action)
{
    const char *value = lint_header_literal(review->pool, action);
    const char *right;
    lint_header_line line;
    lint_place place;
    lint_finding *finding;

    if (!value || !action->name.value ||
        strcasecmp(action->name.value, "Access-Control-Allow-Origin") != 0 ||
        strcmp(value, "*") == 0 || strcmp(value, "null") == 0 ||
        lint_origin_is_valid(value) || lint_origin_is_placeholder(value) ||
        strncmp(value, "\xE2\x80", 2) == 0) {
        return;
    }
    line = lint_header_line_of(review->pool, review->survey, action);
    place = lint_header_word_place(&line, &line.value);
    right = strpbrk(value + strspn(value, " \t"), ", \t|")
                ? NULL
                : lint_origin_meant(review->pool, value);
    finding = right ? lint_review_add(review, &place,
                                      "\"%s\" equals no Origin that a browser "
                                      "sends; write \"%s\"",
                                      value, right)
                    : lint_review_add(review, &place, "\"%s\" %s", value,
                                      reason(value));
    finding->length = line.value.length;
    if (right && line.editable) {
        lint_review_edit(review, finding, line.node, line.value.at,
                         line.value.length,
                         apr_pstrcat(review->pool, "\"", right, "\"", NULL));
    }
}

static void check(lint_review *review)
{
    const apr_array_header_t *headers = review->survey->headers;

    for (int i = 0; i < headers->nelts; i++) {
        check_action(review, APR_ARRAY_IDX(headers, i, lint_header_use).action);
    }
}

const lint_rule lint_rule_acao_invalid_literal = {
    .id = "acao-invalid-literal",
    .shorthand = "C18",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Access-Control-Allow-Origin is no origin",
    .why = "Browsers compare the value with the Origin of the page byte for "
           "byte (Fetch standard, CORS check). A list, a path or slash at the "
           "end, a wildcard inside a host, upper case, a default port or a "
           "host without its scheme is never equal, so every response is "
           "blocked.",
    .remedy = "Write one origin, such as \"https://app.example.com\", or "
              "choose among several with SetEnvIf Origin.",
    .bad = "Header set Access-Control-Allow-Origin "
           "\"https://app.example.com/\"\n",
    .good = "Header set Access-Control-Allow-Origin "
            "\"https://app.example.com\"\n",
    .fixes = true,
    .check = check};
