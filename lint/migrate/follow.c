/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/follow.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/migrate/follower.h"
#include "lint/migrate/rule.h"
#include "lint/witness/header_value.h"
#include "lint/witness/setting.h"

void lint_follow_keep(const lint_follower *f, const lint_node *node,
                      const char *why)
{
    lint_recipe_keep(f->recipe, &node->place, why);
}

/* Whether all that an expression reads is the Origin, or whether the request
 * is a preflight where that is all the same. */
static bool is_of_origin(const lint_follower *f, const lint_expr_node *node)
{
    if (!node || (f->preflight && lint_expr_node_asks_for_options(node))) {
        return true;
    }
    if (node->op == LINT_EXPR_VARIABLE) {
        return strcasecmp(node->as.text, "HTTP_ORIGIN") == 0;
    }
    if (node->op == LINT_EXPR_CALL && node->left &&
        node->left->op == LINT_EXPR_TEXT) {
        return strcasecmp(node->left->as.text, "Origin") == 0;
    }
    return node->op != LINT_EXPR_CAPTURE && is_of_origin(f, node->left) &&
           is_of_origin(f, node->right);
}

/* How many tests under an AND say something of the Origin: of several, each
 * narrows what the others let in. */
static int count_tests(const lint_expr_node *node)
{
    if (!node || lint_expr_node_asks_for_options(node)) {
        return 0;
    }
    if (node->op == LINT_EXPR_MATCH || node->op == LINT_EXPR_COMPARE ||
        node->op == LINT_EXPR_IN || node->op == LINT_EXPR_BINARY) {
        return 1;
    }
    return count_tests(node->left) + count_tests(node->right);
}

static bool is_narrowed(const lint_expr_node *node)
{
    if (!node) {
        return false;
    }
    if (node->op == LINT_EXPR_AND && count_tests(node->left) &&
        count_tests(node->right)) {
        return true;
    }
    return is_narrowed(node->left) || is_narrowed(node->right);
}

/* Adds the site's patterns that a directive makes: those of its own place, or
 * of the conditions of a rule. */
static bool add_patterns(const lint_follower *f, const lint_node *node,
                         apr_array_header_t *patterns)
{
    const apr_array_header_t *all = f->recipe->site->patterns;
    bool found = false;

    for (int i = 0; i < all->nelts; i++) {
        const lint_origin_pattern *pattern =
            APR_ARRAY_IDX(all, i, const lint_origin_pattern *);
        bool is = pattern->place == &node->place ||
                  (pattern->rule && pattern->rule->place == &node->place);

        for (int j = 0; pattern->setenvif && !is &&
                        j < pattern->setenvif->variables->nelts;
             j++) {
            is = APR_ARRAY_IDX(pattern->setenvif->variables, j,
                               lint_setenvif_variable)
                     .place == &node->place;
        }
        if (is) {
            APR_ARRAY_PUSH(patterns, const lint_origin_pattern *) = pattern;
            found = true;
        }
    }
    return found;
}

void lint_follow_expression(const lint_follower *f, const lint_node *node,
                            const lint_expr *expr, apr_array_header_t *patterns)
{
    if (!is_of_origin(f, expr->root)) {
        lint_follow_keep(
            f, node,
            "its condition reads more than the Origin; put the lines "
            "into a <Location> if it is about the URL");
    } else if (is_narrowed(expr->root)) {
        lint_follow_keep(
            f, node,
            "several conditions on the Origin have to hold together; "
            "write one");
    } else {
        add_patterns(f, node, patterns);
    }
}

static const lint_expr *expression_of(const lint_follower *f,
                                      const lint_node *node)
{
    const apr_array_header_t *all = f->recipe->site->patterns;

    for (int i = 0; i < all->nelts; i++) {
        const lint_setenvif *setter =
            APR_ARRAY_IDX(all, i, const lint_origin_pattern *)->setenvif;

        if (setter && setter->place == &node->place && setter->expr) {
            return setter->expr;
        }
    }
    return NULL;
}

/* A rule without conditions sets the variable for everybody. */
static void follow_rule(lint_follower *f, const lint_rule_text *rule,
                        apr_array_header_t *patterns)
{
    const char *excess = lint_rule_text_excess(f->recipes->pool, rule);

    if (lint_rule_text_is_preflight(f->recipes->pool, rule)) {
        f->any = f->any || !add_patterns(f, rule->node, patterns);
        return;
    }
    if (excess) {
        lint_follow_keep(f, rule->node, excess);
        return;
    }
    if (!rule->conditions->nelts) {
        f->any = true;
    } else if (!add_patterns(f, rule->node, patterns)) {
        lint_follow_keep(f, rule->node,
                         "whom its conditions let in cannot be told");
    }
    for (int i = 0; i < rule->conditions->nelts; i++) {
        lint_recipe_add(f->recipe, LINT_ROLE_CONDITION,
                        APR_ARRAY_IDX(rule->conditions, i, const lint_node *),
                        NULL);
    }
    lint_recipe_add(f->recipe, LINT_ROLE_VARIABLE, rule->node, NULL);
}

