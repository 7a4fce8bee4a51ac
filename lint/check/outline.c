/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/outline.h"

#include <apr_hash.h>
#include <apr_strings.h>

lint_conf *lint_outline_create(apr_pool_t *pool)
{
    lint_conf *outline = apr_pcalloc(pool, sizeof(*outline));

    outline->pool = pool;
    outline->sources = apr_array_make(pool, 16, sizeof(lint_source *));
    outline->files = apr_hash_make(pool);
    outline->comments = apr_array_make(pool, 0, sizeof(lint_comment));
    return outline;
}

void lint_outline_add(lint_conf *outline, const lint_conf *conf, bool with_text)
{
    apr_pool_t *pool = outline->pool;

    for (int i = 0; i < conf->sources->nelts; i++) {
        const lint_source *source =
            APR_ARRAY_IDX(conf->sources, i, const lint_source *);
        lint_source *copy = apr_pmemdup(pool, source, sizeof(*source));

        copy->path = apr_pstrdup(pool, source->path);
        copy->text = NULL;
        APR_ARRAY_PUSH(outline->sources, lint_source *) = copy;
        if (with_text &&
            !apr_hash_get(outline->files, copy->path, APR_HASH_KEY_STRING)) {
            copy->text = apr_pmemdup(pool, source->text, source->size + 1);
            apr_hash_set(outline->files, copy->path, APR_HASH_KEY_STRING, copy);
        }
    }
}
