/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/excerpt.h"

#include <stdbool.h>
#include <string.h>
#include <apr_strings.h>
#include "lint/report/escape.h"
#include "lint/report/utf8.h"

#define TAB 8
#define CUT "..."

/* The columns that a character takes at a column. */
static int width_at(lint_character character, int column)
{
    return character.code == '\t' ? TAB - column % TAB
           : lint_utf8_is_plain(character.code)
               ? lint_utf8_width(character.code)
               : 4 * character.bytes; /* \xNN */
}

/* The column that byte `at` of a line begins in. */
static int column_of(const char *line, int at)
{
    int column = 0;

    for (int i = 0; i < at && line[i];) {
        lint_character next = lint_utf8_next(line + i);

        column += width_at(next, column);
        i += next.bytes;
    }
    return column;
}

/* Where to begin, so that what is marked is seen with some of what is before
 * it. */
static int first_column(int from, int total, int room)
{
    int first = from > room / 4 ? from - room / 4 : 0;

    return first + room > total ? total - room : first;
}

/* What is shown between two columns; what is half in becomes blanks. */
static const char *show(apr_pool_t *pool, const char *line, int first, int last)
{
    size_t size = strlen(line);
    char *text = apr_palloc(pool, size * TAB + 1);
    char *out = text;
    int column = 0;

    for (lint_character next; (next = lint_utf8_next(line)).bytes;
         line += next.bytes) {
        int end = column + width_at(next, column);
        int from = column > first ? column : first;
        int to = end < last ? end : last;

        if (from == column && to == end && next.code >= ' ' &&
            next.code < 0x7f) {
            *out++ = *line;
        } else if (from == column && to == end && next.code != '\t') {
            const char *shown = lint_escape_plain(
                pool, apr_pstrmemdup(pool, line, (apr_size_t)next.bytes));

            out = apr_cpystrn(out, shown, strlen(shown) + 1);
        } else if (from < to) {
            memset(out, ' ', (size_t)(to - from));
            out += to - from;
        }
        column = end;
    }
    *out = '\0';
    return text;
}

lint_excerpt lint_excerpt_make(apr_pool_t *pool, const lint_mark *mark,
                               int room)
{
    int total = column_of(mark->line, (int)strlen(mark->line));
    lint_excerpt excerpt = {NULL, column_of(mark->line, mark->from),
                            column_of(mark->line, mark->to)};
    int first = total > room ? first_column(excerpt.from, total, room) : 0;
    int last = total > room ? first + room : total;
    int shift = first - (first > 0 ? (int)strlen(CUT) : 0);

    excerpt.text = apr_pstrcat(pool, first > 0 ? CUT : "",
                               show(pool, mark->line, first, last),
                               last < total ? CUT : "", NULL);
    excerpt.from -= shift;
    excerpt.to = (excerpt.to < last ? excerpt.to : last) - shift;
    if (excerpt.to <= excerpt.from) {
        excerpt.to = excerpt.from + 1;
    }
    return excerpt;
}
