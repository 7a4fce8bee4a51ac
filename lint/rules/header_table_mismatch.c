/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/header_value.h"

/* A header's lines at a site, by table. */
typedef struct tables {
    const char *name;
    const lint_header_action *always;
    const lint_header_action *onsuccess;
    bool files; /* only <Files> sections have it: 200 is all they answer */
} tables;

enum { ORIGIN, NAMES = 4 };

static void read_action(tables *headers, const lint_scope *scope,
                        const lint_header_action *action)
{
    const lint_node *node = scope->node;

    for (int i = 0; i < NAMES; i++) {
        if (!action->name.value || !lint_header_writes(action) ||
            strcasecmp(action->name.value, headers[i].name) != 0) {
            continue;
        }
        if (action->list == LINT_HEADER_ALWAYS && !headers[i].always) {
            headers[i].always = action;
        } else if (action->list == LINT_HEADER_ONSUCCESS &&
                   !headers[i].onsuccess) {
            headers[i].onsuccess = action;
        }
        headers[i].files =
            node && node->key && strncmp(node->key, "files", 5) == 0;
    }
}

static void report(lint_review *review, const lint_site *site,
                   const tables *success, const tables *always)
{
    lint_header_line line =
        lint_header_line_of(review->pool, review->survey, success->onsuccess);
    lint_finding *finding = lint_review_add(
        review, success->onsuccess->place,
        "\"%s\" is missing on answers of httpd's own, which have the \"%s\" of "
        "\"Header always\"; write \"Header always\" here, too",
        success->name, always->name);
    lint_header_change change = lint_header_to_always(&line);

    lint_review_relate(review, finding, always->always->place, "\"%s\" is here",
                       always->name);
    /* Behind a backend the other table may make a second field. */
    if (line.editable && !site->backend) {
        lint_review_edit(review, finding, line.node, change.at, change.length,
                         change.text);
    }
}

static void check_site(lint_review *review, const lint_site *site)
{
    tables headers[NAMES] = {{.name = "Access-Control-Allow-Origin"},
                             {.name = "Access-Control-Allow-Credentials"},
                             {.name = "Access-Control-Allow-Methods"},
                             {.name = "Access-Control-Allow-Headers"}};
    const tables *origin = &headers[ORIGIN];

    for (int i = 0; i < site->scopes->nelts; i++) {
        const lint_scope *scope =
            APR_ARRAY_IDX(site->scopes, i, const lint_scope *);

        for (int j = 0; j < scope->headers->nelts; j++) {
            read_action(
                headers, scope,
                APR_ARRAY_IDX(scope->headers, j, const lint_header_action *));
        }
    }
    for (int i = ORIGIN + 1; i < NAMES; i++) {
        const tables *other = &headers[i];

        if (origin->onsuccess && !origin->always && other->always &&
            !other->onsuccess && origin->files == other->files) {
            report(review, site, origin, other);
            return;
        }
        if (origin->always && !origin->onsuccess && other->onsuccess &&
            !other->always) {
            report(review, site, other, origin);
        }
    }
}

static void check(lint_review *review)
{
    for (int i = 0; i < review->survey->sites->nelts; i++) {
        check_site(review,
                   APR_ARRAY_IDX(review->survey->sites, i, const lint_site *));
    }
}

const lint_rule lint_rule_header_table_mismatch = {
    .id = "header-table-mismatch",
    .shorthand = "C20",
    .aliases = "header-in-wrong-table",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "CORS headers are split over httpd's two tables",
    .why = "\"Header always\" is sent with every response, plain \"Header\" "
           "not with httpd's own answers: 401, 403, 404, redirects, and "
           "preflights answered with R=204. Where the CORS headers are split "
           "between the two, those answers have some of them only, and scripts "
           "see a network error in place of the status.",
    .remedy = "Write \"Header always set\" for all Access-Control-* headers.",
    .bad =
        "Header set Access-Control-Allow-Origin \"https://app.example.com\"\n"
        "Header always set Access-Control-Allow-Methods \"GET, PUT\"\n",
    .good = "Header always set Access-Control-Allow-Origin "
            "\"https://app.example.com\"\n"
            "Header always set Access-Control-Allow-Methods \"GET, PUT\"\n",
    .fixes = true,
    .check = check};
