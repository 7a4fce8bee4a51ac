/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"

#include <string.h>

/* Whether the Header line makes its value of the request. */
static bool is_made(const lint_review *review, const lint_site *site,
                    const lint_place *place)
{
    const apr_array_header_t *actions =
        lint_site_actions(review->pool, site, "Access-Control-Allow-Origin");

    for (int i = 0; i < actions->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);

        if (action->place == place) {
            return action->value_expr || strstr(action->value.value, "}e");
        }
    }
    return false;
}

/* The origin is one that the pattern was written for, and some text comes
 * back. "(null)" is an unset variable: env-may-be-unset tells of it. */
static bool is_answered(const lint_trial *trial)
{
    return trial->pattern && trial->origin && !trial->preflight &&
           (trial->kind == LINT_ORIGIN_MEANT ||
            trial->kind == LINT_ORIGIN_DEV ||
            trial->kind == LINT_ORIGIN_PLAIN_HTTP ||
            trial->kind == LINT_ORIGIN_STRANGER) &&
           trial->allow_origins == 1 && trial->allow_origin->place &&
           trial->allow_origin->there == LINT_YES &&
           trial->allow_origin->text.value &&
           strcmp(trial->allow_origin->text.value, "(null)") != 0;
}

/* Whether another origin with the same scheme comes back as it is, or the one
 * over https, which alone is meant then. */
static bool works(const lint_site *site, const lint_trial *broken)
{
    for (int i = 0; i < site->trials->nelts; i++) {
        const lint_trial *trial =
            APR_ARRAY_IDX(site->trials, i, const lint_trial *);

        if (trial->admitted && trial->pattern == broken->pattern &&
            (strncmp(trial->origin, "https", 5) == 0 ||
             strncmp(broken->origin, "https", 5) != 0)) {
            return true;
        }
    }
    return false;
}

static void look(lint_review *review, const lint_site *site)
{
    for (int i = 0; i < site->trials->nelts; i++) {
        const lint_trial *trial =
            APR_ARRAY_IDX(site->trials, i, const lint_trial *);
        lint_finding *finding;

        if (!is_answered(trial) || trial->admitted || trial->any ||
            works(site, trial) ||
            !is_made(review, site, trial->allow_origin->place) ||
            !lint_site_is_fed(site, trial->pattern,
                              trial->allow_origin->place)) {
            continue;
        }
        finding = lint_review_add(
            review, trial->pattern->place,
            trial->pattern->substring &&
                    strchr(trial->allow_origin->text.value, '$')
                ? "the origin \"%s\" is answered with \"%s\" as it stands, "
                  "as a pattern without wildcards captures nothing: put "
                  "\"^\" and \"$\" around the pattern"
                : "the origin \"%s\" is answered with \"%s\", which no browser "
                  "takes for it: send the whole match, $0",
            trial->origin, trial->allow_origin->text.value);
        finding->witness = trial;
        if (trial->allow_origin->place != trial->pattern->place) {
            lint_review_relate(review, finding, trial->allow_origin->place,
                               "sends it as Access-Control-Allow-Origin");
        }
        return; /* the other origins fail alike */
    }
}

static void check(lint_review *review)
{
    for (int i = 0; i < review->survey->sites->nelts; i++) {
        look(review, APR_ARRAY_IDX(review->survey->sites, i, lint_site *));
    }
}

const lint_rule lint_rule_reflected_not_origin = {
    .id = "reflected-not-origin",
    .shorthand = "C17",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "What is sent is not the origin that is meant",
    .why = "A browser compares Access-Control-Allow-Origin with the origin "
           "of the page, byte for byte. The pattern matches the origin, "
           "but the value that is made of the match is another text (a "
           "\"1\", a part without its scheme, two groups in a row), so "
           "that nobody is ever let in.",
    .remedy = "Send what was matched as a whole, with CORS=$0 and a pattern "
              "from \"^https://\" to \"$\".",
    .bad =
        "SetEnvIf Origin \"^https://(app\\.example\\.com)$\" CORS=$1\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .check = check};
