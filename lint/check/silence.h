/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One comment that speaks to the linter: what it says, and for which lines.
 */
#ifndef LINT_CHECK_SILENCE_H
#define LINT_CHECK_SILENCE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/conf/conf.h"
#include "lint/rules/rule.h"

typedef enum lint_silence_scope {
    LINT_SILENCE_DIRECTIVE,
    LINT_SILENCE_SECTION,
    LINT_SILENCE_FILE
} lint_silence_scope;

/* A rule that a comment names. */
typedef struct lint_silenced {
    const char *name; /* as written */
    const char *id;   /* as findings have it; NULL for a name of no rule, which
                         may be the code of a problem */
    lint_place place;
    const lint_rule *rule; /* NULL when it has none */
    bool used;
} lint_silenced;

typedef struct lint_silence {
    lint_place place; /* of its `#` */
    lint_silence_scope scope;
    apr_array_header_t *rules; /* of lint_silenced */
    bool reasoned;
    const char *wrong; /* a sentence about what it means, and then it holds for
                          nothing; NULL: it is clear */
    int wrong_at;      /* where, in bytes behind the `#` */
    int wrong_length;
    int first; /* the lines that it holds for: */
    int last;  /* none if it is less than first */

    int list_at; /* the names in the comment */
    int list_length;
    int line_length; /* of its physical line with its end; 0: it has several */

    bool met;      /* where httpd reads: it may be called unused */
    bool doubtful; /* input was lost: it may be needed after all */
} lint_silence;

/* All of a source, those in macros and in conditions that are false too; of
 * lint_silence *. They do not need the source any more. */
apr_array_header_t *lint_silences_of(apr_pool_t *pool,
                                     const lint_source *source);

#endif
