/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with a configuration, as values.
 *
 * The core never prints. It adds a problem to a list, and its callers show the
 * list in their own way: the module as start-up errors, corslint as findings.
 * The sentence is written once, here in the core.
 */
#ifndef CORS_PROBLEM_H
#define CORS_PROBLEM_H

#include <apr_pools.h>
#include <apr_tables.h>

/* Where a directive stands. The strings are borrowed: they live as long as
 * the configuration does. */
typedef struct cors_place {
    const char *file;
    int line;
    const char *directive; /* its full name */
} cors_place;

typedef struct cors_problem {
    cors_place place;
    const char *code;     /* stable, kebab-case: "origin-path" */
    const char *value;    /* the offending word, as written */
    const char *sentence; /* lower-case start, ends with what to do */
} cors_problem;

/* A list of problems under construction; all of its memory is from pool. */
typedef struct cors_problems {
    apr_pool_t *pool;
    apr_array_header_t *list; /* of cors_problem */
} cors_problems;

/* An empty list in pool. */
cors_problems *cors_problems_create(apr_pool_t *pool);

/* Adds a problem; format is printf's and makes the sentence. The value is
 * copied. */
void cors_problem_add(cors_problems *problems, const cors_place *place,
                      const char *code, const char *value, const char *format,
                      ...) __attribute__((format(printf, 5, 6)));

/* "FILE:LINE: Directive: sentence", from pool. */
const char *cors_problem_text(apr_pool_t *pool, const cors_problem *problem);

/* value in double quotes, cut at 326 bytes; its bytes stay as they are, so who
 * shows the text escapes it, as httpd's error log does. From pool. */
const char *cors_quoted(apr_pool_t *pool, const char *value);

#endif
