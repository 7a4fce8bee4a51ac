/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/hole.h"

#include <string.h>
#include "lint/witness/reading.h"

static void fix(lint_review *review, lint_finding *finding,
                const lint_trial *witness, const char *front,
                const char *behind)
{
    const lint_origin_pattern *pattern = witness->pattern;
    const char *longer = apr_pstrcat(review->pool, *front ? "~" : "",
                                     witness->origin, *behind ? "~" : "", NULL);
    int at;
    const lint_node *node = lint_pattern_node(review->survey, pattern, &at);

    if (!node ||
        !lint_pattern_would_end(review->pool, pattern, front, behind, longer)) {
        return;
    }
    if (*front) {
        lint_review_edit(review, finding, node, at, 0, front);
    }
    if (*behind) {
        lint_review_edit(review, finding, node, at + (int)strlen(pattern->text),
                         0, behind);
    }
}

static void report(lint_review *review, const lint_hole *hole)
{
    const lint_origin_pattern *pattern = hole->trial->pattern;
    const lint_reading *reading =
        pattern ? lint_reading_get(review->survey->readings, pattern) : NULL;
    lint_finding *finding;

    if (!reading || pattern->negated ||
        !(reading->open_left || reading->open_right)) {
        return;
    }
    finding = hole_report(
        review, hole, LINT_NOTE,
        apr_psprintf(review->pool, "the pattern \"%s\" is open %s: write %s",
                     pattern->text,
                     !reading->open_left    ? "behind"
                     : !reading->open_right ? "in front"
                                            : "on both sides",
                     !reading->open_left    ? "\"$\" at its end"
                     : !reading->open_right ? "\"^\" at its beginning"
                                            : "\"^\" and \"$\" around it"));
    fix(review, finding, hole->trial, reading->open_left ? "^" : "",
        reading->open_right ? "$" : "");
}

static void check(lint_review *review)
{
    lint_holes used = lint_holes_find(review->pool, review->survey,
                                      LINT_HOLE(LINT_ORIGIN_MEANT) |
                                          LINT_HOLE(LINT_ORIGIN_DEV) |
                                          LINT_HOLE(LINT_ORIGIN_PLAIN_HTTP) |
                                          LINT_HOLE(LINT_ORIGIN_SUBDOMAIN));
    lint_holes worse = lint_holes_find(review->pool, review->survey,
                                       LINT_HOLE(LINT_ORIGIN_PREFIXED) |
                                           LINT_HOLE(LINT_ORIGIN_SUFFIXED));

    for (int i = 0; i < used.list->nelts; i++) {
        const lint_hole *hole = APR_ARRAY_IDX(used.list, i, const lint_hole *);

        if (!lint_hole_of(&worse, hole->culprit)) {
            report(review, hole);
        }
    }
}

const lint_rule lint_rule_origin_unanchored_latent = {
    .id = "origin-unanchored-latent",
    .shorthand = "C12",
    .severity = LINT_NOTE,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_PEDANTIC,
    .title =
        "A pattern has no \"^\" or no \"$\", and nothing comes of it so far",
    .why = "The pattern matches more than the origin that is meant, but what "
           "is sent is only what it matched, so that browsers refuse it to "
           "strangers. That ends when somebody echoes the Origin header "
           "itself, or puts a wildcard at the open end.",
    .remedy = "Begin the pattern with \"^\" and end it with \"$\".",
    .bad =
        "SetEnvIf Origin \"https://app\\.(example)\\.com\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .fixes = true,
    .check = check};
