/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_headers: what a Header or RequestHeader line says, and what a list of
 * them does to a table. Sections are merged by appending lists.
 */
#ifndef LINT_MODEL_HEADERS_H
#define LINT_MODEL_HEADERS_H

#include "lint/model/state.h"
#include "lint/model/args.h"
#include "lint/model/expr.h"
#include "lint/model/regex.h"

typedef enum lint_header_verb {
    LINT_HEADER_SET,
    LINT_HEADER_SETIFEMPTY,
    LINT_HEADER_ADD,
    LINT_HEADER_APPEND,
    LINT_HEADER_MERGE,
    LINT_HEADER_UNSET,
    LINT_HEADER_ECHO,
    LINT_HEADER_EDIT,
    LINT_HEADER_EDIT_ALL, /* edit* */
    LINT_HEADER_NOTE
} lint_header_verb;

/* The three lists of a section. */
typedef enum lint_header_list {
    LINT_HEADER_REQUEST,   /* RequestHeader, on headers_in */
    LINT_HEADER_ALWAYS,    /* on err_headers_out */
    LINT_HEADER_ONSUCCESS, /* on headers_out */
    LINT_HEADER_LISTS
} lint_header_list;

/* A piece of a value. */
typedef struct lint_header_part {
    char tag;         /* 0 for literal text, else D t l i b e s */
    const char *text; /* the literal, or what stands in the braces */
} lint_header_part;

typedef struct lint_header_action {
    lint_header_verb verb;
    lint_header_list list;
    bool early;
    lint_text name;    /* for echo: the pattern of names */
    lint_text value;   /* as written; unset for unset and echo; for edit the
                          substitution */
    lint_text pattern; /* of edit, as written */
    lint_regex *regex; /* of edit and echo; NULL when unknown */
    /* The pattern of edit with one more group: all that is behind the match. */
    lint_regex *remainder;
    const apr_array_header_t *parts; /* of lint_header_part; NULL for expr= */
    const lint_expr *value_expr;     /* `expr=` as the value */
    lint_text env;                   /* of env=, with its `!` */
    lint_text condition;             /* of expr=, as written */
    const lint_expr *condition_expr;
    /* Why not even its kind or its condition can be told; else NULL. */
    const char *unknown;
    const char *perhaps; /* why it cannot be told whether it is there */
    const lint_place *place;
} lint_header_action;

/* Makes an action of a Header or RequestHeader. Returns NULL, or httpd's
 * reason to refuse it, a sentence. */
const char *lint_header_parse(apr_pool_t *pool, const lint_args *args,
                              lint_header_action **action);

/* How a run of a list ends. */
typedef enum lint_header_end {
    LINT_HEADER_DONE,
    LINT_HEADER_CRASH /* edit* without end: the child process dies */
} lint_header_end;

/* Runs those of the actions (of lint_header_action *) that are early, or
 * those that are not, on the table of their list, as do_headers_fixup does.
 * Where a condition cannot be told, what it guards may or may not be there.
 * `facts` may be NULL. */
lint_header_end lint_header_run(lint_request *request,
                                const apr_array_header_t *actions, bool early,
                                const lint_expr_facts *facts);

/* The first entry that httpd refuses to send (a control character in its
 * value, no token as its name): the answer is a 500 without all these. */
const lint_entry *lint_header_invalid(const lint_table *table);

#endif
