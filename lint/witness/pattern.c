/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/pattern.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/model/expr_tree.h"

static void add(apr_pool_t *pool, apr_array_header_t *patterns,
                lint_origin_pattern pattern)
{
    /* A merged scope brings the same line again. */
    for (int i = 0; i < patterns->nelts; i++) {
        const lint_origin_pattern *known =
            APR_ARRAY_IDX(patterns, i, const lint_origin_pattern *);

        if (known->place == pattern.place &&
            strcmp(known->text, pattern.text) == 0) {
            return;
        }
    }
    APR_ARRAY_PUSH(patterns, const lint_origin_pattern *) =
        apr_pmemdup(pool, &pattern, sizeof(pattern));
}

/* Whether an expression asks for the Origin header at all. */
static bool reads_origin(const lint_expr_node *node)
{
    if (!node) {
        return false;
    }
    if ((node->op == LINT_EXPR_TEXT || node->op == LINT_EXPR_VARIABLE) &&
        (strcasecmp(node->as.text, "Origin") == 0 ||
         strcasecmp(node->as.text, "HTTP_ORIGIN") == 0)) {
        return true;
    }
    return reads_origin(node->left) || reads_origin(node->right);
}

static bool is_origin_like(const char *text)
{
    return strstr(text, "://") || strcmp(text, "null") == 0;
}

/* Which side of a comparison the Origin is on does not matter: a text that is
 * no origin makes no witness. */
static void walk_expression(apr_pool_t *pool, const lint_expr_node *node,
                            bool negated, lint_origin_pattern base,
                            apr_array_header_t *patterns)
{
    if (!node) {
        return;
    }
    if (node->op == LINT_EXPR_NOT) {
        walk_expression(pool, node->left, !negated, base, patterns);
        return;
    }
    base.negated = negated;
    if (node->op == LINT_EXPR_MATCH || node->op == LINT_EXPR_NO_MATCH) {
        base.negated = negated != (node->op == LINT_EXPR_NO_MATCH);
        base.regex = node->as.regex;
        base.text = lint_regex_pattern(node->as.regex);
        if (reads_origin(node->left)) {
            add(pool, patterns, base);
        }
        return;
    }
    if (node->op == LINT_EXPR_COMPARE && node->as.relation == LINT_EXPR_NE) {
        negated = !negated;
    }
    if (node->op == LINT_EXPR_TEXT && is_origin_like(node->as.text)) {
        base.text = node->as.text;
        add(pool, patterns, base);
    }
    walk_expression(pool, node->left, negated, base, patterns);
    walk_expression(pool, node->right, negated, base, patterns);
}

static void add_expression(apr_pool_t *pool, const lint_expr *expr,
                           const lint_place *place,
                           apr_array_header_t *patterns)
{
    if (expr && reads_origin(expr->root)) {
        walk_expression(pool, expr->root, false,
                        (lint_origin_pattern){.source = LINT_PATTERN_EXPRESSION,
                                              .place = place},
                        patterns);
    }
}

void lint_patterns_of_setenvif(apr_pool_t *pool, const apr_array_header_t *list,
                               apr_array_header_t *patterns)
{
    for (int i = 0; i < list->nelts; i++) {
        const lint_setenvif *entry =
            APR_ARRAY_IDX(list, i, const lint_setenvif *);

        if (entry->kind == LINT_SETENVIF_EXPR) {
            add_expression(pool, entry->expr, entry->place, patterns);
        } else if (entry->kind == LINT_SETENVIF_HEADER && entry->name &&
                   strcasecmp(entry->name, "Origin") == 0 && entry->pattern &&
                   (entry->regex || entry->literal)) {
            add(pool, patterns,
                (lint_origin_pattern){
                    .source = LINT_PATTERN_SETENVIF,
                    .place = entry->place,
                    .text = entry->literal ? entry->literal : entry->pattern,
                    .regex = entry->literal ? NULL : entry->regex,
                    .substring = entry->literal != NULL,
                    .nocase = entry->any_case,
                    .setenvif = entry});
        }
    }
}

/* %{HTTP:Origin}, %{ENV:HTTP_ORIGIN} and what else stands for it. */
static bool tests_origin(const char *input)
{
    size_t bytes = strlen("Origin}");

    for (; *input; input++) {
        if ((*input == ':' || *input == '_') &&
            strncasecmp(input + 1, "Origin}", bytes) == 0) {
            return true;
        }
    }
    return false;
}

