/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/hole.h"

static void check(lint_review *review)
{
    lint_holes holes = lint_holes_find(review->pool, review->survey,
                                       LINT_HOLE(LINT_ORIGIN_SUBDOMAIN));
    /* The same wildcard, and worse. */
    lint_holes worse = lint_holes_find(review->pool, review->survey,
                                       LINT_HOLE(LINT_ORIGIN_PREFIXED));

    for (int i = 0; i < holes.list->nelts; i++) {
        const lint_hole *hole = APR_ARRAY_IDX(holes.list, i, const lint_hole *);

        if (!lint_hole_of(&worse, hole->culprit)) {
            hole_report(review, hole, LINT_NOTE,
                        apr_psprintf(review->pool,
                                     "every sub-domain is admitted%s, such as "
                                     "\"%s\": list those that need it",
                                     hole_means(hole), hole->trial->origin));
        }
    }
}

const lint_rule lint_rule_origin_any_subdomain = {
    .id = "origin-any-subdomain",
    .shorthand = "C07",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Every sub-domain is admitted",
    .why = "Whoever holds one name below the domain speaks for all of it: a "
           "forgotten CNAME, a shop or a blog of another company, or a script "
           "injected into the least of them reads what this server answers to "
           "its users.",
    .remedy = "List the sub-domains that need it, as in "
              "\"^https://(app|admin)\\.example\\.com$\".",
    .bad =
        "SetEnvIf Origin \"^https://([a-z0-9-]+\\.)*example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .check = check};
