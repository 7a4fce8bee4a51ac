/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The directives of a recipe as the core reads them.
 */
#ifndef LINT_MIGRATE_POLICY_H
#define LINT_MIGRATE_POLICY_H

#include "core/policy.h"
#include "lint/migrate/recipe.h"

/* The policy that the recipe's directives make, inside that of the recipe
 * around it (NULL for none). What httpd would refuse is added to problems.
 * From pool. */
cors_policy lint_recipe_policy(apr_pool_t *pool, const lint_recipe *recipe,
                               const lint_recipe *around,
                               cors_problems *problems);

#endif
