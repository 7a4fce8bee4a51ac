/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Logical lines: what a backslash joins is joined, blanks at both ends are
 * gone, and a column still leads back to its physical line.
 */
#ifndef LINT_CONF_LINES_H
#define LINT_CONF_LINES_H

#include <stdbool.h>
#include <apr_pools.h>
#include "guard.h"
#include "node.h"
#include "problem.h"
#include "source.h"

typedef struct lint_line {
    const char *text; /* never blank; borrowed from the source if it can be */
    int length;
    lint_place place;    /* of text[0] */
    const lint_map *map; /* NULL when all of it stands on one physical line */
    /* What has to hold for the line to be there, but for the sections around
     * it: a template's conditions. NULL for nothing. */
    const lint_guard *guard;
} lint_line;

/* A walk over a source. */
typedef struct lint_lines {
    apr_pool_t *pool;
    const lint_source *source;
    const lint_place *outer;
    lint_problems *problems;
    const char *at;
    int number; /* of the physical line at `at` */
} lint_lines;

lint_lines lint_lines_begin(apr_pool_t *pool, const lint_source *source,
                            const lint_place *outer, lint_problems *problems);

/* The next line that is not blank, comments included. Returns false at the
 * end. */
bool lint_lines_next(lint_lines *lines, lint_line *line);

/* The index of the span that byte `at` of a line belongs to. */
int lint_map_find(const lint_map *map, int at);

/* Where byte `at` of a line stands. */
lint_place lint_line_place(const lint_line *line, int at);

#endif
