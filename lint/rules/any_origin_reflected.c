/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/hole.h"

static void report(lint_review *review, const lint_hole *hole)
{
    lint_finding *finding;

    if (hole->credentials) {
        return;
    }
    finding = hole_report(
        review, hole, LINT_WARNING,
        apr_psprintf(review->pool,
                     "any origin is echoed%s, such as \"%s\": name the "
                     "origins that may, or send \"*\"",
                     hole_means(hole), hole->trial->origin));
    /* An application may allow credentials by itself. */
    if (hole->site->backend) {
        finding->confidence = LINT_CONFIDENCE_HIGH;
    }
}

static void check(lint_review *review)
{
    hole_each(review, LINT_HOLE(LINT_ORIGIN_STRANGER), report);
}

const lint_rule lint_rule_any_origin_reflected = {
    .id = "any-origin-reflected",
    .shorthand = "C02",
    .aliases = "reflected-origin",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_MEDIUM,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Any origin is admitted by echoing it",
    .why = "The server echoes whatever Origin it is asked with. No "
           "credentials are allowed here, so that strangers read what "
           "everybody may read; but one more header, added by an "
           "application behind this server or by whoever edits this file "
           "next, lets every page on the web act as its visitor.",
    .remedy = "Name the origins, or write Access-Control-Allow-Origin \"*\", "
              "which browsers refuse to combine with credentials, where "
              "everybody is meant.",
    .bad =
        "SetEnvIf Origin \"(.+)\" CORS=$1\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always merge Vary Origin\n",
    .good = "<FilesMatch \"\\.(woff2|ttf)$\">\n"
            "    Header set Access-Control-Allow-Origin \"*\"\n"
            "</FilesMatch>\n",
    .check = check};
