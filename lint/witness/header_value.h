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
    const lint_place *place;
    const lint_node *node;  /* NULL: the file was not read, all words are "" */
    lint_header_word table; /* always, onsuccess */
    lint_header_word verb;
    lint_header_word name;
    lint_header_word value;
    lint_header_word last; /* the last of all words, a condition perhaps */
    int end;               /* behind the last word */
    bool editable;         /* it is verbatim */
} lint_header_line;

/* Whether a directive stands in the file as it is here, so that edits hit what
 * they are meant for: nothing came out of a variable or a macro's parameter. */
bool lint_node_is_verbatim(const lint_node *node);

/* Cuts the line that an action was made of. */
lint_header_line lint_header_line_of(apr_pool_t *pool,
                                     const lint_survey *survey,
                                     const lint_header_action *action);

/* Where a word of the line stands: what a finding marks. */
lint_place lint_header_word_place(const lint_header_line *line,
                                  const lint_header_word *word);

/* What makes a line one of the table `always`: replaces `length` bytes at byte
 * `at` of the arguments. */
typedef struct lint_header_change {
    int at;
    int length;
    const char *text;
} lint_header_change;

lint_header_change lint_header_to_always(const lint_header_line *line);

/* A line feed and the text, indented like the line; NULL where it has to be
 * read first: in an <If>, where it would hold for some requests only, or in
 * text that a variable makes. */
const char *lint_header_line_like(apr_pool_t *pool, const lint_survey *survey,
                                  const lint_header_line *line,
                                  const char *text);

/* Whether a line of the site puts an Access-Control-* header on all answers,
 * httpd's own among them: then Vary belongs there, too. */
bool lint_site_is_always(const lint_site *site);

/* Whether the action puts a field into the response. */
bool lint_header_writes(const lint_header_action *action);

/* Whether it has a condition of its own: env= or expr=. */
bool lint_header_is_guarded(const lint_header_action *action);

/* The text that the action writes whatever the request, without the blanks
 * around it, which are no part of a field's value (RFC 9110 section 5.5); NULL
 * when it depends on the request, or is not known. */
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
