/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The nodes of a configuration by their names, and those of which it cannot be
 * told whether they are there: kept while the tree grows, because to walk a
 * large server's tree once more takes as long as all that is asked of it.
 */
#ifndef LINT_CONF_INDEX_H
#define LINT_CONF_INDEX_H

#include <apr_pools.h>
#include <apr_tables.h>
#include "node.h"

/* Nodes of one name, in document order, linked by lint_node.same. */
typedef struct lint_namesakes {
    lint_node *first; /* NULL for none */
    lint_node *last;
    int count;
} lint_namesakes;

typedef struct lint_index {
    apr_array_header_t *names;    /* of lint_namesakes, by lint_node.number */
    apr_array_header_t *doubtful; /* of lint_node *: those with `maybe` set */
} lint_index;

/* An empty index, from pool. */
lint_index *lint_index_create(apr_pool_t *pool);

/* Adds a node that stands behind all others, or before them. */
void lint_index_add(lint_index *index, lint_node *node);
void lint_index_add_first(lint_index *index, lint_node *node);

#endif
