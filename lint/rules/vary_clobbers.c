/* SPDX-License-Identifier: Apache-2.0 */
#include <strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/header_value.h"

static void check_action(lint_review *review, const lint_header_action *action)
{
    const char *value = lint_header_literal(review->pool, action);
    lint_header_line line;
    lint_finding *finding;

    if (action->verb != LINT_HEADER_SET || !action->name.value ||
        strcasecmp(action->name.value, "Vary") != 0 || !value ||
        !lint_list_has(value, "Origin")) {
        return;
    }
    line = lint_header_line_of(review->pool, review->survey, action);
    finding = lint_review_add(
        review, action->place,
        "\"set Vary %s\" takes away what %s put into Vary; write \"merge Vary "
        "%s\"",
        value,
        action->list == LINT_HEADER_ALWAYS
            ? "a CGI or FastCGI script has"
            : "mod_rewrite, mod_negotiation or a backend have",
        value);
    if (line.editable) {
        lint_review_edit(review, finding, line.node, line.verb.at,
                         line.verb.length, "merge");
    }
}

static void check(lint_review *review)
{
    const apr_array_header_t *headers = review->survey->headers;

    for (int i = 0; i < headers->nelts; i++) {
        check_action(review, APR_ARRAY_IDX(headers, i, lint_header_use).action);
    }
}

const lint_rule lint_rule_vary_clobbers = {
    .id = "vary-clobbers",
    .shorthand = "C15",
    .severity = LINT_NOTE,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Header set Vary replaces the other reasons to vary",
    .why = "Vary lists every request header that the response depends on. "
           "\"Header set\" removes what others have put there: "
           "Accept-Encoding, Accept-Language, Cookie, and the Origin that "
           "conditions of httpd itself add. Caches then give compressed bytes "
           "to those who cannot read them, or one user's language to the next.",
    .remedy = "Write \"Header merge Vary Origin\", which adds what is missing.",
    .bad =
        "Header set Access-Control-Allow-Origin \"https://app.example.com\"\n"
        "Header set Vary Origin\n",
    .good =
        "Header set Access-Control-Allow-Origin \"https://app.example.com\"\n"
        "Header merge Vary Origin\n",
    .fixes = true,
    .check = check};
