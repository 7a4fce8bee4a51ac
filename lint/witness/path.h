/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests that get to a section: paths and files made from what the section
 * is for.
 */
#ifndef LINT_WITNESS_PATH_H
#define LINT_WITNESS_PATH_H

#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/model/server.h"

/* A text that the regular expression matches, made from it: the plainest one
 * first; NULL when none is found. With a prefix, that stands before it, and is
 * not part of what is matched. */
const char *lint_path_sample(apr_pool_t *pool, lint_regex *regex);

/* A text for a wildcard pattern (`*`, `?`, `[...]`). */
const char *lint_path_fill(apr_pool_t *pool, const char *pattern);

/* Where a section is entered: the URL's path, and the file when the URL alone
 * does not lead there (NULL otherwise). False when no request is known that
 * gets there. `around` is the section that a <Files> is in, or NULL. */
bool lint_path_enter(apr_pool_t *pool, const lint_host *host,
                     const lint_scope *section, const lint_scope *around,
                     const char **path, const char **filename);

/* Paths below `path` that conditions on the URL single out (RewriteRule,
 * RewriteCond, SetEnvIf Request_URI) in the scopes (of const lint_scope *) and
 * in the host's own lists: adds those that `path` is not one of. */
void lint_path_variants(apr_pool_t *pool, const lint_host *host,
                        const apr_array_header_t *scopes, const char *path,
                        apr_array_header_t *paths);

#endif
