/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/state.h"

#include <string.h>
#include <strings.h>
#include "lint/model/list.h"

lint_table *lint_table_create(apr_pool_t *pool)
{
    lint_table *table = apr_palloc(pool, sizeof(*table));

    table->pool = pool;
    table->entries = lint_list_begin(pool, sizeof(lint_entry));
    return table;
}

lint_entry *lint_table_find(const lint_table *table, const char *name)
{
    for (int i = 0; i < table->entries->nelts; i++) {
        lint_entry *entry = &APR_ARRAY_IDX(table->entries, i, lint_entry);

        if (strcasecmp(entry->name, name) == 0) {
            return entry;
        }
    }
    return NULL;
}

lint_text lint_table_get(const lint_table *table, const char *name)
{
    const lint_entry *entry = lint_table_find(table, name);

    if (!entry) {
        return LINT_UNSET;
    }
    return entry->there == LINT_YES
               ? entry->text
               : LINT_UNKNOWABLE("whether it is set cannot be told");
}

void lint_table_add(lint_table *table, const char *name, lint_text text,
                    const lint_place *place)
{
    APR_ARRAY_PUSH(table->entries, lint_entry) =
        (lint_entry){name, text, place, LINT_YES};
}

/* Drops the entries of that name from index `from` on. */
static void drop(lint_table *table, const char *name, int from)
{
    int to = from;

    for (int i = from; i < table->entries->nelts; i++) {
        lint_entry *entry = &APR_ARRAY_IDX(table->entries, i, lint_entry);

        if (strcasecmp(entry->name, name) != 0) {
            APR_ARRAY_IDX(table->entries, to, lint_entry) = *entry;
            to++;
        }
    }
    table->entries->nelts = to;
}

void lint_table_set(lint_table *table, const char *name, lint_text text,
                    const lint_place *place)
{
    lint_entry *first = lint_table_find(table, name);

    if (!first) {
        lint_table_add(table, name, text, place);
        return;
    }
    first->text = text;
    first->place = place;
    first->there = LINT_YES;
    drop(table, name,
         (int)(first - (lint_entry *)(void *)table->entries->elts) + 1);
}

void lint_table_unset(lint_table *table, const char *name)
{
    drop(table, name, 0);
}

lint_table *lint_table_copy(apr_pool_t *pool, const lint_table *table)
{
    lint_table *copy = apr_palloc(pool, sizeof(*copy));

    copy->pool = pool;
    copy->entries = apr_array_copy(pool, table->entries);
    return copy;
}

void lint_request_unknown(lint_request *request, const char *why)
{
    for (int i = 0; i < request->unknowns->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(request->unknowns, i, const char *), why) ==
            0) {
            return;
        }
    }
    APR_ARRAY_PUSH(request->unknowns, const char *) = why;
}
