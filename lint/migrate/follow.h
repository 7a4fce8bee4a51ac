/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the Header lines of a recipe depend on, followed back to the patterns
 * that read the Origin.
 */
#ifndef LINT_MIGRATE_FOLLOW_H
#define LINT_MIGRATE_FOLLOW_H

#include "lint/migrate/recipe.h"

/* Adds the lines that the recipe's Header lines depend on, and the patterns
 * that say who gets Access-Control-Allow-Origin. Where something besides the
 * Origin has a say, the recipe is kept. */
void lint_recipe_follow(const lint_recipes *recipes, lint_recipe *recipe);

/* The variables that a directive (SetEnvIf and its kin, SetEnv, RewriteRule)
 * sets, of const char *; with a `!` in front, those that it takes away. */
apr_array_header_t *lint_node_variables(apr_pool_t *pool,
                                        const lint_node *node);

/* Whether it sets the variable. */
bool lint_node_sets(apr_pool_t *pool, const lint_node *node,
                    const char *variable);

/* Whether the directive reads the variable. */
bool lint_node_reads(apr_pool_t *pool, const lint_node *node,
                     const char *variable);

#endif
