/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include "toml_cursor.h"

/* A string while it is read; what it becomes is never longer. */
typedef struct string {
    char *bytes;
    size_t size;
    char quote;
    bool escapes;
    bool lines; /* may go over several lines */
} string;

static void put(string *to, char byte)
{
    to->bytes[to->size++] = byte;
}

static void put_utf8(string *to, unsigned long point)
{
    if (point < 0x80) {
        put(to, (char)point);
        return;
    }
    if (point < 0x800) {
        put(to, (char)(0xc0 | point >> 6));
    } else {
        if (point < 0x10000) {
            put(to, (char)(0xe0 | point >> 12));
        } else {
            put(to, (char)(0xf0 | point >> 18));
            put(to, (char)(0x80 | (point >> 12 & 0x3f)));
        }
        put(to, (char)(0x80 | (point >> 6 & 0x3f)));
    }
    put(to, (char)(0x80 | (point & 0x3f)));
}

/* \uXXXX and \UXXXXXXXX; the cursor is behind the letter. */
static bool take_code_point(lint_toml_cursor *cursor, string *to, size_t digits)
{
    char text[9] = "";
    unsigned long point;
    size_t count = 0;

    while (count < digits && apr_isxdigit(cursor->at[count])) {
        text[count] = cursor->at[count];
        count++;
    }
    point = strtoul(text, NULL, 16);
    if (count < digits || point > 0x10ffff ||
        (point >= 0xd800 && point < 0xe000)) {
        return lint_toml_refuse(cursor,
                                "\"%s\" is no code point: write %d hexadecimal "
                                "digits of one",
                                text, (int)digits);
    }
    cursor->at += digits;
    put_utf8(to, point);
    return true;
}

/* A backslash at the end of a line: it and all white space behind it go. */
static bool take_joint(lint_toml_cursor *cursor, const string *to)
{
    const char *at = cursor->at + strspn(cursor->at, " \t");

    if (!to->lines || (*at != '\n' && strncmp(at, "\r\n", 2) != 0)) {
        return false;
    }
    do {
        lint_toml_skip_blanks(cursor);
    } while (lint_toml_take_line_end(cursor));
    return true;
}

static bool take_escape(lint_toml_cursor *cursor, string *to)
{
    static const char letters[] = "btnfr\"\\";
    static const char meanings[] = "\b\t\n\f\r\"\\";
    const char *found;

    cursor->at++;
    if (take_joint(cursor, to)) {
        return true;
    }
    if (lint_toml_take(cursor, "u")) {
        return take_code_point(cursor, to, 4);
    }
    if (lint_toml_take(cursor, "U")) {
        return take_code_point(cursor, to, 8);
    }
    found = *cursor->at ? strchr(letters, *cursor->at) : NULL;
    if (!found) {
        return lint_toml_refuse(cursor,
                                "a backslash before \"%.1s\" means nothing: "
                                "write two backslashes for one, or put the "
                                "text between single quotes",
                                cursor->at);
    }
    put(to, meanings[found - letters]);
    cursor->at++;
    return true;
}

/* The closing quotes; of a multi-line string, up to two more belong to its
 * text. */
static bool take_close(lint_toml_cursor *cursor, string *to)
{
    size_t quotes = 0;

    while (cursor->at[quotes] == to->quote) {
        quotes++;
    }
    if (!to->lines) {
        cursor->at += quotes > 0;
        return quotes > 0;
    }
    if (quotes < 3) {
        return false;
    }
    quotes = quotes > 5 ? 5 : quotes;
    for (size_t i = 3; i < quotes; i++) {
        put(to, to->quote);
    }
    cursor->at += quotes;
    return true;
}

static bool take_byte(lint_toml_cursor *cursor, string *to)
{
    unsigned char byte = (unsigned char)*cursor->at;

    if (cursor->at == cursor->end || (byte == '\n' && !to->lines)) {
        return lint_toml_refuse(cursor, "the text has no end: put a %s there",
                                to->quote == '"' ? to->lines ? "\"\"\"" : "\""
                                : to->lines      ? "'''"
                                                 : "'");
    }
    if (to->lines && lint_toml_take_line_end(cursor)) {
        put(to, '\n');
        return true;
    }
    if (byte == '\\' && to->escapes) {
        return take_escape(cursor, to);
    }
    if ((byte < 0x20 && byte != '\t') || byte == 0x7f) {
        return lint_toml_refuse(cursor,
                                "the text holds the control character 0x%02x: "
                                "write \\u%04x between double quotes",
                                byte, byte);
    }
    put(to, *cursor->at++);
    return true;
}

bool lint_toml_string(lint_toml_cursor *cursor, bool multi_line,
                      const char **text, size_t *size)
{
    string to = {.quote = *cursor->at, .escapes = *cursor->at == '"'};
    const char *triple = to.escapes ? "\"\"\"" : "'''";

    to.lines = multi_line && lint_toml_take(cursor, triple);
    if (to.lines) {
        lint_toml_take_line_end(cursor);
    } else {
        cursor->at++;
    }
    to.bytes = apr_palloc(cursor->pool, (size_t)(cursor->end - cursor->at) + 1);
    while (!take_close(cursor, &to)) {
        if (!take_byte(cursor, &to)) {
            return false;
        }
    }
    to.bytes[to.size] = '\0';
    *text = to.bytes;
    *size = to.size;
    return true;
}
