/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the text report: lines that begin at a gutter, in colours or
 * without.
 */
#ifndef LINT_REPORT_TEXT_PRINT_H
#define LINT_REPORT_TEXT_PRINT_H

#include <apr_hash.h>
#include "lint/report/formats.h"
#include "lint/report/mark.h"

typedef struct lint_printer {
    apr_pool_t *pool; /* for one finding */
    FILE *out;
    const lint_result *result;
    const lint_report_style *style;
    apr_hash_t *explained; /* the ids of rules: once is enough */
    int gutter;            /* digits of the longest line number */
} lint_printer;

/* Colours, as SGR of ECMA-48. */
#define LINT_PAINT_NONE "0"
#define LINT_PAINT_STRONG "1"
#define LINT_PAINT_FAINT "2"
#define LINT_PAINT_ERROR "1;31"
#define LINT_PAINT_WARNING "1;33"
#define LINT_PAINT_INFO "1;36"
#define LINT_PAINT_GUTTER "34"
#define LINT_PAINT_GOOD "32"

/* Changes the colour of what follows, when there are colours. */
void lint_print_paint(const lint_printer *printer, const char *paint);

/* A text in a colour, made safe. */
void lint_print_text(const lint_printer *printer, const char *paint,
                     const char *text);

/* "file:line:column: ", made safe. */
void lint_print_place(const lint_printer *printer, const lint_mark *mark,
                      const lint_place *place);

/* The source line of a mark and what is marked in it; nothing when the line is
 * not known. */
void lint_print_excerpt(const lint_printer *printer, const lint_mark *mark,
                        const lint_place *place, const char *paint);

/* "    = label"; the caller ends the line. */
void lint_print_label(const lint_printer *printer, const char *label);

/* The request and what would be answered. */
void lint_print_witness(const lint_printer *printer, const lint_trial *trial);

/* A rule at length, when it is the first time. */
void lint_print_explanation(const lint_printer *printer, const lint_rule *rule);

#endif
