/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/header_value.h"

static const char origin_header[] = "Access-Control-Allow-Origin";

static void write_set(lint_review *review, lint_finding *finding,
                      const lint_header_action *action)
{
    lint_header_line line =
        lint_header_line_of(review->pool, review->survey, action);

    if (action->verb != LINT_HEADER_SET && line.editable) {
        lint_review_edit(review, finding, line.node, line.verb.at,
                         line.verb.length, "set");
    }
}

static void report(lint_review *review, const lint_trial *trial,
                   const lint_header_action *first,
                   const lint_header_action *second)
{
    const char *one = lint_text_bytes(first->value);
    const char *other = lint_text_bytes(second->value);
    lint_finding *finding = lint_review_add(
        review, second->place,
        first->list == second->list
            ? "\"%s\" is sent beside \"%s\", and browsers take no response "
              "with two %s; write \"set\" in place of \"add\""
            : "\"%s\" is sent beside \"%s\" of the other table, and browsers "
              "take no response with two %s; keep the line with \"always\" "
              "alone",
        other, one, origin_header);

    finding->witness = finding->witness ? finding->witness : trial;
    lint_review_relate(review, finding, first->place, "\"%s\" is here", one);
    if (first->list == second->list) {
        write_set(review, finding, first);
        write_set(review, finding, second);
    }
}

static void check_trial(lint_review *review, const lint_trial *trial)
{
    const apr_array_header_t *entries = trial->answer->headers->entries;
    const lint_entry *first = NULL;

    for (int i = 0; trial->allow_origins > 1 && i < entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(entries, i, lint_entry);
        const lint_header_action *one =
            lint_header_action_of(review->survey, first);
        const lint_header_action *other =
            lint_header_action_of(review->survey, entry);

        if (strcasecmp(entry->name, origin_header) != 0 ||
            entry->there != LINT_YES) {
            continue;
        }
        if (one && other && one != other) {
            report(review, trial, one, other);
            return;
        }
        first = first ? first : entry;
    }
}

/* What append and merge make is one field, but a list. */
static void check_list(lint_review *review, const lint_site *site,
                       const lint_trial *trial)
{
    const lint_entry *entry = trial->allow_origin;
    const apr_array_header_t *actions;

    if (!entry || !entry->text.value || !strchr(entry->text.value, ',')) {
        return;
    }
    actions = lint_site_actions(review->pool, site, origin_header);
    for (int i = 0; i < actions->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);

        if (action->verb == LINT_HEADER_APPEND ||
            action->verb == LINT_HEADER_MERGE) {
            lint_finding *finding = lint_review_add(
                review, action->place,
                "\"%s\" is joined to another %s with a comma, and "
                "a list equals no Origin; write \"set\"",
                lint_text_bytes(action->value), origin_header);
            finding->witness = finding->witness ? finding->witness : trial;
            write_set(review, finding, action);
        }
    }
}

/* What a backend may send besides, nobody can see here. */
static void check_backend(lint_review *review, const lint_site *site)
{
    const apr_array_header_t *actions =
        lint_site_actions(review->pool, site, origin_header);

    for (int i = 0; site->backend && i < actions->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);

        if (action->verb == LINT_HEADER_ADD) {
            lint_finding *finding = lint_review_add(
                review, action->place,
                "\"add\" leaves what the backend sends beside \"%s\", and "
                "browsers take no response with two %s; write \"set\"",
                lint_text_bytes(action->value), origin_header);

            finding->severity = LINT_NOTE;
            finding->confidence = LINT_CONFIDENCE_LOW;
            finding->persona = LINT_PERSONA_PEDANTIC;
        }
    }
}

static void check(lint_review *review)
{
    for (int i = 0; i < review->survey->sites->nelts; i++) {
        const lint_site *site =
            APR_ARRAY_IDX(review->survey->sites, i, const lint_site *);

        for (int j = 0; j < site->trials->nelts; j++) {
            const lint_trial *trial =
                APR_ARRAY_IDX(site->trials, j, const lint_trial *);

            check_trial(review, trial);
            check_list(review, site, trial);
        }
        check_backend(review, site);
    }
}

const lint_rule lint_rule_acao_duplicate = {
    .id = "acao-duplicate",
    .shorthand = "C19",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Access-Control-Allow-Origin is sent twice",
    .why =
        "httpd keeps two tables of response headers, of \"Header always\" and "
        "of plain \"Header\", and sends both: the same name in both is two "
        "fields. \"Header add\" makes another field each time. A browser that "
        "gets two values, even equal ones, blocks the response.",
    .remedy = "Write \"set\" in place of \"add\", and keep "
              "Access-Control-Allow-Origin in one table.",
    .bad =
        "Header set Access-Control-Allow-Origin \"https://app.example.com\"\n"
        "Header add Access-Control-Allow-Origin \"https://app.example.com\"\n",
    .good = "Header set Access-Control-Allow-Origin "
            "\"https://app.example.com\"\n",
    .fixes = true,
    .check = check};
