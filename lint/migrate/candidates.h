/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The origins that both servers are asked about.
 */
#ifndef LINT_MIGRATE_CANDIDATES_H
#define LINT_MIGRATE_CANDIDATES_H

#include "lint/migrate/recipe.h"

/* Those of the old site's patterns, those that the new directives name, and
 * their look-alikes: of lint_origin_guess, each once. */
apr_array_header_t *lint_recipe_candidates(apr_pool_t *pool,
                                           const lint_recipes *recipes,
                                           const lint_site *site);

#endif
