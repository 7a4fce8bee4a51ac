/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"
#include "lint/witness/caching.h"
#include "lint/witness/header_value.h"
#include "lint/witness/preflight.h"

static const char *const faults[] = {
    [LINT_VARY_MISSING] =
        "depends on the Origin and the response has no \"Vary: Origin\", so "
        "that caches give one site what is meant for another",
    [LINT_VARY_ON_MATCH] =
        "depends on the Origin, and httpd adds \"Vary: Origin\" only where "
        "its condition holds, so that caches give the answer without it to "
        "all",
    [LINT_VARY_NO_ERRORS] =
        "depends on the Origin, and error answers do not get the \"Vary: "
        "Origin\" that httpd adds to others",
    [LINT_VARY_UNSEEN] =
        "is a variable that is set elsewhere, perhaps from the Origin, and no "
        "Vary tells caches"};

static lint_finding *report(lint_review *review, const lint_site *site,
                            const lint_vary_judgement *judgement)
{
    lint_header_line line =
        lint_header_line_of(review->pool, review->survey, judgement->action);
    const char *missing =
        lint_site_is_always(site) || lint_preflight_look(site).place
            ? "Header always merge Vary Origin"
            : "Header merge Vary Origin";
    const char *more =
        lint_header_line_like(review->pool, review->survey, &line, missing);
    lint_finding *finding =
        lint_review_add(review, line.place, "\"%s\" %s; add \"%s\"",
                        line.value.text, faults[judgement->fault], missing);

    if (more) {
        lint_review_edit(review, finding, line.node, line.end, 0, more);
    }
    return finding;
}

/* There is a line, and another one takes away what it says: one more would be
 * of no use. */
static lint_finding *report_clobbered(lint_review *review,
                                      const lint_caching *caching,
                                      const lint_vary_judgement *judgement)
{
    const lint_entry *vary = caching->without->vary;
    lint_finding *finding = lint_review_add(
        review, caching->line->place,
        "\"Vary: %s\" does not reach the response, although "
        "Access-Control-Allow-Origin depends on the Origin; write \"merge "
        "Vary\" wherever Vary is set, and never unset it",
        lint_text_bytes(caching->line->value));

    finding->remedy = "Write \"merge Vary\" in place of \"set Vary\", in all "
                      "sections that the request gets to";
    lint_review_relate(review, finding, judgement->action->place,
                       "\"%s\" is set here",
                       lint_text_bytes(judgement->action->value));
    if (vary && vary->place) {
        lint_review_relate(review, finding, vary->place, "Vary is set here");
    }
    return finding;
}

static void check_site(lint_review *review, const lint_site *site)
{
    lint_caching caching = lint_caching_look(review->pool, site);
    lint_vary_judgement judgement =
        lint_caching_judge(review->survey, site, &caching);
    lint_finding *finding;

    if (judgement.fault == LINT_VARY_FINE) {
        return;
    }
    finding = judgement.fault == LINT_VARY_CLOBBERED
                  ? report_clobbered(review, &caching, &judgement)
                  : report(review, site, &judgement);
    finding->witness = finding->witness ? finding->witness : judgement.witness;
    if (site->backend || !judgement.witness) {
        lint_review_doubt(finding);
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
    .title = "Access-Control-Allow-Origin depends on the Origin, and Vary does "
             "not say so",
    .why = "A browser's or a proxy's cache keeps one response for a URL. When "
           "Access-Control-Allow-Origin is chosen by the Origin header and "
           "Vary does not name Origin, the response for one site is given to "
           "the scripts of another one, which are blocked until it expires. A "
           "response stored for somebody without Origin blocks all of them. "
           "So Vary has to be on every response, with the header or without.",
    .remedy = "Add \"Header merge Vary Origin\" without a condition, with "
              "\"always\" where Access-Control-Allow-Origin has it.",
    .bad = "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
           "Header set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n",
    .good = "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
            "Header set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
            "Header merge Vary Origin\n",
    .fixes = true,
    .check = check};
