/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one item of a regular expression may match, as a set of bytes: escapes
 * and character classes in PCRE2's syntax. Good enough to guess with, not to
 * match with: what has no part in an origin is read loosely.
 */
#ifndef CORS_REGEX_SET_H
#define CORS_REGEX_SET_H

#include <stdbool.h>
#include <stdint.h>

typedef struct cors_byte_set {
    uint64_t words[4];
} cors_byte_set;

bool cors_byte_set_has(const cors_byte_set *set, unsigned char byte);
void cors_byte_set_add(cors_byte_set *set, unsigned first, unsigned last);
void cors_byte_set_invert(cors_byte_set *set);
int cors_byte_set_count(const cors_byte_set *set);

/* Adds the small letter of each capital: origins have no capitals, and whether
 * the expression ignores case is the real matcher's business. */
void cors_byte_set_fold(cors_byte_set *set);

/* What an escape stands for. */
typedef enum cors_regex_escape {
    CORS_REGEX_ESCAPE_BYTE,    /* one byte, as if written */
    CORS_REGEX_ESCAPE_SET,     /* \d and the like */
    CORS_REGEX_ESCAPE_NOTHING, /* an assertion or a reference */
    CORS_REGEX_ESCAPE_QUOTE,   /* \Q */
    CORS_REGEX_ESCAPE_BAD      /* the expression ends in it */
} cors_regex_escape;

/* Reads the escape whose letter, behind the backslash, is at *at; moves *at
 * behind it and sets *set for BYTE and SET. */
cors_regex_escape cors_regex_escape_read(const char **at, bool in_class,
                                         cors_byte_set *set);

/* Reads the class whose first byte, behind the `[`, is at *at; moves *at
 * behind its `]`. *spelled tells that each member stands there by itself: no
 * range, no escape for many, not negated. False when the class has no end. */
bool cors_regex_class_read(const char **at, cors_byte_set *set, bool *spelled);

#endif
