/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Header edit Set-Cookie ..., as words of CorsCredsCookie.
 */
#ifndef LINT_MIGRATE_COOKIE_H
#define LINT_MIGRATE_COOKIE_H

#include "lint/migrate/recipe.h"

/* Whether a line on Set-Cookie changes cookies of others. */
bool lint_cookie_is_edit(const lint_header_action *action);

/* Why such a line cannot be said in CorsCredsCookie: a sentence's
 * end; NULL when it can. */
const char *lint_cookie_refusal(apr_pool_t *pool,
                                const lint_header_action *action);

/* The rules that a recipe's lines come to, whole directives, those for single
 * names first; appended to directives (of const char *). */
void lint_cookie_compose(apr_pool_t *pool, const lint_recipe *recipe,
                         apr_array_header_t *directives);

#endif
