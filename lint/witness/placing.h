/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a place in a file to the directive that stands there.
 */
#ifndef LINT_WITNESS_PLACING_H
#define LINT_WITNESS_PLACING_H

#include <apr_pools.h>
#include "lint/conf/node.h"

typedef struct lint_placing lint_placing;

/* An index of all nodes below root; made when it is first asked. */
lint_placing *lint_placing_make(apr_pool_t *pool, const lint_node *root);

/* The node whose name begins at the place; NULL for none. */
const lint_node *lint_placing_find(lint_placing *placing,
                                   const lint_place *place);

#endif
