/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Source lines in a terminal's columns.
 */
#include "t/core/tap.h"
#include "t/lint/report/sample.h"
#include "lint/report/excerpt.h"

#define ROOM 20

typedef struct row {
    const char *line;
    int from;
    int to;
    const char *text;
    int column;
    int end;
} row;

static const row rows[] = {
    {"", 0, 0, "", 0, 1},
    {"abc", 1, 2, "abc", 1, 2},
    {"abc", 3, 3, "abc", 3, 4},
    {"\tab", 1, 2, "        ab", 8, 9},
    {"ab\tc", 3, 4, "ab      c", 8, 9},
    {"\xe4\xb8\x96\tx", 4, 5, "\xe4\xb8\x96      x", 8, 9},
    {"e\xcc\x81x", 3, 4, "e\xcc\x81x", 1, 2},
    {"\x1b\xffx", 2, 3, "\\x1B\\xFFx", 8, 9},
    {"abcdefghijklmnopqrst", 19, 20, "abcdefghijklmnopqrst", 19, 20},
    {"abcdefghijklmnopqrstuvwxyz", 0, 1, "abcdefghijklmnopqrst...", 0, 1},
    {"abcdefghijklmnopqrstuvwxyz", 8, 9, "...defghijklmnopqrstuvw...", 8, 9},
    {"abcdefghijklmnopqrstuvwxyz", 25, 26, "...ghijklmnopqrstuvwxyz", 22, 23},
    {"abcdefghijklmnopqrstuvwxyz", 0, 26, "abcdefghijklmnopqrst...", 0, 20},
    /* A wide character that does not fit is left out. */
    {"abcdefghijklmnopqrs\xe4\xb8\x96yz", 0, 1, "abcdefghijklmnopqrs ...", 0,
     1}};

static void test_rows(apr_pool_t *pool)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        lint_mark mark = {rows[i].line, rows[i].from, rows[i].to};
        lint_excerpt excerpt = lint_excerpt_make(pool, &mark, ROOM);

        tap_is(excerpt.text, rows[i].text, "the text of %s", rows[i].line);
        tap_ok(excerpt.from == rows[i].column && excerpt.to == rows[i].end,
               "the mark in %s: %d to %d", rows[i].line, excerpt.from,
               excerpt.to);
    }
}

/* What is marked stands above the mark, wherever it is in a line. */
static void test_positions(apr_pool_t *pool)
{
    char line[64];
    int wrong = 0;

    for (int i = 0; i < 63; i++) {
        line[i] = (char)('0' + i);
    }
    line[63] = '\0';
    for (int at = 0; at < 63; at++) {
        lint_mark mark = {line, at, at + 1};
        lint_excerpt excerpt = lint_excerpt_make(pool, &mark, ROOM);

        wrong += excerpt.text[excerpt.from] != line[at] ||
                 excerpt.to != excerpt.from + 1 ||
                 strlen(excerpt.text) > ROOM + 6;
    }
    tap_ok(wrong == 0, "the mark is under what it marks");
}

static bool is_mark(const lint_result *result, int line, int column, int length,
                    int from, int to)
{
    lint_place place = {"a.conf", line, column, NULL};
    lint_mark mark = lint_mark_find(result, &place, length);

    return mark.line && mark.from == from && mark.to == to;
}

static void test_marks(apr_pool_t *pool)
{
    lint_result *result = sample_result(pool);
    lint_place gone = {"b.conf", 1, 7, NULL};
    lint_mark mark;

    sample_file(result, "a.conf", "  Header set A \r\n\n   \n");
    tap_ok(is_mark(result, 1, 0, 0, 2, 14), "a directive without its blanks");
    tap_ok(is_mark(result, 1, 0, 4, 2, 14), "whatever its length");
    tap_ok(is_mark(result, 1, 10, 3, 9, 12), "a word");
    tap_ok(is_mark(result, 1, 10, 0, 9, 14), "up to the end");
    tap_ok(is_mark(result, 1, 10, 900, 9, 14), "no further");
    tap_ok(is_mark(result, 1, 900, 1, 14, 14), "behind the end");
    tap_ok(is_mark(result, 2, 0, 0, 0, 0), "an empty line");
    tap_ok(is_mark(result, 3, 0, 0, 0, 0), "a blank line");
    mark = lint_mark_find(result, &gone, 2);
    tap_ok(!mark.line, "a file that was not read");
    tap_is(lint_mark_place(pool, &mark, &gone), "b.conf:1:7", "its place");
    gone.column = 0;
    tap_is(lint_mark_place(pool, &mark, &gone), "b.conf:1", "its line");
    gone.line = 0;
    tap_is(lint_mark_place(pool, &mark, &gone), "b.conf", "the file");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_rows(pool);
    test_positions(pool);
    test_marks(pool);
    return tap_end();
}
