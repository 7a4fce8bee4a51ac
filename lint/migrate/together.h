/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Recipes that depend on each other.
 */
#ifndef LINT_MIGRATE_TOGETHER_H
#define LINT_MIGRATE_TOGETHER_H

#include "lint/migrate/recipe.h"

/* Whether a line of the role puts its header into responses. */
bool lint_recipe_writes(const lint_recipe *recipe, lint_recipe_role role);

/* The recipe of a section around this one that says who is meant; NULL for
 * none. */
lint_recipe *lint_recipe_around(const lint_recipes *recipes,
                                const lint_recipe *recipe);

/* Whether a Header line of the recipe holds at the site. */
bool lint_recipe_holds_at(const lint_recipe *recipe, const lint_site *site);

/* Sets `copy` of each. */
void lint_recipes_find_copies(const lint_recipes *recipes);

/* Keeps those that cannot go because another one stays. Their directives are
 * composed. */
void lint_recipes_spread(lint_recipes *recipes);

#endif
