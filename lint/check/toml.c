/* SPDX-License-Identifier: Apache-2.0 */
#include "toml.h"

#include <string.h>
#include <jansson.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "toml_cursor.h"

/* A key with dots goes no deeper. */
#define PARTS_MAX 64

lint_toml *lint_toml_get(const lint_toml *table, const char *key)
{
    lint_toml *value = table->first;

    while (value && strcmp(value->key, key) != 0) {
        value = value->next;
    }
    return value;
}

const char *lint_toml_kind_name(lint_toml_kind kind)
{
    static const char *const names[] = {
        [LINT_TOML_STRING] = "a string",       [LINT_TOML_NUMBER] = "a number",
        [LINT_TOML_BOOLEAN] = "true or false", [LINT_TOML_DATE] = "a date",
        [LINT_TOML_ARRAY] = "a list",          [LINT_TOML_TABLE] = "a table",
    };

    return names[kind];
}

static bool is_bare(char byte)
{
    return apr_isalnum(byte) || byte == '-' || byte == '_';
}

static bool take_part(lint_toml_cursor *cursor, const char **key)
{
    const char *start = cursor->at;
    size_t size;

    if (*start == '"' || *start == '\'') {
        if (!lint_toml_string(cursor, false, key, &size)) {
            return false;
        }
        /* A name with NUL is none of ours; its first half must not be. */
        return strlen(*key) == size ||
               lint_toml_refuse(cursor, "the key holds a NUL: remove it");
    }
    while (is_bare(*cursor->at)) {
        cursor->at++;
    }
    *key = apr_pstrmemdup(cursor->pool, start, (size_t)(cursor->at - start));
    return cursor->at > start ||
           lint_toml_refuse(cursor, "a key is missing: write a name of "
                                    "letters, digits, - and _, or one between "
                                    "quotes");
}

/* The parts of a key, how many in *count. */
static bool take_key(lint_toml_cursor *cursor, const char **parts, int *count)
{
    *count = 0;
    do {
        if (*count == PARTS_MAX) {
            return lint_toml_refuse(cursor, "the key has too many dots: "
                                            "remove some");
        }
        lint_toml_skip_blanks(cursor);
        if (!take_part(cursor, &parts[(*count)++])) {
            return false;
        }
        lint_toml_skip_blanks(cursor);
    } while (lint_toml_take(cursor, "."));
    return true;
}

static bool refuse_again(lint_toml_cursor *cursor, const lint_place *place,
                         const char *key, const lint_toml *known)
{
    lint_problem_unread(cursor->problems, place, "settings-syntax",
                        "\"%s\" was there already, on line %d: write it once",
                        key, known->place.line);
    return false;
}

bool lint_toml_entry(lint_toml_cursor *cursor, lint_toml *table)
{
    const char *parts[PARTS_MAX];
    lint_place place = lint_toml_here(cursor);
    const lint_toml *known;
    int count;

    if (!take_key(cursor, parts, &count)) {
        return false;
    }
    if (!lint_toml_take(cursor, "=")) {
        return lint_toml_refuse(cursor,
                                "\"%s\" has no value: write %s = and its value",
                                parts[count - 1], parts[count - 1]);
    }
    for (int i = 0; i < count - 1; i++) {
        lint_toml *inner = lint_toml_get(table, parts[i]);

        if (!inner) {
            inner =
                lint_toml_add(cursor, table, LINT_TOML_TABLE, parts[i], &place);
            inner->dotted = true;
        } else if (inner->kind != LINT_TOML_TABLE || inner->closed ||
                   !inner->dotted) {
            return refuse_again(cursor, &place, parts[i], inner);
        }
        table = inner;
    }
    known = lint_toml_get(table, parts[count - 1]);
    if (known) {
        return refuse_again(cursor, &place, parts[count - 1], known);
    }
    lint_toml_skip_blanks(cursor);
    return lint_toml_value(cursor, table, parts[count - 1], &place);
}

/* Where a header's key leads: through tables, and the last of each list. NULL
 * for what is no table. */
