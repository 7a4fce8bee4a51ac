/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with the text of a configuration, as values: nothing here
 * prints, and nothing stops at the first problem.
 */
#ifndef LINT_CONF_PROBLEM_H
#define LINT_CONF_PROBLEM_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/place.h"

typedef enum lint_severity {
    LINT_NOTE,    /* something could not be seen: answers are less certain */
    LINT_WARNING, /* httpd starts, and does not do what is written */
    LINT_ERROR    /* httpd would refuse to start */
} lint_severity;

typedef struct lint_problem {
    lint_place place;
    const char *code; /* stable, kebab-case: "section-unterminated" */
    lint_severity severity;
    bool unread; /* input was lost, so a clean result would be a lie: exit 2 */
    const char *sentence; /* lower-case start, ends with what to do */
} lint_problem;

/* A list of problems under construction; all of its memory is from pool. */
typedef struct lint_problems {
    apr_pool_t *pool;
    apr_array_header_t *list; /* of lint_problem */
    int unread;               /* how many of them lost input */
} lint_problems;

lint_problems *lint_problems_create(apr_pool_t *pool);

/* Adds a problem and returns it, until the next is added; format is printf's
 * and makes the sentence. */
lint_problem *lint_problem_add(lint_problems *problems, lint_severity severity,
                               const lint_place *place, const char *code,
                               const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* The same for input that could not be read; always an error. */
lint_problem *lint_problem_unread(lint_problems *problems,
                                  const lint_place *place, const char *code,
                                  const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
