/* SPDX-License-Identifier: Apache-2.0 */
#include "toml_cursor.h"

#include <stdarg.h>
#include <string.h>
#include <apr_strings.h>

lint_place lint_toml_here(const lint_toml_cursor *cursor)
{
    return (lint_place){cursor->path, cursor->line,
                        (int)(cursor->at - cursor->line_start) + 1, NULL};
}

bool lint_toml_refuse(lint_toml_cursor *cursor, const char *format, ...)
{
    lint_place place = lint_toml_here(cursor);
    va_list args;

    va_start(args, format);
    lint_problem_unread(cursor->problems, &place, "settings-syntax", "%s",
                        apr_pvsprintf(cursor->pool, format, args));
    va_end(args);
    return false;
}

bool lint_toml_take(lint_toml_cursor *cursor, const char *text)
{
    size_t length = strlen(text);

    if (strncmp(cursor->at, text, length) != 0) {
        return false;
    }
    cursor->at += length;
    return true;
}

void lint_toml_skip_blanks(lint_toml_cursor *cursor)
{
    cursor->at += strspn(cursor->at, " \t");
}

bool lint_toml_take_line_end(lint_toml_cursor *cursor)
{
    if (!lint_toml_take(cursor, "\n") && !lint_toml_take(cursor, "\r\n")) {
        return false;
    }
    cursor->line++;
    cursor->line_start = cursor->at;
    return true;
}

/* Up to the line's end. */
static bool skip_comment(lint_toml_cursor *cursor)
{
    if (*cursor->at != '#') {
        return true;
    }
    while (cursor->at < cursor->end && *cursor->at != '\n' &&
           strncmp(cursor->at, "\r\n", 2) != 0) {
        unsigned char byte = (unsigned char)*cursor->at;

        if ((byte < 0x20 && byte != '\t') || byte == 0x7f) {
            return lint_toml_refuse(cursor,
                                    "the comment holds the control character "
                                    "0x%02x: remove it",
                                    byte);
        }
        cursor->at++;
    }
    return true;
}

bool lint_toml_skip_lines(lint_toml_cursor *cursor)
{
    do {
        lint_toml_skip_blanks(cursor);
        if (!skip_comment(cursor)) {
            return false;
        }
    } while (lint_toml_take_line_end(cursor));
    return true;
}

bool lint_toml_end_line(lint_toml_cursor *cursor)
{
    lint_toml_skip_blanks(cursor);
    if (!skip_comment(cursor)) {
        return false;
    }
    return cursor->at == cursor->end || lint_toml_take_line_end(cursor) ||
           lint_toml_refuse(cursor,
                            "\"%.*s\" is too much on this line: begin a new "
                            "line for it, or remove it",
                            (int)strcspn(cursor->at, "\r\n"), cursor->at);
}

lint_toml *lint_toml_add(lint_toml_cursor *cursor, lint_toml *parent,
                         lint_toml_kind kind, const char *key,
                         const lint_place *place)
{
    lint_toml *value = apr_pcalloc(cursor->pool, sizeof(*value));

    value->kind = kind;
    value->key = key;
    value->place = *place;
    if (parent && parent->last) {
        parent->last->next = value;
    } else if (parent) {
        parent->first = value;
    }
    if (parent) {
        parent->last = value;
    }
    return value;
}
