/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Conditions that single preflights out. To headers that only preflights have
 * a use for they make no difference.
 */
#include <string.h>
#include <strings.h>
#include "lint/migrate/follower.h"
#include "lint/model/expr_tree.h"

bool lint_role_is_of_preflights(lint_recipe_role role)
{
    return role == LINT_ROLE_METHODS || role == LINT_ROLE_HEADERS ||
           role == LINT_ROLE_MAX_AGE;
}

static bool is_method(const lint_expr_node *node)
{
    return node->op == LINT_EXPR_VARIABLE &&
           strcasecmp(node->as.text, "REQUEST_METHOD") == 0;
}

static bool is_options(const lint_expr_node *node)
{
    return node->op == LINT_EXPR_TEXT && strcmp(node->as.text, "OPTIONS") == 0;
}

bool lint_expr_node_asks_for_options(const lint_expr_node *node)
{
    return node->op == LINT_EXPR_COMPARE && node->as.relation == LINT_EXPR_EQ &&
           ((is_method(node->left) && is_options(node->right)) ||
            (is_options(node->left) && is_method(node->right)));
}

bool lint_node_asks_for_options(apr_pool_t *pool, const lint_node *node)
{
    lint_words words;

    if (strcmp(node->key, "setenvif") != 0 &&
        strcmp(node->key, "setenvifnocase") != 0) {
        return false;
    }
    words = lint_node_words(pool, node);
    return words.count > 2 &&
           strcasecmp(words.list[0].text, "Request_Method") == 0 &&
           (strcmp(words.list[1].text, "OPTIONS") == 0 ||
            strcmp(words.list[1].text, "^OPTIONS") == 0 ||
            strcmp(words.list[1].text, "^OPTIONS$") == 0);
}
