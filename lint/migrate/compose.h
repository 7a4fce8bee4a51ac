/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What says with this module what a recipe says without.
 */
#ifndef LINT_MIGRATE_COMPOSE_H
#define LINT_MIGRATE_COMPOSE_H

#include "lint/migrate/recipe.h"

/* Writes the directives of all recipes that are not kept; keeps those for
 * which there are none, and those that depend on one that is kept. */
void lint_recipes_compose(lint_recipes *recipes);

#endif
