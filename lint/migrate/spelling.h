/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All texts that a regular expression spells out, with holes where bytes may
 * stand that nobody wrote.
 */
#ifndef LINT_MIGRATE_SPELLING_H
#define LINT_MIGRATE_SPELLING_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "core/regex_set.h"

/* A part that varies. In a text a hole is the byte of its index plus one. */
typedef struct lint_hole_set {
    cors_byte_set set;
    int min, max; /* max may be CORS_REGEX_UNBOUNDED */
} lint_hole_set;

enum { LINT_SPELLING_HOLES = 30 };

typedef struct lint_spelling {
    apr_array_header_t *texts; /* of const char *, each once, small letters */
    lint_hole_set holes[LINT_SPELLING_HOLES];
    int count; /* of holes */
} lint_spelling;

/* NULL when the expression is malformed, says what cannot be spelled (a
 * look-around, a reference, `(-dev)*`), or more than a configuration should
 * list. An unescaped dot is taken for the one that was meant. */
lint_spelling *lint_spelling_make(apr_pool_t *pool, const char *regex);

/* The hole that a byte of a text stands for; NULL for a byte of its own. */
const lint_hole_set *lint_spelling_hole(const lint_spelling *spelling,
                                        char byte);

/* Whether dots may be in the hole, so that it takes several labels. */
bool lint_hole_has_dots(const lint_hole_set *hole);

/* Whether bytes may be in it that no host name has. */
bool lint_hole_is_loose(const lint_hole_set *hole);

/* The hole as a regular expression, of those bytes that host names have:
 * "[a-z0-9-]+". */
const char *lint_hole_class(apr_pool_t *pool, const lint_hole_set *hole);

#endif
