/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A regular expression as a tree, for whoever wants to know what it was meant
 * to match. It is read in PCRE2's syntax; what a tree cannot say (back
 * references, recursion, negative look-arounds) is taken to be empty.
 */
#ifndef CORS_REGEX_TREE_H
#define CORS_REGEX_TREE_H

#include <stdbool.h>
#include <apr_pools.h>
#include "regex_set.h"
#include "regex_syntax.h"

typedef enum cors_regex_kind {
    CORS_REGEX_EMPTY,    /* matches no byte */
    CORS_REGEX_SET,      /* one byte of a set */
    CORS_REGEX_SEQUENCE, /* its children, one after the other */
    CORS_REGEX_CHOICE,   /* one of its children */
    CORS_REGEX_REPEAT,   /* its only child, from min to max times */
    CORS_REGEX_ASIDE     /* matches no byte, but its only child must match at
                            this place too: a positive look-around */
} cors_regex_kind;

typedef struct cors_regex_node cors_regex_node;
struct cors_regex_node {
    cors_regex_kind kind;
    cors_regex_node *parent; /* NULL at the root */
    cors_regex_node *child;  /* the first one */
    cors_regex_node *next;   /* the parent's next child */
    int min, max;            /* of REPEAT; max may be CORS_REGEX_UNBOUNDED */
    cors_byte_set set;       /* of SET */
    /* Of SET: each byte of the set was written down, as in `a` or `[ab]`. */
    bool spelled;
    bool dot; /* of SET: it is the unescaped `.` */
    /* Of SET: the only byte that was written down, in its small form; 0 when
     * there are others. */
    int lone;
};

/* The tree, from pool; NULL when regex is malformed, or nests its groups more
 * deeply than PCRE2 lets it. No path in it is longer than a thousand nodes, so
 * that it may be walked by recursion. */
cors_regex_node *cors_regex_tree_parse(apr_pool_t *pool, const char *regex);

/* The node after `node` in the order of the text, NULL at the end. */
cors_regex_node *cors_regex_tree_next(cors_regex_node *node);

#endif
