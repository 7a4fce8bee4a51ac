/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/copy.h"

#include <apr_strings.h>

static lint_place copy_place(apr_pool_t *pool, const lint_place *place)
{
    lint_place copy = *place;

    copy.file = apr_pstrdup(pool, place->file);
    if (place->outer) {
        lint_place outer = copy_place(pool, place->outer);

        copy.outer = apr_pmemdup(pool, &outer, sizeof(outer));
    }
    return copy;
}

static lint_table *copy_table(apr_pool_t *pool, const lint_table *table)
{
    lint_table *copy = lint_table_copy(pool, table);

    for (int i = 0; i < copy->entries->nelts; i++) {
        lint_entry *entry = &APR_ARRAY_IDX(copy->entries, i, lint_entry);

        entry->name = apr_pstrdup(pool, entry->name);
        entry->text.value = apr_pstrdup(pool, entry->text.value);
        entry->text.unknown = apr_pstrdup(pool, entry->text.unknown);
        if (entry->place) {
            lint_place place = copy_place(pool, entry->place);

            entry->place = apr_pmemdup(pool, &place, sizeof(place));
        }
    }
    return copy;
}

static const lint_question *copy_question(apr_pool_t *pool,
                                          const lint_question *question)
{
    lint_question *copy = apr_pmemdup(pool, question, sizeof(*question));

    copy->method = apr_pstrdup(pool, question->method);
    copy->target = apr_pstrdup(pool, question->target);
    copy->host = apr_pstrdup(pool, question->host);
    copy->protocol = apr_pstrdup(pool, question->protocol);
    copy->headers = question->headers ? copy_table(pool, question->headers)
                                      : lint_table_create(pool);
    copy->remote_ip = apr_pstrdup(pool, question->remote_ip);
    copy->local_ip = apr_pstrdup(pool, question->local_ip);
    copy->filename = apr_pstrdup(pool, question->filename);
    copy->chosen = NULL;
    return copy;
}

static const lint_answer *copy_answer(apr_pool_t *pool,
                                      const lint_answer *answer)
{
    lint_answer *copy = apr_pmemdup(pool, answer, sizeof(*answer));
    apr_array_header_t *unknowns = apr_array_copy(pool, answer->unknowns);

    for (int i = 0; i < unknowns->nelts; i++) {
        const char **unknown = &APR_ARRAY_IDX(unknowns, i, const char *);

        *unknown = apr_pstrdup(pool, *unknown);
    }
    copy->unknowns = unknowns;
    copy->headers = copy_table(pool, answer->headers);
    copy->result = apr_pstrdup(pool, answer->result);
    copy->request = NULL;
    copy->scope = NULL;
    return copy;
}

/* The entry of the copied table that was at the same place. */
static const lint_entry *entry_in(const lint_table *copy,
                                  const lint_table *table,
                                  const lint_entry *entry)
{
    const lint_entry *first = (const lint_entry *)(void *)table->entries->elts;

    return entry ? &APR_ARRAY_IDX(copy->entries, entry - first, lint_entry)
                 : NULL;
}

static const lint_trial *copy_trial(apr_pool_t *pool, const lint_trial *trial)
{
    lint_trial *copy = apr_pmemdup(pool, trial, sizeof(*trial));
    const lint_table *table = trial->answer->headers;

    copy->origin = apr_pstrdup(pool, trial->origin);
    copy->pattern = NULL;
    copy->question = copy_question(pool, trial->question);
    copy->answer = copy_answer(pool, trial->answer);
    copy->allow_origin =
        entry_in(copy->answer->headers, table, trial->allow_origin);
    copy->allow_credentials =
        entry_in(copy->answer->headers, table, trial->allow_credentials);
    copy->vary = entry_in(copy->answer->headers, table, trial->vary);
    return copy;
}

lint_finding *lint_finding_copy(apr_pool_t *pool, const lint_finding *finding)
{
    lint_finding *copy = apr_pmemdup(pool, finding, sizeof(*finding));

    copy->id = apr_pstrdup(pool, finding->id);
    copy->place = copy_place(pool, &finding->place);
    copy->message = apr_pstrdup(pool, finding->message);
    copy->remedy = apr_pstrdup(pool, finding->remedy);
    if (finding->related) {
        copy->related = apr_array_copy(pool, finding->related);
        for (int i = 0; i < copy->related->nelts; i++) {
            lint_related *related =
                &APR_ARRAY_IDX(copy->related, i, lint_related);

            related->place = copy_place(pool, &related->place);
            related->message = apr_pstrdup(pool, related->message);
        }
    }
    if (finding->edits) {
        copy->edits = apr_array_copy(pool, finding->edits);
        for (int i = 0; i < copy->edits->nelts; i++) {
            lint_edit *edit = &APR_ARRAY_IDX(copy->edits, i, lint_edit);

            edit->place = copy_place(pool, &edit->place);
            edit->text = apr_pstrdup(pool, edit->text);
        }
    }
    if (finding->witness) {
        copy->witness = copy_trial(pool, finding->witness);
    }
    return copy;
}
