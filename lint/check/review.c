/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/rules/rule.h"

const lint_rule *lint_rule_find(const char *name)
{
    size_t bytes = strlen(name);

    for (const lint_rule *const *rule = lint_rules; bytes && *rule; rule++) {
        const char *alias = (*rule)->aliases;

        if (strcasecmp((*rule)->id, name) == 0 ||
            strcasecmp((*rule)->shorthand, name) == 0) {
            return *rule;
        }
        while (alias && *alias) {
            size_t length = strcspn(alias, " ");

            if (length == bytes && strncasecmp(alias, name, length) == 0) {
                return *rule;
            }
            alias += length + strspn(alias + length, " ");
        }
    }
    return NULL;
}

static bool is_same_place(const lint_place *left, const lint_place *right)
{
    return left->line == right->line && left->column == right->column &&
           strcmp(left->file, right->file) == 0;
}

lint_finding *lint_review_add(lint_review *review, const lint_place *place,
                              const char *format, ...)
{
    const lint_rule *rule = review->rule;
    va_list arguments;
    const char *message;
    lint_finding *finding;

    va_start(arguments, format);
    message = apr_pvsprintf(review->pool, format, arguments);
    va_end(arguments);
    /* The same directive is met in many sections. Only this rule's findings
     * are at the end of the list. */
    for (int i = review->findings->nelts; i-- > 0;) {
        finding = APR_ARRAY_IDX(review->findings, i, lint_finding *);
        if (finding->rule != rule) {
            break;
        }
        if (is_same_place(&finding->place, place) &&
            strcmp(finding->message, message) == 0) {
            return finding;
        }
    }
    finding = apr_pcalloc(review->pool, sizeof(*finding));
    finding->id = rule->id;
    finding->rule = rule;
    finding->severity = rule->severity;
    finding->confidence = rule->confidence;
    finding->persona = rule->persona;
    finding->place = *place;
    finding->message = message;
    finding->related = apr_array_make(review->pool, 1, sizeof(lint_related));
    APR_ARRAY_PUSH(review->findings, lint_finding *) = finding;
    return finding;
}

void lint_review_relate(lint_review *review, lint_finding *finding,
                        const lint_place *place, const char *format, ...)
{
    va_list arguments;
    lint_related related = {.place = *place};

    va_start(arguments, format);
    related.message = apr_pvsprintf(review->pool, format, arguments);
    va_end(arguments);
    for (int i = 0; i < finding->related->nelts; i++) {
        const lint_related *known =
            &APR_ARRAY_IDX(finding->related, i, lint_related);

        if (is_same_place(&known->place, place) &&
            strcmp(known->message, related.message) == 0) {
            return;
        }
    }
    APR_ARRAY_PUSH(finding->related, lint_related) = related;
}

void lint_review_mark(lint_review *review, lint_finding *finding,
                      const lint_node *node, const char *text)
{
    const char *at = node ? strstr(node->args, text) : NULL;

    (void)review;
    if (at) {
        finding->place = lint_node_place(node, (int)(at - node->args));
        finding->length = (int)strlen(text);
    }
}

void lint_review_edit(lint_review *review, lint_finding *finding,
                      const lint_node *node, int at, int length,
                      const char *text)
{
    lint_edit edit = {.place = lint_node_place(node, at),
                      .length = length,
                      .text = apr_pstrdup(review->pool, text)};

    if (!finding->edits) {
        finding->edits = apr_array_make(review->pool, 1, sizeof(lint_edit));
    }
    /* A finding that was there already has its edits. */
    for (int i = 0; i < finding->edits->nelts; i++) {
        const lint_edit *known = &APR_ARRAY_IDX(finding->edits, i, lint_edit);

        if (is_same_place(&known->place, &edit.place)) {
            return;
        }
    }
    APR_ARRAY_PUSH(finding->edits, lint_edit) = edit;
}

void lint_review_doubt(lint_finding *finding)
{
    finding->confidence = LINT_CONFIDENCE_LOW;
    if (finding->severity == LINT_ERROR) {
        finding->severity = LINT_WARNING;
    }
}
