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

static void want(apr_hash_t *wanted, const lint_place *place)
{
    for (; place && place->file; place = place->outer) {
        apr_hash_set(wanted, place->file, APR_HASH_KEY_STRING, place->file);
    }
}

/* The names of the files of which a line may be shown. */
static apr_hash_t *files_to_show(const lint_conf *conf,
                                 const apr_array_header_t *findings)
{
    apr_hash_t *wanted = apr_hash_make(conf->pool);

    for (int i = 0; i < findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(findings, i, const lint_finding *);

        want(wanted, &finding->place);
        for (int j = 0; finding->related && j < finding->related->nelts; j++) {
            want(wanted,
                 &APR_ARRAY_IDX(finding->related, j, lint_related).place);
        }
        for (int j = 0; finding->edits && j < finding->edits->nelts; j++) {
            want(wanted, &APR_ARRAY_IDX(finding->edits, j, lint_edit).place);
        }
    }
    for (int i = 0; i < conf->comments->nelts; i++) {
        want(wanted, &APR_ARRAY_IDX(conf->comments, i, lint_comment).place);
    }
    return wanted;
}

void lint_outline_add(lint_conf *outline, const lint_conf *conf,
                      const apr_array_header_t *findings)
{
    apr_pool_t *pool = outline->pool;
    apr_hash_t *wanted = files_to_show(conf, findings);

    for (int i = 0; i < conf->sources->nelts; i++) {
        const lint_source *source =
            APR_ARRAY_IDX(conf->sources, i, const lint_source *);
        lint_source *copy = apr_pmemdup(pool, source, sizeof(*source));

        copy->path = apr_pstrdup(pool, source->path);
        copy->text = NULL;
        APR_ARRAY_PUSH(outline->sources, lint_source *) = copy;
        if (apr_hash_get(wanted, copy->path, APR_HASH_KEY_STRING) &&
            !apr_hash_get(outline->files, copy->path, APR_HASH_KEY_STRING)) {
            copy->text = apr_pmemdup(pool, source->text, source->size + 1);
            apr_hash_set(outline->files, copy->path, APR_HASH_KEY_STRING, copy);
        }
    }
}
