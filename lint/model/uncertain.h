/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What becomes of tables and texts when it cannot be told whether something
 * happens, or what a piece of a text is.
 */
#ifndef LINT_MODEL_UNCERTAIN_H
#define LINT_MODEL_UNCERTAIN_H

#include "lint/model/state.h"

lint_truth lint_truth_not(lint_truth truth);
lint_truth lint_truth_and(lint_truth left, lint_truth right);
lint_truth lint_truth_or(lint_truth left, lint_truth right);

/* Both known and equal, byte for byte. */
bool lint_text_same(lint_text left, lint_text right);

/* One behind the other; unknown when a piece is. Unset counts as empty. */
lint_text lint_text_join(apr_pool_t *pool, lint_text left, lint_text right);

/* Whether there is an entry of that name. */
lint_truth lint_table_has(const lint_table *table, const char *name);

/* Adds an entry that is there as far as it happens. */
void lint_table_add_if(lint_table *table, const char *name, lint_text text,
                       const lint_place *place, lint_truth happens);

/* apr_table_merge: joins the text to the first entry of that name with a
 * comma, or adds an entry. */
void lint_table_merge(lint_table *table, const char *name, lint_text text,
                      const lint_place *place, lint_truth happens);

/* All entries of that name may be gone. */
void lint_table_doubt(lint_table *table, const char *name);

/* For tables that hold a name once (environments, notes): a value that would
 * take the place of another makes its text unknown, not its presence. */
void lint_variable_set(lint_table *table, const char *name, lint_text text,
                       const lint_place *place, lint_truth happens);
void lint_variable_unset(lint_table *table, const char *name,
                         lint_truth happens);

#endif
