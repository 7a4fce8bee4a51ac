/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/hole.h"

#include <string.h>

/* Where a `$` is all that lacks: what a wildcard swallows needs a human. */
static void fix(lint_review *review, lint_finding *finding,
                const lint_trial *witness)
{
    const lint_origin_pattern *pattern = witness->pattern;
    int at;
    const lint_node *node = lint_pattern_node(review->survey, pattern, &at);

    if (node && lint_pattern_would_end(review->pool, pattern, "", "$",
                                       witness->origin)) {
        lint_review_edit(review, finding, node, at + (int)strlen(pattern->text),
                         0, "$");
    }
}

static void report(lint_review *review, const lint_hole *hole)
{
    lint_finding *finding = hole_report(
        review, hole, LINT_WARNING,
        apr_psprintf(review->pool,
                     "\"%s\" is admitted%s, which begins like a host that is "
                     "meant and is anybody's: end the pattern with \"$\"",
                     hole->trial->origin, hole_means(hole)));

    if (hole->trial->pattern) {
        fix(review, finding, hole->trial);
    }
}

static void check(lint_review *review)
{
    hole_each(review, LINT_HOLE(LINT_ORIGIN_SUFFIXED), report);
}

const lint_rule lint_rule_origin_prefix_bypass = {
    .id = "origin-prefix-bypass",
    .shorthand = "C05",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title =
        "A pattern admits every host that begins like the one that is meant",
    .why = "The pattern does not end where the host does. A stranger names a "
           "host below a domain of theirs (example.com.evil.example, or "
           "example.com_.evil.example), and the server echoes it as if it were "
           "the owner's.",
    .remedy =
        "End the pattern with \"$\", as in \"^https://app\\.example\\.com$\".",
    .bad =
        "RewriteEngine On\n"
        "RewriteCond %{HTTP:Origin} \"^https://app\\.example\\.com\"\n"
        "RewriteRule ^ - [E=CORS:%{HTTP:Origin}]\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "RewriteEngine On\n"
        "RewriteCond %{HTTP:Origin} \"^https://app\\.example\\.com$\"\n"
        "RewriteRule ^ - [E=CORS:%{HTTP:Origin}]\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .fixes = true,
    .check = check};
