/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"
#include "lint/witness/header_value.h"
#include "lint/witness/preflight.h"

static const char *const names[] = {
    "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Methods", "Access-Control-Allow-Headers"};

enum { NAMES = sizeof(names) / sizeof(names[0]) };

/* The lines of a header that successful answers alone have; empty when it is
 * on all answers, too. */
static apr_array_header_t *lost_lines(const lint_review *review,
                                      const lint_site *site, const char *name)
{
    apr_array_header_t *actions = lint_site_actions(review->pool, site, name);
    apr_array_header_t *lost =
        apr_array_make(review->pool, 2, sizeof(const lint_header_action *));

    for (int i = 0; i < actions->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);

        if (lint_header_writes(action) && action->list == LINT_HEADER_ALWAYS) {
            lost->nelts = 0;
            return lost;
        }
        if (lint_header_writes(action)) {
            APR_ARRAY_PUSH(lost, const lint_header_action *) = action;
        }
    }
    return lost;
}

/* All lines become those of the other table, or none: behind a backend, which
 * may send the header as well, it would be there twice. */
static void fix(lint_review *review, const lint_site *site,
                lint_finding *finding, const apr_array_header_t *lines)
{
    lint_header_line *cut =
        apr_palloc(review->pool, sizeof(*cut) * (size_t)(lines->nelts + 1));
    bool safe = !site->backend;

    for (int i = 0; i < lines->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(lines, i, const lint_header_action *);

        cut[i] = lint_header_line_of(review->pool, review->survey, action);
        safe = safe && cut[i].editable;
        lint_review_relate(review, finding, action->place,
                           "\"%s\" is set here, without \"always\"",
                           action->name.value);
    }
    for (int i = 0; safe && i < lines->nelts; i++) {
        lint_header_change change = lint_header_to_always(&cut[i]);

        lint_review_edit(review, finding, cut[i].node, change.at, change.length,
                         change.text);
    }
}

static void check_site(lint_review *review, const lint_site *site)
{
    lint_preflight preflight = lint_preflight_look(site);
    const char *lost = NULL;
    apr_array_header_t *lines =
        apr_array_make(review->pool, 4, sizeof(const lint_header_action *));
    lint_finding *finding;

    if (!preflight.place) {
        return;
    }
    for (int i = 0; i < NAMES; i++) {
        apr_array_header_t *some = lost_lines(review, site, names[i]);

        if (some->nelts) {
            lost = lost ? lost : names[i];
            apr_array_cat(lines, some);
        }
    }
    if (!lost) {
        return;
    }
    finding = lint_review_add(
        review, preflight.place,
        "preflights are answered here with \"%d\", without \"%s\", which "
        "httpd's own answers get from \"Header always\" alone; write \"Header "
        "always set\"",
        preflight.status, lost);
    finding->witness = finding->witness ? finding->witness : preflight.trial;
    if (!preflight.trial) {
        lint_review_doubt(finding);
    }
    apr_array_cat(lines, lost_lines(review, site, "Vary"));
    fix(review, site, finding, lines);
}

static void check(lint_review *review)
{
    for (int i = 0; i < review->survey->sites->nelts; i++) {
        check_site(review,
                   APR_ARRAY_IDX(review->survey->sites, i, const lint_site *));
    }
}

const lint_rule lint_rule_preflight_drops_headers = {
    .id = "preflight-drops-headers",
    .shorthand = "C21",
    .aliases = "preflight-loses-headers",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "The answer to the preflight has no CORS headers",
    .why = "A RewriteRule with R=200 or R=204, or a Redirect 204, makes an "
           "answer of httpd's own. Plain \"Header set\" works on answers of "
           "files, scripts and backends; httpd's own ones get what \"Header "
           "always\" says and nothing else. So the preflight comes back with a "
           "fine status and without a single Access-Control header, and the "
           "browser never sends the request.",
    .remedy = "Write \"Header always set\" for the Access-Control-* headers.",
    .bad =
        "RewriteEngine On\n"
        "RewriteCond %{REQUEST_METHOD} =OPTIONS\n"
        "RewriteRule ^ - [R=204,L]\n"
        "Header set Access-Control-Allow-Origin \"https://app.example.com\"\n"
        "Header set Access-Control-Allow-Methods \"GET, PUT\"\n",
    .good = "RewriteEngine On\n"
            "RewriteCond %{REQUEST_METHOD} =OPTIONS\n"
            "RewriteRule ^ - [R=204,L]\n"
            "Header always set Access-Control-Allow-Origin "
            "\"https://app.example.com\"\n"
            "Header always set Access-Control-Allow-Methods \"GET, PUT\"\n",
    .fixes = true,
    .check = check};
