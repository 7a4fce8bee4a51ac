/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/hole.h"

#include <string.h>

static void check(lint_review *review)
{
    lint_holes holes = lint_holes_find(review->pool, review->survey,
                                       LINT_HOLE(LINT_ORIGIN_PLAIN_HTTP));
    lint_holes below = lint_holes_find(review->pool, review->survey,
                                       LINT_HOLE(LINT_ORIGIN_PLAIN_HTTP) |
                                           LINT_HOLE(LINT_ORIGIN_SUBDOMAIN));

    /* Of a pattern that names a host, that host; else one below it. */
    for (int i = 0; i < below.list->nelts; i++) {
        const lint_hole *hole = APR_ARRAY_IDX(below.list, i, const lint_hole *);
        const lint_hole *named = lint_hole_of(&holes, hole->culprit);

        hole = named ? named : hole;
        /* On port 80 the cookies are in the open anyway. */
        if (hole->credentials && hole->site->question.https &&
            strncmp(hole->trial->origin, "http://", 7) == 0) {
            hole_report(review, hole, LINT_WARNING,
                        apr_psprintf(review->pool,
                                     "\"%s\" is admitted%s, which anybody on "
                                     "the network can speak for: admit https "
                                     "alone",
                                     hole->trial->origin, hole_means(hole)));
        }
    }
}

const lint_rule lint_rule_origin_plain_http = {
    .id = "origin-plain-http",
    .shorthand = "C09",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "An origin without TLS is admitted, with credentials",
    .why = "Whoever is on the way between a user and the network (a Wi-Fi, a "
           "proxy) can put any page at an http:// address, and with it a "
           "script that reads what this server answers to that user, cookies "
           "included, even where the server itself is only reached over TLS.",
    .remedy = "Admit https:// origins alone, as in "
              "\"^https://app\\.example\\.com$\".",
    .bad =
        "SetEnvIf Origin \"^https?://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .check = check};
