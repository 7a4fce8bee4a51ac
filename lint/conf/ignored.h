/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What .gitignore files leave out, as gitignore(5) has it.
 */
#ifndef LINT_CONF_IGNORED_H
#define LINT_CONF_IGNORED_H

#include <stdbool.h>
#include <apr_pools.h>

typedef struct lint_ignored lint_ignored;

/* The rules of the directories above one, up to the top of its repository;
 * NULL for none. */
const lint_ignored *lint_ignored_above(apr_pool_t *pool, const char *directory);

/* Those rules and the directory's own. */
const lint_ignored *lint_ignored_enter(apr_pool_t *pool,
                                       const lint_ignored *outer,
                                       const char *directory);

/* Whether the path, made of the entered directory's, is ignored. */
bool lint_ignored_is(const lint_ignored *ignored, const char *path,
                     bool directory);

#endif
