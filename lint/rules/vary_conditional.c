/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"
#include "lint/witness/caching.h"
#include "lint/witness/header_value.h"

/* A condition of the line's own is its last word: without it the line holds
 * for all. */
static void report(lint_review *review, const lint_header_action *action,
                   const lint_caching *caching)
{
    lint_header_line line =
        lint_header_line_of(review->pool, review->survey, action);
    bool own = lint_header_is_guarded(action) && line.last.at > line.value.at;
    lint_place place =
        own ? lint_header_word_place(&line, &line.last) : *line.place;
    int from = line.value.at + line.value.length;
    lint_finding *finding = lint_review_add(
        review, &place,
        "\"Vary: %s\" is sent only with Access-Control-Allow-Origin, so that "
        "caches give an answer without both to the origins that are allowed; "
        "%s%s%s",
        line.value.text, own ? "drop \"" : "move the line out of its condition",
        own ? line.last.text : "", own ? "\"" : "");

    finding->witness =
        finding->witness ? finding->witness : caching->without_other;
    if (own) {
        finding->length = line.last.length;
    }
    if (own && line.editable) {
        lint_review_edit(review, finding, line.node, from, line.end - from, "");
    }
}

static void check_site(lint_review *review, const lint_site *site)
{
    lint_caching caching = lint_caching_look(review->pool, site);
    const lint_header_action *action;

    if (caching.depends && caching.with && caching.line &&
        caching.without_other) {
        action = lint_header_action_of(review->survey, caching.with->vary);
        if (action && lint_header_writes(action)) {
            report(review, action, &caching);
        }
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
    .remedy = "Send \"Vary: Origin\" without a condition, on every response.",
    .bad = "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
           "Header set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
           "Header merge Vary Origin env=CORS\n",
    .good = "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
            "Header set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
            "Header merge Vary Origin\n",
    .fixes = true,
    .check = check};
