/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/placing.h"

#include <sys/param.h>
#include <apr_hash.h>

/* At most so many nodes of one file that follow each other. */
#define STRETCH_MAX 256

typedef struct stretch {
    const lint_node *first;
    int count;
    int lines[2];               /* the least and the greatest */
    const struct stretch *next; /* of the same file */
} stretch;

struct lint_placing {
    apr_pool_t *pool;
    const lint_node *root;
    /* Of stretch * by the file's name, which is one pointer in all places of a
     * configuration; NULL before somebody has asked. */
    apr_hash_t *stretches;
};

lint_placing *lint_placing_make(apr_pool_t *pool, const lint_node *root)
{
    lint_placing *placing = apr_pcalloc(pool, sizeof(*placing));

    placing->pool = pool;
    placing->root = root;
    return placing;
}

static stretch *begin(const lint_placing *p, const lint_node *node)
{
    const char *const *file = &node->place.file;
    stretch *begun = apr_palloc(p->pool, sizeof(*begun));

    *begun = (stretch){.first = node,
                       .lines = {node->place.line, node->place.line},
                       .next = apr_hash_get(p->stretches, file, sizeof(*file))};
    apr_hash_set(p->stretches, file, sizeof(*file), begun);
    return begun;
}

static void find_stretches(lint_placing *p)
{
    stretch *at = NULL;

    p->stretches = apr_hash_make(p->pool);
    for (const lint_node *node = lint_node_after(p->root, p->root); node;
         node = lint_node_after(node, p->root)) {
        if (!at || node->place.file != at->first->place.file ||
            at->count == STRETCH_MAX) {
            at = begin(p, node);
        }
        at->count++;
        at->lines[0] = MIN(at->lines[0], node->place.line);
        at->lines[1] = MAX(at->lines[1], node->place.line);
    }
}

static const lint_node *find_in(const lint_placing *p, const stretch *in,
                                const lint_place *place)
{
    const lint_node *node = in->first;

    for (int i = 0; i < in->count; i++) {
        if (node->place.line == place->line &&
            node->place.column == place->column) {
            return node;
        }
        node = lint_node_after(node, p->root);
    }
    return NULL;
}

const lint_node *lint_placing_find(lint_placing *placing,
                                   const lint_place *place)
{
    const stretch *at;
    const lint_node *found = NULL;

    if (!placing->stretches) {
        find_stretches(placing);
    }
    at = apr_hash_get(placing->stretches, &place->file, sizeof(place->file));
    for (; at && !found; at = at->next) {
        if (at->lines[0] <= place->line && place->line <= at->lines[1]) {
            found = find_in(placing, at, place);
        }
    }
    return found;
}
