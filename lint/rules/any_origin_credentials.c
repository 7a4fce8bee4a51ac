/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/hole.h"

static void report(lint_review *review, const lint_hole *hole)
{
    if (!hole->credentials) {
        return;
    }
    hole_report(
        review, hole, LINT_WARNING,
        apr_psprintf(review->pool,
                     "any origin is admitted%s%s, such as \"%s\": name the "
                     "origins that may",
                     hole_means(hole),
                     hole->preflight && !hole->presumed ? " with credentials"
                                                        : "",
                     hole->trial->origin));
}

static void check(lint_review *review)
{
    hole_each(review, LINT_HOLE(LINT_ORIGIN_STRANGER), report);
}

const lint_rule lint_rule_any_origin_credentials = {
    .id = "any-origin-credentials",
    .shorthand = "C01",
    .aliases = "any-origin-with-credentials reflected-origin-with-credentials",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Any origin is admitted, with credentials",
    .why = "The server answers whatever Origin it is asked with by echoing "
           "it, and allows credentials. Every page on the web can then "
           "send requests with the cookies of its visitor and read the "
           "answers: the same-origin policy is switched off for all who "
           "are logged in.",
    .remedy = "Name the origins, as in SetEnvIf Origin "
              "\"^https://app\\.example\\.com$\" CORS=$0.",
    .bad =
        "SetEnvIf Origin \"(.+)\" CORS=$1\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .check = check};
