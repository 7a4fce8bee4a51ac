/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The findings' edits, put together file by file: for --fix to write, and for
 * --diff to show.
 *
 * A finding's edits are made all or not at all. Of those that overlap the
 * first finding's are made; the others are left for the next run. Equal edits
 * are made once.
 */
#ifndef LINT_CHECK_EDITS_H
#define LINT_CHECK_EDITS_H

#include <stdbool.h>
#include <stdio.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/conf/problem.h"
#include "lint/finding.h"

/* A part of a file's bytes and what stands there instead. */
typedef struct lint_change {
    size_t at;
    size_t length;
    const char *text;
} lint_change;

/* One file as it is and as it will be. */
typedef struct lint_edited {
    const char *path; /* as it was first named */
    const char *before;
    size_t before_size;
    const char *after;
    size_t after_size;
    apr_array_header_t *changes; /* of lint_change, ascending; not empty */
} lint_edited;

typedef struct lint_edits {
    apr_pool_t *pool;
    apr_array_header_t *files; /* of lint_edited * */
    int fixed;                 /* findings whose edits are made */
    int deferred; /* findings left for the next run: they overlap */
    int refused;  /* findings of files that cannot be edited; see problems */
} lint_edits;

/* Makes the edits of the findings (of lint_finding *) in memory. confs (of
 * const lint_conf *) are what they were found in: a file that is not what was
 * read there is refused with an error in problems, and so is what is no
 * ordinary file. */
lint_edits *lint_edits_make(apr_pool_t *pool,
                            const apr_array_header_t *findings,
                            const apr_array_header_t *confs,
                            lint_problems *problems);

/* Prints what would change as a unified diff, for patch -p1 and git apply. */
void lint_edits_print(FILE *out, const lint_edits *edits);

/* Replaces the files. False, with an error in problems for each, when one
 * could not be written, or changed in the meantime; the others are. */
bool lint_edits_write(const lint_edits *edits, lint_problems *problems);

#endif
