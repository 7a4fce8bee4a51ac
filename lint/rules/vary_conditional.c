/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"
#include "lint/witness/caching.h"
#include "lint/witness/header_value.h"

/* The condition is the last word: without it the line holds for all. */
static void fix(lint_review *review, lint_finding *finding,
                const lint_header_line *line)
{
    int from = line->value.at + line->value.length;

    if (line->editable && line->value.length && line->end > from) {
        lint_review_edit(review, finding, line->node, from, line->end - from,
                         "");
    }
}

/* The Vary line that was at work where there is Vary, if it has a condition:
 * its own or that of an <If>. */
static const lint_header_action *conditional_line(const lint_review *review,
                                                  const lint_caching *caching)
{
    const lint_header_action *action =
        lint_header_action_of(review->survey, caching->with->vary);

    return action && lint_header_writes(action) ? action : NULL;
}

static void check_site(lint_review *review, const lint_site *site)
{
    lint_caching caching = lint_caching_look(review->pool, site);
    const lint_header_action *action;
    lint_finding *finding;
    lint_header_line line;

    if (!caching.depends || !caching.with || !caching.line ||
        !caching.without_other) {
        return;
    }
    action = conditional_line(review, &caching);
    if (!action) {
        return;
    }
    line = lint_header_line_of(review->pool, review->survey, action);
    finding = lint_review_add(
        review, action->place,
        "\"Vary: %s\" is sent only with Access-Control-Allow-Origin, so that "
        "caches give an answer without both to the origins that are allowed; "
        "drop the condition%s%s%s",
        line.value.text, lint_header_is_guarded(action) ? " \"" : "",
        lint_header_is_guarded(action) ? line.last.text : "",
        lint_header_is_guarded(action) ? "\"" : "");
    finding->witness = caching.without_other;
    if (lint_header_is_guarded(action)) {
        fix(review, finding, &line);
        lint_review_mark(review, finding, line.node, line.last.text);
    }
    if (site->backend) {
        lint_review_doubt(finding);
    }
}

static void check(lint_review *review)
{
    for (int i = 0; i < review->survey->sites->nelts; i++) {
        check_site(review,
                   APR_ARRAY_IDX(review->survey->sites, i, const lint_site *));
    }
}

const lint_rule lint_rule_vary_conditional = {
    .id = "vary-conditional",
    .shorthand = "C14",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Vary is sent to allowed origins only",
    .why = "A cache that has stored the response to a site that is not allowed "
           "was not told that the Origin matters: it gives that response, "
           "without Access-Control-Allow-Origin, to the sites that are "
           "allowed, and their scripts are blocked until it expires.",
    .remedy = "Send \"Vary: Origin\" without a condition, on every response",
    .bad = "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
           "Header set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
           "Header merge Vary Origin env=CORS\n",
    .good = "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
            "Header set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
            "Header merge Vary Origin\n",
    .fixes = true,
    .check = check};
