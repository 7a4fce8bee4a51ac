/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A run's result, and the forms it is printed in. A report reads; what is
 * found, left out or remapped was decided before.
 */
#ifndef LINT_REPORT_REPORT_H
#define LINT_REPORT_REPORT_H

#include <stdbool.h>
#include <stdio.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/conf/conf.h"
#include "lint/finding.h"

typedef struct lint_result {
    apr_pool_t *pool;
    apr_array_header_t *findings; /* of lint_finding *, by file, line, column
                                     and id */
    apr_array_header_t *confs;    /* of const lint_conf *: for source lines */
    int files;                    /* that were read */
    int suppressed;               /* left out because of a comment */
    int baselined;                /* left out because of the baseline */
} lint_result;

typedef struct lint_report_style {
    bool color;
    bool explain; /* text: each finding's rule is explained at length */
    bool quiet;   /* text: no summary */
} lint_report_style;

typedef struct lint_reporter {
    const char *name; /* of --format */
    const char *title;
    void (*print)(FILE *out, const lint_result *result,
                  const lint_report_style *style);
} lint_reporter;

/* NULL behind the last. */
extern const lint_reporter *const lint_reporters[];

/* Their names. */
#define LINT_REPORT_FORMATS "text|json|sarif|github|gitlab|checkstyle|junit"

/* NULL for a name that is none. */
const lint_reporter *lint_reporter_find(const char *name);

/* The source line that a place is in, without its end; NULL when the file was
 * not read. */
const char *lint_result_line(const lint_result *result,
                             const lint_place *place);

/* "error", "warning", "info". */
const char *lint_severity_name(lint_severity severity);

/* "high", "medium", "low". */
const char *lint_confidence_name(lint_confidence confidence);

/* Gives each finding what identifies it when lines move: 32 hexadecimal digits
 * over its id, its file, and its source line without white space; the same
 * thing found again in one file is told apart by its number. For sorted
 * findings, before any are left out. */
void lint_fingerprints_set(const lint_result *result);

#endif
