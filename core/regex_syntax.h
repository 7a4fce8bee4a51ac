/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands behind a parenthesis and behind an item in PCRE2's syntax: the
 * openings of groups, and quantifiers. They are read here, and put together in
 * regex_tree.c.
 */
#ifndef CORS_REGEX_SYNTAX_H
#define CORS_REGEX_SYNTAX_H

#include <stdbool.h>

/* What a `(` opens. */
typedef enum cors_regex_group {
    CORS_REGEX_GROUP_PLAIN,       /* the rest of it is to be matched */
    CORS_REGEX_GROUP_ASIDE,       /* a positive look-around */
    CORS_REGEX_GROUP_NEGATIVE,    /* a negative one */
    CORS_REGEX_GROUP_CONDITIONAL, /* a group stands for the condition, and then
                                     comes the rest */
    CORS_REGEX_GROUP_FLAGS,       /* complete: flags for what follows */
    CORS_REGEX_GROUP_REFERENCE,   /* complete: whatever another group matches */
    CORS_REGEX_GROUP_NOTHING,     /* complete: a comment or a verb */
    CORS_REGEX_GROUP_BAD
} cors_regex_group;

/* Reads the opening behind the `(`, which is before *at, and moves *at behind
 * it: behind the `)` of a complete one. *extended is the x flag, changed when
 * the opening has flags: for the rest of the group, or for what follows. */
cors_regex_group cors_regex_group_read(const char **at, bool *extended);

#define CORS_REGEX_UNBOUNDED (-1)

/* The most that a quantifier may say in PCRE2. */
#define CORS_REGEX_REPEAT_MAX 65535

/* Reads a quantifier at *at and moves *at behind it. False when there is none;
 * a `{` that begins none stands for itself. */
bool cors_regex_quantifier_read(const char **at, int *min, int *max);

#endif
