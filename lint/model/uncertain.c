/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/uncertain.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

lint_truth lint_truth_not(lint_truth truth)
{
    return truth == LINT_UNKNOWN ? LINT_UNKNOWN
           : truth == LINT_YES   ? LINT_NO
                                 : LINT_YES;
}

lint_truth lint_truth_and(lint_truth left, lint_truth right)
{
    if (left == LINT_NO || right == LINT_NO) {
        return LINT_NO;
    }
    return left == LINT_YES ? right : LINT_UNKNOWN;
}

lint_truth lint_truth_or(lint_truth left, lint_truth right)
{
    return lint_truth_not(
        lint_truth_and(lint_truth_not(left), lint_truth_not(right)));
}

bool lint_text_same(lint_text left, lint_text right)
{
    return left.value && right.value && !left.unknown && !right.unknown &&
           strcmp(left.value, right.value) == 0;
}

lint_text lint_text_join(apr_pool_t *pool, lint_text left, lint_text right)
{
    if (left.unknown) {
        return left;
    }
    if (right.unknown) {
        return right;
    }
    return LINT_KNOWN(apr_pstrcat(pool, left.value ? left.value : "",
                                  right.value ? right.value : "", NULL));
}

lint_truth lint_table_has(const lint_table *table, const char *name)
{
    lint_truth has = LINT_NO;

    for (int i = 0; i < table->entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(table->entries, i, lint_entry);

        if (strcasecmp(entry->name, name) == 0) {
            has = lint_truth_or(has, entry->there);
        }
    }
    return has;
}

void lint_table_add_if(lint_table *table, const char *name, lint_text text,
                       const lint_place *place, lint_truth happens)
{
    if (happens != LINT_NO) {
        APR_ARRAY_PUSH(table->entries, lint_entry) =
            (lint_entry){name, text, place, happens};
    }
}

/* Joins with a comma, or says that nobody knows whether it was joined. */
static void merge_into(lint_entry *entry, lint_text text, apr_pool_t *pool,
                       const lint_place *place, lint_truth happens)
{
    if (happens == LINT_YES) {
        entry->text = lint_text_join(
            pool, lint_text_join(pool, entry->text, LINT_KNOWN(", ")), text);
    } else {
        entry->text =
            LINT_UNKNOWABLE("whether a value was appended cannot be told");
    }
    entry->place = place;
}

void lint_table_merge(lint_table *table, const char *name, lint_text text,
                      const lint_place *place, lint_truth happens)
{
    for (int i = 0; i < table->entries->nelts && happens != LINT_NO; i++) {
        lint_entry *entry = &APR_ARRAY_IDX(table->entries, i, lint_entry);

        if (strcasecmp(entry->name, name) != 0) {
            continue;
        }
        merge_into(entry, text, table->pool, place, happens);
        if (entry->there == LINT_YES) {
            return;
        }
        /* If that one is not there, the next one is the first. */
        happens = LINT_UNKNOWN;
    }
    lint_table_add_if(table, name, text, place, happens);
}

void lint_table_doubt(lint_table *table, const char *name)
{
    for (int i = 0; i < table->entries->nelts; i++) {
        lint_entry *entry = &APR_ARRAY_IDX(table->entries, i, lint_entry);

        if (strcasecmp(entry->name, name) == 0) {
            entry->there = LINT_UNKNOWN;
        }
    }
}

void lint_variable_set(lint_table *table, const char *name, lint_text text,
                       const lint_place *place, lint_truth happens)
{
    lint_entry *entry;

    if (happens == LINT_YES) {
        lint_table_set(table, name, text, place);
        return;
    }
    if (happens == LINT_NO) {
        return;
    }
    entry = lint_table_find(table, name);
    if (!entry) {
        lint_table_add_if(table, name, text, place, LINT_UNKNOWN);
        return;
    }
    if (!lint_text_same(entry->text, text)) {
        entry->text = LINT_UNKNOWABLE(
            "which of two values a variable has cannot be told");
        entry->place = place;
    }
}

void lint_variable_unset(lint_table *table, const char *name,
                         lint_truth happens)
{
    if (happens == LINT_YES) {
        lint_table_unset(table, name);
    } else if (happens == LINT_UNKNOWN) {
        lint_table_doubt(table, name);
    }
}
