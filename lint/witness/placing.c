/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/placing.h"

#include <stdint.h>
#include <string.h>

/* Nodes of which line and file leave the same remainder, by their numbers. */
struct lint_placing {
    apr_pool_t *pool;
    const lint_node *root;
    int count;
    const lint_node **nodes; /* in document order; NULL before the index is */
    int *first;              /* of each remainder, -1 for none */
    int *next;               /* of each node, -1 at the end */
};

lint_placing *lint_placing_make(apr_pool_t *pool, const lint_node *root)
{
    lint_placing *placing = apr_pcalloc(pool, sizeof(*placing));

    placing->pool = pool;
    placing->root = root;
    return placing;
}

/* A file's name is one pointer in all places of a configuration. */
static int bucket_of(const lint_placing *p, const lint_place *place)
{
    uintptr_t file = (uintptr_t)place->file >> 3;

    return (int)((file * 31 + (uintptr_t)place->line) % (uintptr_t)p->count);
}

static void index_nodes(lint_placing *p)
{
    size_t count;
    int at = 0;

    for (const lint_node *node = lint_node_after(p->root, p->root); node;
         node = lint_node_after(node, p->root)) {
        p->count++;
    }
    count = (size_t)p->count + 1;
    p->nodes = apr_palloc(p->pool, count * sizeof(*p->nodes));
    p->first = apr_palloc(p->pool, count * sizeof(*p->first));
    p->next = apr_palloc(p->pool, count * sizeof(*p->next));
    memset(p->first, -1, count * sizeof(*p->first));
    for (const lint_node *node = lint_node_after(p->root, p->root); node;
         node = lint_node_after(node, p->root)) {
        int bucket = bucket_of(p, &node->place);

        p->nodes[at] = node;
        p->next[at] = p->first[bucket];
        p->first[bucket] = at++;
    }
}

const lint_node *lint_placing_find(lint_placing *placing,
                                   const lint_place *place)
{
    if (!placing->nodes) {
        index_nodes(placing);
    }
    if (!placing->count) {
        return NULL;
    }
    for (int at = placing->first[bucket_of(placing, place)]; at >= 0;
         at = placing->next[at]) {
        const lint_node *node = placing->nodes[at];

        if (node->place.line == place->line &&
            node->place.column == place->column &&
            node->place.file == place->file) {
            return node;
        }
    }
    return NULL;
}
