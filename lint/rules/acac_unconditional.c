/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "lint/rules/rule.h"
#include "lint/witness/header_value.h"
#include "lint/witness/variable.h"

static const char origin_header[] = "Access-Control-Allow-Origin";

/* Whether the header is there for some requests only. */
static bool is_origin_guarded(const lint_review *review, const lint_site *site)
{
    const apr_array_header_t *actions =
        lint_site_actions(review->pool, site, origin_header);

    for (int i = 0; i < actions->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);

        if (lint_header_writes(action) && lint_header_is_guarded(action)) {
            return true;
        }
    }
    for (int i = 0; i < site->trials->nelts; i++) {
        if (APR_ARRAY_IDX(site->trials, i, const lint_trial *)->allow_origin) {
            return true;
        }
    }
    return false;
}

/* The origin may be there in spite of the doubt; then it is nobody's fault. */
static bool is_lone(const lint_trial *trial)
{
    return !trial->preflight && trial->credentials &&
           (!trial->allow_origin || trial->allow_origin->there != LINT_YES);
}

static void check_site(lint_review *review, const lint_site *site)
{
    for (int i = 0; i < site->trials->nelts; i++) {
        const lint_trial *trial =
            APR_ARRAY_IDX(site->trials, i, const lint_trial *);
        lint_finding *finding;

        if (!is_lone(trial) || !trial->allow_credentials->place ||
            !is_origin_guarded(review, site)) {
            continue;
        }
        finding = lint_review_add(
            review, trial->allow_credentials->place,
            "\"Access-Control-Allow-Credentials: %s\" is sent to everybody, "
            "%s to some; give both lines the same condition",
            lint_text_bytes(trial->allow_credentials->text), origin_header);
        finding->witness = finding->witness ? finding->witness : trial;
        return;
    }
}

static void check(lint_review *review)
{
    for (int i = 0; i < review->survey->sites->nelts; i++) {
        check_site(review,
                   APR_ARRAY_IDX(review->survey->sites, i, const lint_site *));
    }
}

const lint_rule lint_rule_acac_unconditional = {
    .id = "acac-unconditional",
    .shorthand = "C22",
    .severity = LINT_NOTE,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Access-Control-Allow-Credentials is sent to everybody",
    .why = "Browsers ignore Access-Control-Allow-Credentials on a response "
           "without Access-Control-Allow-Origin, so nothing is open yet. But "
           "only one of the two lines has a condition: whoever adds an origin "
           "later, in another section or in the application behind, hands out "
           "credentials with it unasked.",
    .remedy = "Give Access-Control-Allow-Credentials the condition that "
              "Access-Control-Allow-Origin has.",
    .bad = "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
           "Header set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
           "Header set Access-Control-Allow-Credentials true\n"
           "Header merge Vary Origin\n",
    .good = "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
            "Header set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
            "Header set Access-Control-Allow-Credentials true env=CORS\n"
            "Header merge Vary Origin\n",
    .check = check};
