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

static bool mentions(const lint_expr_node *node, const char *name)
{
    if (!node) {
        return false;
    }
    if ((node->op == LINT_EXPR_TEXT || node->op == LINT_EXPR_VARIABLE) &&
        strcasecmp(node->as.text, name) == 0) {
        return true;
    }
    return mentions(node->left, name) || mentions(node->right, name);
}

bool lint_expr_names(const lint_expr *expr, const char *name)
{
    return expr && mentions(expr->root, name);
}

static bool reads_origin(const lint_expr_node *node)
{
    return mentions(node, "Origin") || mentions(node, "HTTP_ORIGIN");
}

static bool is_origin_like(const char *text)
{
    return strstr(text, "://") || strcmp(text, "null") == 0;
}

/* A wildcard pattern (`*`, `?`) as a regular expression, which is what the
 * guesses are made from. */
static lint_regex *regex_of_glob(apr_pool_t *pool, const char *glob,
                                 bool nocase)
{
    char *text = apr_palloc(pool, 2 * strlen(glob) + 3);
    char *to = text;
    const char *error;

    *to++ = '^';
    for (; *glob; glob++) {
        if (*glob == '*') {
            *to++ = '.';
        } else if (*glob != '?' && !apr_isalnum(*glob)) {
            *to++ = '\\';
        }
        *to++ = (char)(*glob == '?' ? '.' : *glob);
    }
    *to++ = '$';
    *to = '\0';
    return lint_regex_compile(
        pool, text, LINT_REGEX_DEFAULT | (nocase ? LINT_REGEX_ICASE : 0),
        &error);
}

/* -strmatch and its like. */
static void add_glob(apr_pool_t *pool, const lint_expr_node *node,
                     lint_origin_pattern base, apr_array_header_t *patterns)
{
    base.nocase = node->as.binary == lint_expr_binary_find("strcmatch");
    if (!reads_origin(node->left) || node->right->op != LINT_EXPR_TEXT ||
        node->as.binary == lint_expr_binary_find("ipmatch")) {
        return;
    }
    base.regex = regex_of_glob(pool, node->right->as.text, base.nocase);
    if (base.regex) {
        base.text = lint_regex_pattern(base.regex);
        add(pool, patterns, base);
    }
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
    if (node->op == LINT_EXPR_BINARY) {
        add_glob(pool, node, base, patterns);
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
                           lint_origin_pattern base,
                           apr_array_header_t *patterns)
{
    if (expr && reads_origin(expr->root)) {
        base.source = LINT_PATTERN_EXPRESSION;
        walk_expression(pool, expr->root, false, base, patterns);
    }
}

/* Whether an entry looks at the Origin: at the header, or at a variable that an
 * entry before it made of the header. */
static bool is_of_origin(const apr_array_header_t *list, int index)
{
    const lint_setenvif *entry =
        APR_ARRAY_IDX(list, index, const lint_setenvif *);
    const char *why;

    if (entry->kind == LINT_SETENVIF_HEADERS && entry->names) {
        return lint_regex_search(entry->names, "Origin", NULL, &why) ==
               LINT_YES;
    }
    if (entry->kind != LINT_SETENVIF_HEADER || !entry->name) {
        return false;
    }
    if (strcasecmp(entry->name, "Origin") == 0) {
        return true;
    }
    for (int i = 0; i < index; i++) {
        const lint_setenvif *maker =
            APR_ARRAY_IDX(list, i, const lint_setenvif *);

        if (maker->kind != LINT_SETENVIF_HEADER || !maker->name ||
            strcasecmp(maker->name, "Origin") != 0) {
            continue;
        }
        for (int j = 0; j < maker->variables->nelts; j++) {
            const lint_setenvif_variable *variable =
                &APR_ARRAY_IDX(maker->variables, j, lint_setenvif_variable);

            if (strcasecmp(lint_text_bytes(variable->name), entry->name) == 0 &&
                strchr(lint_text_bytes(variable->value), '$')) {
                return true;
            }
        }
    }
    return false;
}

void lint_patterns_of_setenvif(apr_pool_t *pool, const apr_array_header_t *list,
                               apr_array_header_t *patterns)
{
    for (int i = 0; i < list->nelts; i++) {
        const lint_setenvif *entry =
            APR_ARRAY_IDX(list, i, const lint_setenvif *);

        if (entry->kind == LINT_SETENVIF_EXPR) {
            add_expression(
                pool, entry->expr,
                (lint_origin_pattern){.place = entry->place, .setenvif = entry},
                patterns);
        } else if (entry->pattern && (entry->regex || entry->literal) &&
                   is_of_origin(list, i)) {
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

static void add_condition(apr_pool_t *pool, const lint_rewrite_rule *rule,
                          const lint_rewrite_cond *condition,
                          apr_array_header_t *patterns)
{
    lint_origin_pattern pattern = {.source = LINT_PATTERN_REWRITE,
                                   .place = condition->place,
                                   .text = condition->pattern.value,
                                   .regex = condition->regex,
                                   .nocase = condition->nocase,
                                   .negated = condition->negated,
                                   .condition = condition,
                                   .rule = rule};

    if (condition->kind == LINT_COND_EXPR) {
        add_expression(pool, condition->expr, pattern, patterns);
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
                pool, rule,
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
void lint_patterns_of_policy(apr_pool_t *pool, const lint_node *top,
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
        add_expression(pool, action->condition_expr,
                       (lint_origin_pattern){.place = action->place}, patterns);
        add_expression(pool, action->value_expr,
                       (lint_origin_pattern){.place = action->place}, patterns);
    }
    lint_patterns_of_setenvif(pool, scope->setenvif, patterns);
    lint_patterns_of_rewrite(pool, scope->rewrite, patterns);
    if (scope->node) {
        add_expression(pool, scope->condition,
                       (lint_origin_pattern){.place = &scope->node->place},
                       patterns);
        lint_patterns_of_policy(pool, scope->node, patterns);
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
