/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/hole.h"

static void report(lint_review *review, const lint_hole *hole)
{
    hole_report(review, hole, LINT_WARNING,
                apr_psprintf(review->pool,
                             "\"%s\" is admitted%s, which ends like a host "
                             "that is meant and is anybody's: begin the "
                             "pattern with \"^https://\" and whole labels",
                             hole->trial->origin, hole_means(hole)));
}

static void check(lint_review *review)
{
    hole_each(review, LINT_HOLE(LINT_ORIGIN_PREFIXED), report);
}

const lint_rule lint_rule_origin_suffix_bypass = {
    .id = "origin-suffix-bypass",
    .shorthand = "C04",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "A pattern admits every host that ends like the one that is meant",
    .why = "Nothing separates the name in the pattern from what stands before "
           "it, so that a stranger registers a domain that ends like it "
           "(evilexample.com for example.com) and is taken for its owner.",
    .remedy = "Begin the pattern with \"^https://\" and let nothing but whole "
              "labels stand before the host, as in "
              "\"^https://([a-z0-9-]+\\.)*example\\.com$\".",
    .bad =
        "SetEnvIf Origin \"^https://.*example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .check = check};
