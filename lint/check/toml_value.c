/* SPDX-License-Identifier: Apache-2.0 */
#include <regex.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "toml_cursor.h"

/* Deeper nesting is nobody's settings. */
#define DEPTH_MAX 64

#define DIGITS "[0-9](_?[0-9])*"
#define DATE "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
#define TIME "([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?"
#define OFFSET "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"

static const struct form {
    const char *regex;
    lint_toml_kind kind;
} forms[] = {
    {"^(true|false)$", LINT_TOML_BOOLEAN},
    {"^[+-]?(0|[1-9](_?[0-9])*)(\\." DIGITS ")?([eE][+-]?" DIGITS ")?$",
     LINT_TOML_NUMBER},
    {"^[+-]?(inf|nan)$", LINT_TOML_NUMBER},
    {"^0x[0-9A-Fa-f](_?[0-9A-Fa-f])*$", LINT_TOML_NUMBER},
    {"^0o[0-7](_?[0-7])*$", LINT_TOML_NUMBER},
    {"^0b[01](_?[01])*$", LINT_TOML_NUMBER},
    {"^" DATE "([Tt ]" TIME OFFSET "?)?$", LINT_TOML_DATE},
    {"^" TIME "$", LINT_TOML_DATE},
};

static bool matches(const char *pattern, const char *text)
{
    regex_t regex;
    bool matched;

    if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0) {
        return false;
    }
    matched = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return matched;
}

static size_t word_length(const char *at)
{
    size_t length = strcspn(at, " \t\r\n,]}#=\"'");

    /* A date and its time may stand apart. */
    if (length == 10 && at[4] == '-' && at[10] == ' ' && apr_isdigit(at[11])) {
        length += 1 + strcspn(at + 11, " \t\r\n,]}#=\"'");
    }
    return length;
}

/* What is neither string nor list nor table. */
static bool take_word(lint_toml_cursor *cursor, lint_toml *parent,
                      const char *key, const lint_place *place)
{
    size_t length = word_length(cursor->at);
    const char *text = apr_pstrmemdup(cursor->pool, cursor->at, length);

    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (matches(forms[i].regex, text)) {
            lint_toml *value =
                lint_toml_add(cursor, parent, forms[i].kind, key, place);

            value->text = text;
            value->size = length;
            cursor->at += length;
            return true;
        }
    }
    return length ? lint_toml_refuse(cursor,
                                     "\"%s\" is no value: put text between "
                                     "quotes, \"%s\"",
                                     text, text)
                  : lint_toml_refuse(cursor, "a value is missing: write one "
                                             "between quotes");
}

static bool take_array(lint_toml_cursor *cursor, lint_toml *array)
{
    cursor->at++;
    for (;;) {
        lint_place place;

        if (!lint_toml_skip_lines(cursor)) {
            return false;
        }
        if (lint_toml_take(cursor, "]")) {
            return true;
        }
        place = lint_toml_here(cursor);
        if (!lint_toml_value(cursor, array, NULL, &place) ||
            !lint_toml_skip_lines(cursor)) {
            return false;
        }
        if (!lint_toml_take(cursor, ",") && *cursor->at != ']') {
            return lint_toml_refuse(cursor,
                                    "the list goes on without a comma: write , "
                                    "before its next value, or ] at its end");
        }
    }
}

/* On one line, and without a comma at its end (unlike a list). */
static bool take_inline_table(lint_toml_cursor *cursor, lint_toml *table)
{
    cursor->at++;
    lint_toml_skip_blanks(cursor);
    if (lint_toml_take(cursor, "}")) {
        return true;
    }
    do {
        lint_toml_skip_blanks(cursor);
        if (!lint_toml_entry(cursor, table)) {
            return false;
        }
        lint_toml_skip_blanks(cursor);
    } while (lint_toml_take(cursor, ","));
    return lint_toml_take(cursor, "}") ||
           lint_toml_refuse(cursor, "the table between braces has no end: "
                                    "write } on the same line");
}

/* Nothing can be added later to what was written as a value. */
static void close_tables(lint_toml *value)
{
    value->closed = true;
    for (lint_toml *inner = value->first; inner; inner = inner->next) {
        close_tables(inner);
    }
}

bool lint_toml_value(lint_toml_cursor *cursor, lint_toml *parent,
                     const char *key, const lint_place *place)
{
    lint_toml *value;
    bool taken;

    if (*cursor->at == '"' || *cursor->at == '\'') {
        value = lint_toml_add(cursor, parent, LINT_TOML_STRING, key, place);
        return lint_toml_string(cursor, true, &value->text, &value->size);
    }
    if (*cursor->at != '[' && *cursor->at != '{') {
        return take_word(cursor, parent, key, place);
    }
    if (cursor->depth >= DEPTH_MAX) {
        return lint_toml_refuse(cursor,
                                "lists are nested more than %d deep: write "
                                "them flat",
                                DEPTH_MAX);
    }
    cursor->depth++;
    value = lint_toml_add(
        cursor, parent, *cursor->at == '[' ? LINT_TOML_ARRAY : LINT_TOML_TABLE,
        key, place);
    taken = value->kind == LINT_TOML_ARRAY ? take_array(cursor, value)
                                           : take_inline_table(cursor, value);
    cursor->depth--;
    close_tables(value);
    return taken;
}
