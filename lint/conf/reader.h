/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines of a file, with those of the macros it uses between them, as
 * httpd reads them: a macro's content takes the place of the rest of the file
 * until it ends.
 */
#ifndef LINT_CONF_READER_H
#define LINT_CONF_READER_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "branches.h"
#include "lines.h"
#include "macros.h"
#include "template.h"

typedef struct lint_use {
    const lint_macro *macro;
    apr_array_header_t *lines; /* of lint_line */
    const lint_guard *guard;   /* NULL: certain */
    int next;
} lint_use;

typedef struct lint_reader {
    apr_pool_t *pool;
    lint_lines lines;
    apr_array_header_t *uses; /* of lint_use, the innermost last */
    lint_branches branches;   /* of the template */
    int template_lines;
    const char *missing[6]; /* ends of tags that the rest has none of */
    bool templated;         /* control tags were seen: sections may not match */
} lint_reader;

lint_reader lint_reader_begin(apr_pool_t *pool, const lint_source *source,
                              const lint_place *outer, lint_problems *problems);

/* The next line, without what a template takes away. Sets *unknown, where it
 * is asked for, to why the line is not certain to be there, or NULL. Returns
 * false at the end. */
bool lint_reader_next(lint_reader *reader, lint_line *line,
                      const char **unknown);

/* Puts lines before the rest, which are there if the guard holds. */
void lint_reader_push(lint_reader *reader, const lint_macro *macro,
                      apr_array_header_t *lines, const lint_guard *guard);

/* True while the lines of that macro are being read. */
bool lint_reader_uses(const lint_reader *reader, const lint_macro *macro);

#endif
