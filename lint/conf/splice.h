/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A line with parts of it replaced, from left to right, every byte of it still
 * leading back to where it was written.
 */
#ifndef LINT_CONF_SPLICE_H
#define LINT_CONF_SPLICE_H

#include <stddef.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lines.h"

typedef struct lint_splice {
    apr_pool_t *pool;
    const lint_line *line;
    char *text; /* NULL: nothing was replaced */
    size_t length;
    size_t room;
    int from;                  /* what of the line has been taken over */
    apr_array_header_t *spans; /* of lint_span */
} lint_splice;

lint_splice lint_splice_begin(apr_pool_t *pool, const lint_line *line);

/* Replaces length bytes of the line at `at` by text. */
void lint_splice_replace(lint_splice *splice, int at, int length,
                         const char *text, size_t text_length);

/* Takes over the rest; line becomes the result. */
void lint_splice_end(lint_splice *splice, lint_line *line);

#endif
