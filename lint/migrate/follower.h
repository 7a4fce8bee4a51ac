/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One Header line on the way back to what it depends on: private to the
 * follow files.
 */
#ifndef LINT_MIGRATE_FOLLOWER_H
#define LINT_MIGRATE_FOLLOWER_H

#include "lint/migrate/recipe.h"
#include "lint/model/expr_tree.h"

/* Who gets the header of one line: those for whom its condition holds, or
 * those for whom it has a value. */
typedef struct lint_follower {
    const lint_recipes *recipes;
    lint_recipe *recipe;
    apr_array_header_t *guards; /* of const lint_origin_pattern * */
    apr_array_header_t *values;
    bool any;       /* a value that is there for everybody */
    bool preflight; /* only preflights have a use for the header */
} lint_follower;

/* Lets the recipe stay because of a line. */
void lint_follow_keep(const lint_follower *f, const lint_node *node,
                      const char *why);

/* Adds the patterns of an expression that stands in the node. */
void lint_follow_expression(const lint_follower *f, const lint_node *node,
                            const lint_expr *expr,
                            apr_array_header_t *patterns);

/* Adds the lines that set a variable, and their patterns. Returns whether
 * anything sets it where the recipe stands. */
bool lint_follow_variable(lint_follower *f, const char *name,
                          apr_array_header_t *patterns);

/* Works out who gets Access-Control-Allow-Origin from a line, whose condition
 * was followed. */
void lint_follow_origin(lint_follower *f, const lint_recipe_line *line);

/* Whether only preflights have a use for headers of the role. */
bool lint_role_is_of_preflights(lint_recipe_role role);

/* Whether a test is %{REQUEST_METHOD} == 'OPTIONS'. */
bool lint_expr_node_asks_for_options(const lint_expr_node *node);

/* Whether a directive is SetEnvIf Request_Method OPTIONS. */
bool lint_node_asks_for_options(apr_pool_t *pool, const lint_node *node);

#endif
