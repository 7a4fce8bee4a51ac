/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"

#include <string.h>
#include <strings.h>
#include "lint/witness/choice.h"

static void look(lint_review *review, const lint_site *site,
                 const lint_header_action *action)
{
    lint_choice made;

    /* `*` is not meant for anybody in particular. */
    if (strcmp(lint_text_bytes(action->value), "*") == 0) {
        return;
    }
    made = lint_choice_of(review->pool, site, action);
    if (made.field && !made.otherwise) {
        lint_finding *finding = lint_review_add(
            review, made.place,
            "\"%s\" does not tell which site asks: compare the Origin header",
            made.field);

        if (made.place != action->place) {
            lint_review_relate(review, finding, action->place,
                               "sends Access-Control-Allow-Origin by it");
        }
        /* It may stand for a virtual host of its own. */
        if (strcasecmp(made.field, "Host") == 0) {
            finding->confidence = LINT_CONFIDENCE_LOW;
        }
    }
}

static void check(lint_review *review)
{
    const apr_array_header_t *sites = review->survey->sites;

    for (int i = 0; i < sites->nelts; i++) {
        const lint_site *site = APR_ARRAY_IDX(sites, i, const lint_site *);
        const apr_array_header_t *actions = lint_site_actions(
            review->pool, site, "Access-Control-Allow-Origin");

        for (int j = 0; site->cors && j < actions->nelts; j++) {
            look(review, site,
                 APR_ARRAY_IDX(actions, j, const lint_header_action *));
        }
    }
}

const lint_rule lint_rule_wrong_request_field = {
    .id = "wrong-request-field",
    .shorthand = "C30",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_MEDIUM,
    .persona = LINT_PERSONA_REGULAR,
    .title =
        "Access-Control-Allow-Origin is chosen by a field other than Origin",
    .why = "Which site asks is told by Origin alone. Host names the server "
           "that is asked, a page can leave Referer out, and everybody chooses "
           "a User-Agent: the header is sent to others than those who are "
           "meant, or to nobody.",
    .remedy = "Compare the Origin header, as in SetEnvIf Origin "
              "\"^https://app\\.example\\.com$\" CORS=$0.",
    .bad =
        "SetEnvIf Referer \"^(https://app\\.example\\.com)/\" CORS=$1\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .check = check};