static void add_condition(apr_pool_t *pool, const lint_rewrite_cond *condition,
                          apr_array_header_t *patterns)
{
    lint_origin_pattern pattern = {.source = LINT_PATTERN_REWRITE,
                                   .place = condition->place,
                                   .text = condition->pattern.value,
                                   .regex = condition->regex,
                                   .nocase = condition->nocase,
                                   .negated = condition->negated,
                                   .condition = condition};

    if (condition->kind == LINT_COND_EXPR) {
        add_expression(pool, condition->expr, condition->place, patterns);
    } else if (condition->input.value && pattern.text &&
               tests_origin(condition->input.value) &&
               (condition->regex || (condition->kind == LINT_COND_TEXT &&
                                     condition->test == '='))) {
        add(pool, patterns, pattern);
    }
}

void lint_patterns_of_rewrite(apr_pool_t *pool, const lint_rewrite *rewrite,
                              apr_array_header_t *patterns)
{
    for (int i = 0; rewrite && i < rewrite->rules->nelts; i++) {
        const lint_rewrite_rule *rule =
            APR_ARRAY_IDX(rewrite->rules, i, const lint_rewrite_rule *);

        for (int j = 0; rule->conditions && j < rule->conditions->nelts; j++) {
            add_condition(
                pool,
                APR_ARRAY_IDX(rule->conditions, j, const lint_rewrite_cond *),
                patterns);
        }
    }
}

static void add_value(apr_pool_t *pool, const lint_header_action *action,
                      apr_array_header_t *patterns)
{
    const char *value = action->value.value;

    if (action->list != LINT_HEADER_REQUEST && action->name.value && value &&
        strcasecmp(action->name.value, "Access-Control-Allow-Origin") == 0 &&
        is_origin_like(value) && !strchr(value, '%')) {
        add(pool, patterns,
            (lint_origin_pattern){.source = LINT_PATTERN_VALUE,
                                  .place = action->place,
                                  .text = value});
    }
}

/* What the module's own directives name; core has judged its expressions. */
static void add_policy(apr_pool_t *pool, const lint_node *top,
                       apr_array_header_t *patterns)
{
    for (const lint_node *node = top->children; node; node = node->next) {
        lint_words words;

        if (node->section || strcmp(node->key, "corscredsorigin") != 0) {
            continue;
        }
        words = lint_node_words(pool, node);
        for (int i = 0; i < words.count; i++) {
            if (!words.list[i].unknown) {
                add(pool, patterns,
                    (lint_origin_pattern){.source = LINT_PATTERN_POLICY,
                                          .place = &node->place,
                                          .text = words.list[i].text});
            }
        }
    }
}

void lint_patterns_of_scope(apr_pool_t *pool, const lint_scope *scope,
                            apr_array_header_t *patterns)
{
    for (int i = 0; i < scope->headers->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(scope->headers, i, const lint_header_action *);

        add_value(pool, action, patterns);
        add_expression(pool, action->condition_expr, action->place, patterns);
        add_expression(pool, action->value_expr, action->place, patterns);
    }
    lint_patterns_of_setenvif(pool, scope->setenvif, patterns);
    lint_patterns_of_rewrite(pool, scope->rewrite, patterns);
    if (scope->node) {
        add_expression(pool, scope->condition, &scope->node->place, patterns);
        add_policy(pool, scope->node, patterns);
    }
}

lint_truth lint_pattern_holds(const lint_origin_pattern *pattern,
                              const char *origin)
{
    const char *why;
    lint_truth holds;

    if (pattern->regex) {
        holds = lint_regex_search(pattern->regex, origin, NULL, &why);
    } else if (pattern->substring) {
        holds =
            lint_regex_literal_occurs(pattern->text, origin, pattern->nocase)
                ? LINT_YES
                : LINT_NO;
    } else {
        holds = (pattern->nocase ? strcasecmp(pattern->text, origin)
                                 : strcmp(pattern->text, origin)) == 0
                    ? LINT_YES
                    : LINT_NO;
    }
    if (pattern->negated && holds != LINT_UNKNOWN) {
        holds = holds == LINT_YES ? LINT_NO : LINT_YES;
    }
    return holds;
}