static lint_toml *step_into(lint_toml *value)
{
    if (value->closed) {
        return NULL;
    }
    return value->kind == LINT_TOML_ARRAY   ? value->last
           : value->kind == LINT_TOML_TABLE ? value
                                            : NULL;
}

/* [[a.b]]: one more table of a list. */
static lint_toml *open_item(lint_toml_cursor *cursor, lint_toml *table,
                            const char *key, const lint_place *place)
{
    lint_toml *list = lint_toml_get(table, key);

    if (!list) {
        list = lint_toml_add(cursor, table, LINT_TOML_ARRAY, key, place);
    } else if (list->kind != LINT_TOML_ARRAY || list->closed) {
        refuse_again(cursor, place, key, list);
        return NULL;
    }
    return lint_toml_add(cursor, list, LINT_TOML_TABLE, NULL, place);
}

/* [a.b] */
static lint_toml *open_table(lint_toml_cursor *cursor, lint_toml *table,
                             const char *key, const lint_place *place)
{
    lint_toml *found = lint_toml_get(table, key);

    if (!found) {
        found = lint_toml_add(cursor, table, LINT_TOML_TABLE, key, place);
    } else if (found->kind != LINT_TOML_TABLE || found->closed ||
               found->headed || found->dotted) {
        refuse_again(cursor, place, key, found);
        return NULL;
    }
    found->headed = true;
    return found;
}

/* A header; the table that it opens, or NULL after a problem. */
static lint_toml *take_header(lint_toml_cursor *cursor, lint_toml *document)
{
    const char *parts[PARTS_MAX];
    lint_place place = lint_toml_here(cursor);
    bool item = lint_toml_take(cursor, "[[");
    lint_toml *table = document;
    int count;

    cursor->at += !item;
    if (!take_key(cursor, parts, &count)) {
        return NULL;
    }
    if (!lint_toml_take(cursor, item ? "]]" : "]")) {
        lint_toml_refuse(cursor, "the table's name has no end: write %s",
                         item ? "]]" : "]");
        return NULL;
    }
    for (int i = 0; i < count - 1; i++) {
        lint_toml *inner = lint_toml_get(table, parts[i]);

        if (!inner) {
            inner =
                lint_toml_add(cursor, table, LINT_TOML_TABLE, parts[i], &place);
        }
        table = step_into(inner);
        if (!table) {
            refuse_again(cursor, &place, parts[i], inner);
            return NULL;
        }
    }
    table = item ? open_item(cursor, table, parts[count - 1], &place)
                 : open_table(cursor, table, parts[count - 1], &place);
    return table && lint_toml_end_line(cursor) ? table : NULL;
}

/* Jansson's strings are UTF-8 or nothing. */
static bool is_utf8(const char *bytes, size_t size)
{
    json_t *string = json_stringn(bytes, size);

    json_decref(string);
    return string != NULL;
}

lint_toml *lint_toml_read(apr_pool_t *pool, const char *path, const char *bytes,
                          size_t size, lint_problems *problems)
{
    lint_toml_cursor cursor = {pool,  path, bytes, bytes + size,
                               bytes, 1,    0,     problems};
    lint_place place = lint_toml_here(&cursor);
    lint_toml *document =
        lint_toml_add(&cursor, NULL, LINT_TOML_TABLE, NULL, &place);
    lint_toml *table = document;
    int unread = problems->unread;

    if (!is_utf8(bytes, size)) {
        lint_toml_refuse(&cursor, "the file is not UTF-8: save it as that");
        return NULL;
    }
    if (lint_toml_take(&cursor, "\xef\xbb\xbf")) {
        cursor.line_start = cursor.at;
    }
    while (lint_toml_skip_lines(&cursor) && cursor.at < cursor.end) {
        if (*cursor.at == '[') {
            table = take_header(&cursor, document);
        } else if (!lint_toml_entry(&cursor, table) ||
                   !lint_toml_end_line(&cursor)) {
            table = NULL;
        }
        if (!table) {
            return NULL;
        }
    }
    return problems->unread > unread ? NULL : document;
}
