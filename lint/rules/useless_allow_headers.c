/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "core/namelist.h"
#include "lint/rules/rule.h"
#include "lint/witness/header_value.h"

/* The names that no script can set, as core knows them, quoted. */
static const char *useless_names(apr_pool_t *pool, const char *list)
{
    cors_problems *problems = cors_problems_create(pool);
    cors_namelist *names = cors_namelist_create(pool, CORS_NAME_REQUEST);
    cors_place nowhere = {"", 0, ""};
    const char *found = NULL;
    const char *name;

    while ((name = lint_list_next(pool, &list)) != NULL) {
        cors_namelist_add(names, &nowhere, 1, &name, problems);
    }
    for (int i = 0; i < problems->list->nelts; i++) {
        const cors_problem *problem =
            &APR_ARRAY_IDX(problems->list, i, cors_problem);

        if (strcmp(problem->code, "header-forbidden") == 0 ||
            strcmp(problem->code, "header-response-only") == 0) {
            found = apr_pstrcat(pool, found ? found : "", found ? ", " : "",
                                cors_quoted(pool, problem->value), NULL);
        }
    }
    return found;
}

static void check(lint_review *review)
{
    const apr_array_header_t *headers = review->survey->headers;

    for (int i = 0; i < headers->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(headers, i, lint_header_use).action;
        const char *value = lint_header_literal(review->pool, action);
        const char *found;

        if (!value || !action->name.value ||
            strcasecmp(action->name.value, "Access-Control-Allow-Headers") !=
                0) {
            continue;
        }
        found = useless_names(review->pool, value);
        if (found) {
            lint_review_add(review, action->place,
                            "no script can set %s, so no preflight asks for "
                            "it; take it out",
                            found);
        }
    }
}

const lint_rule lint_rule_useless_allow_headers = {
    .id = "useless-allow-headers",
    .shorthand = "C25",
    .severity = LINT_NOTE,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_PEDANTIC,
    .title = "Access-Control-Allow-Headers lists what no script can send",
    .why = "The list answers Access-Control-Request-Headers, where a browser "
           "names the request headers that a script has set. Origin, Cookie "
           "and other forbidden names are never among them, and "
           "Access-Control-* are response headers. They do no harm, but tell "
           "of a list that was copied: a name that is needed may be missing.",
    .remedy = "List the headers that the application's own requests have.",
    .bad = "Header always set Access-Control-Allow-Origin "
           "\"https://app.example.com\"\n"
           "Header always set Access-Control-Allow-Headers "
           "\"Origin, Content-Type\"\n",
    .good = "Header always set Access-Control-Allow-Origin "
            "\"https://app.example.com\"\n"
            "Header always set Access-Control-Allow-Headers \"Content-Type\"\n",
    .check = check};
