/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/naming.h"

#include <string.h>

struct lint_naming {
    apr_pool_t *pool;
    const lint_conf *conf;
    const apr_array_header_t **lists; /* by number; NULL: not asked for yet */
    int end;
};

lint_naming *lint_naming_make(apr_pool_t *pool, const lint_conf *conf)
{
    lint_naming *naming = apr_palloc(pool, sizeof(*naming));

    naming->pool = pool;
    naming->conf = conf;
    naming->end = conf->index->names->nelts;
    naming->lists =
        apr_pcalloc(pool, ((size_t)naming->end + 1) * sizeof(*naming->lists));
    return naming;
}

/* The index has no entry for a name that nothing is called by. */
static const lint_namesakes *namesakes_at(const lint_naming *naming, int number)
{
    static const lint_namesakes none;

    return number < naming->end ? &APR_ARRAY_IDX(naming->conf->index->names,
                                                 number, lint_namesakes)
                                : &none;
}

static const apr_array_header_t *list_at(const lint_naming *naming, int number)
{
    const lint_namesakes *named = namesakes_at(naming, number);
    const apr_array_header_t **kept =
        &naming->lists[number < naming->end ? number : naming->end];

    if (!*kept) {
        apr_array_header_t *list = apr_array_make(naming->pool, named->count,
                                                  sizeof(const lint_node *));

        for (const lint_node *node = named->first; node; node = node->same) {
            APR_ARRAY_PUSH(list, const lint_node *) = node;
        }
        *kept = list;
    }
    return *kept;
}

const apr_array_header_t *lint_naming_find(const lint_naming *naming,
                                           const char *name)
{
    return list_at(naming, lint_names_number(naming->conf->names, name));
}

apr_array_header_t *lint_naming_begin(apr_pool_t *pool,
                                      const lint_naming *naming,
                                      const char *start)
{
    apr_array_header_t *found =
        apr_array_make(pool, 0, sizeof(const lint_node *));
    size_t length = strlen(start);

    for (int i = 1; i < naming->end; i++) {
        const lint_node *first = namesakes_at(naming, i)->first;

        if (first && strncmp(first->key, start, length) == 0) {
            apr_array_cat(found, list_at(naming, i));
        }
    }
    return found;
}
