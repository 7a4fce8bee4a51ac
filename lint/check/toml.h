/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TOML (https://toml.io/en/v1.0.0) as toml++ reads it, every value with its
 * place. Bookworm has no library for it in C; this is the only face of one in
 * C++.
 */
#ifndef LINT_CHECK_TOML_H
#define LINT_CHECK_TOML_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_pools.h>
#include "lint/conf/problem.h"

typedef enum lint_toml_kind {
    LINT_TOML_STRING,
    LINT_TOML_NUMBER,
    LINT_TOML_BOOLEAN,
    LINT_TOML_DATE, /* or a time, or both */
    LINT_TOML_ARRAY,
    LINT_TOML_TABLE
} lint_toml_kind;

typedef struct lint_toml lint_toml;

struct lint_toml {
    lint_toml_kind kind;
    lint_place place; /* of its key; of an array's item, its own */
    const char *key;  /* NULL for an array's item and for the document */
    const char *text; /* of a string; else NULL */
    size_t size;      /* of text, which may hold NUL */

    lint_toml *first; /* what is in an array or a table, in order */
    lint_toml *next;
};

/* Reads a document of size bytes. Returns its table; NULL, with one problem
 * that is unread, when it is no TOML. */
lint_toml *lint_toml_read(apr_pool_t *pool, const char *path, const char *bytes,
                          size_t size, lint_problems *problems);

/* The entry of a table; NULL for none. */
lint_toml *lint_toml_get(const lint_toml *table, const char *key);

/* "a string", "a list": to follow "is" in a sentence. */
const char *lint_toml_kind_name(lint_toml_kind kind);

#endif
