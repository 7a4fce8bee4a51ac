/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A source line as a terminal shows it: tabs made blanks, control bytes made
 * visible, cut to a width around what is marked in it.
 */
#ifndef LINT_REPORT_EXCERPT_H
#define LINT_REPORT_EXCERPT_H

#include <apr_pools.h>
#include "lint/report/mark.h"

typedef struct lint_excerpt {
    const char *text;
    int from; /* of the mark, in columns of the terminal, from 0 */
    int to;   /* behind the mark; greater than from */
} lint_excerpt;

/* The line of a mark (not NULL) in about `room` columns. */
lint_excerpt lint_excerpt_make(apr_pool_t *pool, const lint_mark *mark,
                               int room);

#endif
