/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/hole.h"

static void report(lint_review *review, const lint_hole *hole)
{
    hole_report(review, hole, LINT_WARNING,
                apr_psprintf(review->pool,
                             "\"%s\" is admitted%s, a name that every "
                             "customer of the service can have: name the one "
                             "host that is yours",
                             hole->trial->origin, hole_means(hole)));
}

static void check(lint_review *review)
{
    hole_each(review, LINT_HOLE(LINT_ORIGIN_SHARED), report);
}

const lint_rule lint_rule_origin_shared_suffix = {
    .id = "origin-shared-suffix",
    .shorthand = "C08",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Every customer of a hosting service is admitted",
    .why = "Below this domain anybody gets a name of their own within "
           "minutes (it is on the public suffix list). A pattern that "
           "admits all of them admits everybody.",
    .remedy = "Name the one host that is yours, as in "
              "\"^https://my-app\\.vercel\\.app$\".",
    .bad =
        "SetEnvIf Origin \"^https://[a-z0-9-]+\\.vercel\\.app$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://my-app\\.vercel\\.app$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .check = check};
