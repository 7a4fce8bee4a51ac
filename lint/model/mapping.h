/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_alias: Redirect and Alias in all their forms.
 */
#ifndef LINT_MODEL_MAPPING_H
#define LINT_MODEL_MAPPING_H

#include "lint/conf/node.h"
#include "lint/model/scope.h"

/* Adds what a line says to the list of its section (of lint_mapping).
 * location is the section's argument, for the short forms inside a
 * <Location>; NULL elsewhere. Returns NULL, or what is wrong. */
const char *lint_mapping_read(apr_pool_t *pool, apr_array_header_t *list,
                              const lint_node *node, const char *location);

/* The first redirect, or the first alias, of the list for uri; NULL for none.
 * Of an alias, *path is the file it leads to (NULL when that cannot be told);
 * of a redirect, the Location. */
const lint_mapping *lint_mapping_find(apr_pool_t *pool,
                                      const apr_array_header_t *list,
                                      const char *uri, bool redirect,
                                      const char **path);

#endif
