/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lists that headers of a recipe have, and the directives made of them.
 */
#ifndef LINT_MIGRATE_LISTS_H
#define LINT_MIGRATE_LISTS_H

#include "core/namelist.h"
#include "lint/migrate/recipe.h"

/* The longest that browsers remember a preflight's answer. */
enum { LINT_MAX_AGE = 86400 };

/* The values of all lines of a role, as one list; NULL for none. A value that
 * depends on the request lets the recipe stay. */
const char *lint_recipe_list(const lint_recipes *recipes, lint_recipe *recipe,
                             lint_recipe_role role);

/* Adds a directive with these words. */
void lint_recipe_say(const lint_recipes *recipes, lint_recipe *recipe,
                     const char *directive, const char *words);

/* The same for a list (of const char *), in as many lines as it takes; none
 * for an empty one. */
void lint_recipe_say_all(const lint_recipes *recipes, lint_recipe *recipe,
                         const char *directive,
                         const apr_array_header_t *words);

/* Adds what a preflight may ask for, what is exposed, and the age. */
void lint_recipe_say_lists(const lint_recipes *recipes, lint_recipe *recipe);

/* Whether a preflight may ask for the name. OPTIONS does not count: recipes
 * have it because the preflight itself is one. */
bool lint_name_is_asked(apr_pool_t *pool, cors_name_kind kind,
                        const char *name);

#endif