static void follow_setter(lint_follower *f, const lint_node *node,
                          apr_array_header_t *patterns)
{
    lint_rule_text rule;
    const lint_expr *expr = expression_of(f, node);

    if (strcmp(node->place.file, f->recipes->file) != 0) {
        lint_follow_keep(f, node, "it depends on what stands in another file");
    } else if (!lint_node_is_verbatim(node)) {
        lint_follow_keep(
            f, node, "a variable or a template stands in it; write the value");
    } else if (lint_rule_text_read(f->recipes->pool, node, &rule)) {
        follow_rule(f, &rule, patterns);
    } else if (expr) {
        lint_follow_expression(f, node, expr, patterns);
        lint_recipe_add(f->recipe, LINT_ROLE_VARIABLE, node, NULL);
    } else if (add_patterns(f, node, patterns) ||
               (f->preflight &&
                lint_node_asks_for_options(f->recipes->pool, node))) {
        lint_recipe_add(f->recipe, LINT_ROLE_VARIABLE, node, NULL);
    } else {
        lint_follow_keep(f, node, "the header depends on more than the Origin");
    }
}

bool lint_follow_variable(lint_follower *f, const char *name,
                          apr_array_header_t *patterns)
{
    static const char *const setters[] = {
        "SetEnvIf",           "SetEnvIfNoCase", "SetEnvIfExpr", "BrowserMatch",
        "BrowserMatchNoCase", "SetEnv",         "PassEnv",      "RewriteRule"};
    const char *unset = apr_pstrcat(f->recipes->pool, "!", name, NULL);
    bool found = false;

    for (size_t i = 0; i < sizeof(setters) / sizeof(setters[0]); i++) {
        const apr_array_header_t *nodes =
            lint_survey_nodes(f->recipes->survey, setters[i]);

        for (int j = 0; j < nodes->nelts; j++) {
            const lint_node *node = APR_ARRAY_IDX(nodes, j, const lint_node *);

            if (!lint_setting_covers(f->recipes->pool, node,
                                     f->recipe->section)) {
                continue;
            }
            if (lint_node_sets(f->recipes->pool, node, unset)) {
                lint_follow_keep(f, node,
                                 "it takes a variable away; say who is meant");
            } else if (lint_node_sets(f->recipes->pool, node, name)) {
                follow_setter(f, node, patterns);
                found = true;
            }
        }
    }
    return found;
}

static void follow_if(const lint_follower *f, const lint_recipe_line *line)
{
    const lint_node *section = lint_setting_condition(line->node);
    const lint_scope *scope = NULL;

    if (!section || lint_recipe_has(f->recipe, section)) {
        if (section && line->role == LINT_ROLE_ORIGIN) {
            add_patterns(f, section, f->guards);
        }
        return;
    }
    lint_site_action_at(f->recipe->site, line->action->place, &scope);
    if (strcmp(section->key, "if") != 0 || lint_setting_condition(section) ||
        (section->next && section->next->key &&
         strncmp(section->next->key, "else", 4) == 0)) {
        lint_follow_keep(f, section,
                         "<Else>, <ElseIf> and an <If> in an <If> have no "
                         "directive of the module");
        return;
    }
    if (!scope || !scope->condition) {
        lint_follow_keep(f, section, "its condition cannot be told");
        return;
    }
    lint_follow_expression(f, section, scope->condition, f->guards);
    lint_recipe_add(f->recipe, LINT_ROLE_CONDITION, section, NULL);
}

static void follow_condition(lint_follower *f, const lint_recipe_line *line)
{
    const lint_header_action *action = line->action;
    const char *guard = lint_text_bytes(action->env);

    follow_if(f, line);
    if (*guard == '!') {
        lint_follow_keep(f, line->node,
                         "it is sent when a variable is not set; write when "
                         "it is");
    } else if (*guard && !lint_follow_variable(f, guard, f->guards) &&
               (!f->recipes->origins ||
                lint_header_literal(f->recipes->pool, action))) {
        lint_follow_keep(
            f, line->node,
            apr_psprintf(f->recipes->pool,
                         "nothing here sets its variable %s; set it, or "
                         "take the line out",
                         guard));
    }
    if (action->condition_expr) {
        lint_follow_expression(f, line->node, action->condition_expr,
                               f->guards);
    }
}

void lint_recipe_follow(const lint_recipes *recipes, lint_recipe *recipe)
{
    int headers = recipe->lines->nelts;

    if (!recipe->site || !recipe->site->question.target) {
        lint_recipe_keep(recipe, &recipe->head->place,
                         "no request is known that gets there");
        return;
    }
    for (int i = 0; i < headers; i++) {
        lint_recipe_line line =
            APR_ARRAY_IDX(recipe->lines, i, lint_recipe_line);
        lint_follower f = {
            .recipes = recipes,
            .recipe = recipe,
            .guards = apr_array_make(recipes->pool, 2, sizeof(void *)),
            .values = apr_array_make(recipes->pool, 2, sizeof(void *)),
            .preflight = lint_role_is_of_preflights(line.role)};

        if (!line.action) {
            continue;
        }
        follow_condition(&f, &line);
        if (line.role == LINT_ROLE_ORIGIN && lint_header_writes(line.action)) {
            lint_follow_origin(&f, &line);
        }
    }
}
