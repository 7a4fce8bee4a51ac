/* SPDX-License-Identifier: Apache-2.0 */
#include "index.h"

lint_index *lint_index_create(apr_pool_t *pool)
{
    lint_index *index = apr_palloc(pool, sizeof(*index));

    index->names = apr_array_make(pool, 64, sizeof(lint_namesakes));
    index->doubtful = apr_array_make(pool, 0, sizeof(lint_node *));
    return index;
}

static lint_namesakes *namesakes_of(lint_index *index, const lint_node *node)
{
    while (index->names->nelts <= node->number) {
        APR_ARRAY_PUSH(index->names, lint_namesakes) = (lint_namesakes){0};
    }
    return &APR_ARRAY_IDX(index->names, node->number, lint_namesakes);
}

void lint_index_add(lint_index *index, lint_node *node)
{
    lint_namesakes *named = namesakes_of(index, node);

    node->same = NULL;
    if (named->last) {
        named->last->same = node;
    } else {
        named->first = node;
    }
    named->last = node;
    named->count++;
    if (node->maybe) {
        APR_ARRAY_PUSH(index->doubtful, lint_node *) = node;
    }
}

void lint_index_add_first(lint_index *index, lint_node *node)
{
    lint_namesakes *named = namesakes_of(index, node);

    node->same = named->first;
    named->first = node;
    if (!named->last) {
        named->last = node;
    }
    named->count++;
}
