/* SPDX-License-Identifier: Apache-2.0 */
#include <strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/header_value.h"

static void check_field(lint_review *review, const lint_trial *trial,
                        const char *name)
{
    const lint_entry *entry = lint_trial_field(trial, name);
    const lint_header_action *action =
        lint_header_action_of(review->survey, entry);
    lint_header_line line;
    lint_place place;
    lint_finding *finding;

    if (!action || entry->there != LINT_YES || !entry->text.value ||
        !lint_list_has(entry->text.value, "*")) {
        return;
    }
    line = lint_header_line_of(review->pool, review->survey, action);
    place = lint_header_word_place(&line, &line.value);
    finding = lint_review_add(
        review, &place,
        "\"*\" in %s stands for nothing but the name \"*\" when credentials "
        "are allowed; list the names",
        name);
    finding->length = line.value.length;
    finding->witness = finding->witness ? finding->witness : trial;
    lint_review_relate(review, finding, trial->allow_credentials->place,
                       "credentials are allowed here");
}

static void check_trial(lint_review *review, const lint_trial *trial)
{
    static const char *const names[] = {"Access-Control-Allow-Methods",
                                        "Access-Control-Allow-Headers",
                                        "Access-Control-Expose-Headers"};

    if (!trial->allow_origin || !trial->credentials ||
        !trial->allow_credentials->place) {
        return;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        check_field(review, trial, names[i]);
    }
}

static void check(lint_review *review)
{
    for (int i = 0; i < review->survey->sites->nelts; i++) {
        const lint_site *site =
            APR_ARRAY_IDX(review->survey->sites, i, const lint_site *);

        for (int j = 0; j < site->trials->nelts; j++) {
            check_trial(review,
                        APR_ARRAY_IDX(site->trials, j, const lint_trial *));
        }
    }
}

const lint_rule lint_rule_wildcard_lists_with_credentials = {
    .id = "wildcard-lists-with-credentials",
    .shorthand = "C24",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "A list of methods or headers is \"*\", and credentials are "
             "allowed",
    .why = "In Access-Control-Allow-Methods, Access-Control-Allow-Headers and "
           "Access-Control-Expose-Headers \"*\" means everything only for "
           "requests without credentials (Fetch standard, CORS protocol and "
           "credentials). With them it is the name of a method or header that "
           "nobody uses, so preflights for PUT or X-Requested-With fail. "
           "Authorization is never covered by \"*\".",
    .remedy = "List the methods and headers that the clients use.",
    .bad = "Header always set Access-Control-Allow-Origin "
           "\"https://app.example.com\"\n"
           "Header always set Access-Control-Allow-Credentials true\n"
           "Header always set Access-Control-Allow-Headers \"*\"\n",
    .good = "Header always set Access-Control-Allow-Origin "
            "\"https://app.example.com\"\n"
            "Header always set Access-Control-Allow-Credentials true\n"
            "Header always set Access-Control-Allow-Headers "
            "\"Content-Type, X-Requested-With\"\n",
    .check = check};
