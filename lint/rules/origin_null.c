/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/hole.h"

static void report(lint_review *review, const lint_hole *hole)
{
    hole_report(review, hole, LINT_WARNING,
                apr_psprintf(review->pool,
                             "the origin \"null\" is admitted%s, which every "
                             "sandboxed frame has: leave it out",
                             hole_means(hole)));
}

static void check(lint_review *review)
{
    hole_each(review, LINT_HOLE(LINT_ORIGIN_NULL), report);
}

const lint_rule lint_rule_origin_null = {
    .id = "origin-null",
    .shorthand = "C10",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "The origin null is admitted",
    .why = "Browsers send \"Origin: null\" for sandboxed frames and for data: "
           "and file: documents. Everybody can make one, so that admitting "
           "null admits everybody; it is not a safe way to say \"nobody\".",
    .remedy = "Leave Access-Control-Allow-Origin out to admit nobody, or name "
              "the origins.",
    .bad =
        "SetEnvIf Origin \"^(null|https://app\\.example\\.com)$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .check = check};
