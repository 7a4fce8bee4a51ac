/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8 as it is met in configurations: mostly right, at times another
 * encoding, now and then meant to deceive. Every byte belongs to exactly one
 * character; what is no UTF-8 is a character of one byte.
 */
#ifndef LINT_REPORT_UTF8_H
#define LINT_REPORT_UTF8_H

#include <stdbool.h>

typedef struct lint_character {
    int code;  /* -1: the byte is no UTF-8 */
    int bytes; /* 0 at the end of the text */
} lint_character;

/* The character that text begins with. */
lint_character lint_utf8_next(const char *text);

/* Whether it may reach a terminal or a reader as it is: not a control
 * character, not one that turns or hides the text around it. */
bool lint_utf8_is_plain(int code);

/* The columns of a terminal that a plain character takes: 0, 1 or 2. */
int lint_utf8_width(int code);

/* How many characters the first `bytes` bytes of text are; a character that
 * they cut counts. */
int lint_utf8_count(const char *text, int bytes);

/* The same in code units of UTF-16. */
int lint_utf8_units(const char *text, int bytes);

#endif
