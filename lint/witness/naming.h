/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A configuration's directives by their names: rules ask for some dozen names,
 * and a large server has hundreds of thousands of directives.
 */
#ifndef LINT_WITNESS_NAMING_H
#define LINT_WITNESS_NAMING_H

#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/conf/conf.h"

typedef struct lint_naming lint_naming;

lint_naming *lint_naming_make(apr_pool_t *pool, const lint_conf *conf);

/* The directives and sections of that name (any case), in document order, of
 * const lint_node *; never NULL. */
const apr_array_header_t *lint_naming_find(const lint_naming *naming,
                                           const char *name);

/* All of which the name begins so (in lower case), name by name. */
apr_array_header_t *lint_naming_begin(apr_pool_t *pool,
                                      const lint_naming *naming,
                                      const char *start);

#endif
