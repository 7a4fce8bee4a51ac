/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"
#include "lint/witness/caching.h"
#include "lint/witness/header_value.h"
#include "lint/witness/preflight.h"
#include "lint/witness/variable.h"

static const char origin_header[] = "Access-Control-Allow-Origin";

static const char to_all[] =
    "depends on the Origin and the response has no \"Vary: Origin\", so that "
    "caches give one site what is meant for another";
static const char on_match[] =
    "depends on the Origin, and httpd adds \"Vary: Origin\" only where its "
    "condition holds, so that caches give the answer without it to all";
static const char on_error[] =
    "depends on the Origin, and error answers do not get the \"Vary: Origin\" "
    "that httpd adds to others";
static const char unseen[] =
    "is a variable that is set elsewhere, perhaps from the Origin, and no Vary "
    "tells caches";

static void report(lint_review *review, const lint_site *site,
                   const lint_header_action *action, const char *what,
                   const lint_trial *witness)
{
    lint_header_line line =
        lint_header_line_of(review->pool, review->survey, action);
    const char *missing =
        lint_site_is_always(site) || lint_preflight_look(site).place
            ? "Header always merge Vary Origin"
            : "Header merge Vary Origin";
    const char *more =
        lint_header_line_like(review->pool, review->survey, &line, missing);
    lint_finding *finding =
        lint_review_add(review, action->place, "\"%s\" %s; add \"%s\"",
                        line.value.text, what, missing);

    finding->witness = finding->witness ? finding->witness : witness;
    if (more) {
        lint_review_edit(review, finding, line.node, line.end, 0, more);
    }
    if (site->backend || !witness) {
        lint_review_doubt(finding);
    }
}

/* There is a line, and another one takes away what it says: one more would be
 * of no use. */
static void report_clobbered(lint_review *review, const lint_site *site,
                             const lint_header_action *action,
                             const lint_caching *caching)
{
    lint_finding *finding = lint_review_add(
        review, caching->line->place,
        "\"Vary: %s\" does not reach the response, although %s depends on the "
        "Origin; write \"merge Vary\" wherever Vary is set, and never unset it",
        lint_text_bytes(caching->line->value), origin_header);

    finding->witness = finding->witness ? finding->witness : caching->without;
    lint_review_relate(review, finding, action->place, "\"%s\" is set here",
                       lint_text_bytes(action->value));
    if (caching->without->vary && caching->without->vary->place) {
        lint_review_relate(review, finding, caching->without->vary->place,
                           "Vary is set here");
    }
    if (site->backend) {
        lint_review_doubt(finding);
    }
}

/* What no response shows: a template or another file decides, or no request
 * is known that gets there. */
static void check_text(lint_review *review, const lint_site *site,
                       const lint_caching *caching)
{
    const apr_array_header_t *actions =
        lint_site_actions(review->pool, site, origin_header);

    for (int i = 0; i < actions->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);
        lint_dependence depends =
            lint_header_writes(action)
                ? lint_header_depends(review->survey, action)
                : LINT_DEPENDS_NOT;

        if (depends != LINT_DEPENDS_NOT &&
            (caching->without || !site->trials->nelts ||
             action->list == LINT_HEADER_ALWAYS)) {
            report(review, site, action,
                   depends == LINT_DEPENDS_UNSEEN             ? unseen
                   : caching->without || !site->trials->nelts ? to_all
                                                              : on_error,
                   NULL);
            return;
        }
    }
}

static void check_site(lint_review *review, const lint_site *site)
{
    lint_caching caching = lint_caching_look(review->pool, site);
    const lint_header_action *action = lint_header_action_of(
        review->survey, caching.given ? caching.given->allow_origin : NULL);
    const lint_trial *error;

    if (!caching.depends || !action) {
        if (!caching.line) {
            check_text(review, site, &caching);
        }
    } else if (caching.line && caching.without &&
               caching.without->allow_origin) {
        report_clobbered(review, site, action, &caching);
    } else if (caching.without && caching.without->allow_origin) {
        report(review, site, action, to_all, caching.without);
    } else if (caching.without && !caching.line) {
        report(review, site, action, on_match, caching.without);
    } else if (!caching.line) {
        error =
            lint_caching_error(review->pool, review->survey, site, &caching);
        if (error) {
            report(review, site, action, on_error, error);
        }
    }
}

static void check(lint_review *review)
{
    for (int i = 0; i < review->survey->sites->nelts; i++) {
        const lint_site *site =
            APR_ARRAY_IDX(review->survey->sites, i, const lint_site *);

        if (site->cors) {
            check_site(review, site);
        }
    }
}

const lint_rule lint_rule_vary_missing = {
    .id = "vary-missing",
    .shorthand = "C13",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Access-Control-Allow-Origin depends on the Origin, Vary does not "
             "say so",
    .why = "A browser's or a proxy's cache keeps one response for a URL. When "
           "Access-Control-Allow-Origin is chosen by the Origin header and "
           "Vary does not name Origin, the response for one site is given to "
           "the scripts of another one, which are blocked until it expires. A "
           "response stored for somebody without Origin blocks all of them. "
           "So Vary has to be on every response, with the header or without.",
    .remedy = "Add \"Header merge Vary Origin\" without a condition, in the "
              "same table (always or not) as Access-Control-Allow-Origin",
    .bad = "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
           "Header set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n",
    .good = "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
            "Header set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
            "Header merge Vary Origin\n",
    .fixes = true,
    .check = check};
