/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/naming.h"

#include <string.h>

struct lint_naming {
    const lint_names *names;
    int end;
    apr_array_header_t **lists; /* by the number of a key */
};

static const lint_node *first_of(const apr_array_header_t *list)
{
    return APR_ARRAY_IDX(list, 0, const lint_node *);
}

/* Counted first, so that each list gets the room it needs and no more. */
lint_naming *lint_naming_make(apr_pool_t *pool, const lint_conf *conf)
{
    lint_naming *naming = apr_palloc(pool, sizeof(*naming));
    const lint_node *root = conf->root;
    int end = lint_names_end(conf->names);
    int *counts = apr_pcalloc(pool, (size_t)end * sizeof(*counts));

    naming->names = conf->names;
    naming->end = end;
    naming->lists = apr_palloc(pool, (size_t)end * sizeof(*naming->lists));
    for (const lint_node *node = lint_node_after(root, root); node;
         node = lint_node_after(node, root)) {
        counts[node->number]++;
    }
    for (int i = 0; i < end; i++) {
        naming->lists[i] =
            counts[i] || i == 0
                ? apr_array_make(pool, counts[i], sizeof(const lint_node *))
                : naming->lists[0];
    }
    for (const lint_node *node = lint_node_after(root, root); node;
         node = lint_node_after(node, root)) {
        apr_array_header_t *list = naming->lists[node->number];

        APR_ARRAY_IDX(list, list->nelts++, const lint_node *) = node;
    }
    return naming;
}

const apr_array_header_t *lint_naming_find(const lint_naming *naming,
                                           const char *name)
{
    int number = lint_names_number(naming->names, name);

    return naming->lists[number < naming->end ? number : 0];
}

apr_array_header_t *lint_naming_begin(apr_pool_t *pool,
                                      const lint_naming *naming,
                                      const char *start)
{
    apr_array_header_t *found =
        apr_array_make(pool, 0, sizeof(const lint_node *));
    size_t length = strlen(start);

    for (int i = 1; i < naming->end; i++) {
        const apr_array_header_t *list = naming->lists[i];

        if (list->nelts && strncmp(first_of(list)->key, start, length) == 0) {
            apr_array_cat(found, list);
        }
    }
    return found;
}
