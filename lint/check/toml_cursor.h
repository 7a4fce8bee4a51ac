/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A walk over the bytes of a TOML document: what its reader's files share.
 *
 * Functions that return bool return false after they added a problem; the
 * reader stops then.
 */
#ifndef LINT_CHECK_TOML_CURSOR_H
#define LINT_CHECK_TOML_CURSOR_H

#include "toml.h"

typedef struct lint_toml_cursor {
    apr_pool_t *pool;
    const char *path;
    const char *at;
    const char *end; /* where the NUL is */
    const char *line_start;
    int line;
    int depth; /* of arrays and inline tables */
    lint_problems *problems;
} lint_toml_cursor;

lint_place lint_toml_here(const lint_toml_cursor *cursor);

/* Adds a problem at the cursor. Always false. format is printf's. */
bool lint_toml_refuse(lint_toml_cursor *cursor, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Takes a text if it comes next. */
bool lint_toml_take(lint_toml_cursor *cursor, const char *text);

/* Goes over blanks and tabs. */
void lint_toml_skip_blanks(lint_toml_cursor *cursor);

/* Takes LF or CRLF if it comes next. */
bool lint_toml_take_line_end(lint_toml_cursor *cursor);

/* Goes over blanks, comments and line ends. */
bool lint_toml_skip_lines(lint_toml_cursor *cursor);

/* Goes over blanks and a comment to a line end, which has to come. */
bool lint_toml_end_line(lint_toml_cursor *cursor);

/* A new value of that kind, behind the last of parent (NULL for none). */
lint_toml *lint_toml_add(lint_toml_cursor *cursor, lint_toml *parent,
                         lint_toml_kind kind, const char *key,
                         const lint_place *place);

/* A string in any of its four forms; multi-line ones only when they are
 * allowed. The cursor is at its quote. */
bool lint_toml_string(lint_toml_cursor *cursor, bool multi_line,
                      const char **text, size_t *size);

/* `key = value` or `a.b.c = value`, in a table. */
bool lint_toml_entry(lint_toml_cursor *cursor, lint_toml *table);

/* A value, behind the last of parent. */
bool lint_toml_value(lint_toml_cursor *cursor, lint_toml *parent,
                     const char *key, const lint_place *place);

#endif
