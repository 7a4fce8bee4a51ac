/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Header lines and response fields, cut into what rules speak of: the words of
 * a line with their places, the literal text it writes, the elements of a
 * list.
 */
#ifndef LINT_WITNESS_HEADER_VALUE_H
#define LINT_WITNESS_HEADER_VALUE_H

#include <stdbool.h>
#include <apr_pools.h>
#include "lint/witness/survey.h"

/* A word in a directive's arguments, as it is written: quotes included. */
typedef struct lint_header_word {
    int at;
    int length;       /* 0: the word is not there */
    const char *text; /* without quotes; "" when it is not there */
} lint_header_word;

typedef struct lint_header_line {
    const lint_node *node;
    lint_header_word table; /* always, onsuccess */
    lint_header_word verb;
    lint_header_word name;
    lint_header_word value;
    lint_header_word last; /* the last of all words, a condition perhaps */
    int end;               /* behind the last word */
    /* The words stand in the file as they are here, so that edits hit them:
     * nothing came out of a variable or a macro's parameter. */
    bool editable;
} lint_header_line;

/* Cuts the line that an action was made of. */
lint_header_line lint_header_line_of(apr_pool_t *pool,
                                     const lint_survey *survey,
                                     const lint_header_action *action);

/* The line's indentation, for one more like it. */
const char *lint_header_indent(apr_pool_t *pool, const lint_survey *survey,
                               const lint_header_line *line);

/* Whether the action puts a field into the response. */
bool lint_header_writes(const lint_header_action *action);

/* Whether it has a condition of its own: env= or expr=. */
bool lint_header_is_guarded(const lint_header_action *action);

/* The text that the action writes whatever the request; NULL when it depends
 * on it, or is not known. */
const char *lint_header_literal(apr_pool_t *pool,
                                const lint_header_action *action);

/* The action that an entry of a response was made by; NULL for none. */
const lint_header_action *lint_header_action_of(const lint_survey *survey,
                                                const lint_entry *entry);

/* Cuts the next element off a comma-separated *list, without the blanks around
 * it; NULL at the end. */
const char *lint_list_next(apr_pool_t *pool, const char **list);

/* Whether a list has an element, in any case. */
bool lint_list_has(const char *list, const char *element);

/* The field of that name on the trial's response: the first; NULL for none. */
const lint_entry *lint_trial_field(const lint_trial *trial, const char *name);

#endif
