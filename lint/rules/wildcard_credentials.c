/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"

/* The request that shows it best: a script's, no preflight. */
static const lint_trial *show(const lint_site *site)
{
    const lint_trial *shown = NULL;

    for (int i = 0; i < site->trials->nelts; i++) {
        const lint_trial *trial =
            APR_ARRAY_IDX(site->trials, i, const lint_trial *);

        if (trial->any && trial->credentials && trial->allow_origin->place &&
            (!shown || !shown->origin)) {
            shown = trial;
        }
    }
    return shown;
}

static void check(lint_review *review)
{
    const apr_array_header_t *sites = review->survey->sites;

    for (int i = 0; i < sites->nelts; i++) {
        const lint_trial *trial = show(APR_ARRAY_IDX(sites, i, lint_site *));
        lint_finding *finding;

        if (!trial) {
            continue;
        }
        finding = lint_review_add(
            review, trial->allow_origin->place,
            "\"*\" is sent together with Access-Control-Allow-Credentials, "
            "which browsers refuse: name the origin, or leave credentials out");
        finding->witness = trial;
        if (trial->allow_credentials->place) {
            lint_review_relate(review, finding, trial->allow_credentials->place,
                               "allows credentials");
        }
    }
}

const lint_rule lint_rule_wildcard_credentials = {
    .id = "wildcard-credentials",
    .shorthand = "C03",
    .aliases = "wildcard-with-credentials",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "A wildcard origin is sent together with credentials",
    .why = "No browser takes \"*\" for an answer to a request with credentials "
           "(Fetch standard, CORS check): it refuses the response, and the "
           "application does not work. The next step is usually to echo "
           "everybody's Origin, which does work, for everybody.",
    .remedy = "Name the origins that need credentials, or leave "
              "Access-Control-Allow-Credentials out.",
    .bad = "Header always set Access-Control-Allow-Origin \"*\"\n"
           "Header always set Access-Control-Allow-Credentials true\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .check = check};
