/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The part of a source line that a place means, inside the line whatever the
 * place says.
 */
#ifndef LINT_REPORT_MARK_H
#define LINT_REPORT_MARK_H

#include "lint/report/report.h"

typedef struct lint_mark {
    const char *line; /* NULL when the file was not read: the rest is 0 */
    int from;         /* in bytes, from 0 */
    int to;           /* of the byte behind it */
} lint_mark;

/* What is meant by a place: `length` bytes from its column, those up to the
 * end of its line when that is 0, the whole line without the blanks around it
 * when its column is 0. */
lint_mark lint_mark_find(const lint_result *result, const lint_place *place,
                         int length);

/* Its first and the column behind it, in characters from 1; when the line is
 * not known the first is what the place says, 0 for none, and so is the
 * second. */
int lint_mark_column(const lint_mark *mark, const lint_place *place);
int lint_mark_end_column(const lint_mark *mark, const lint_place *place);

/* Whether it is a macro's Use, and no Include. */
bool lint_mark_is_use(const lint_mark *mark);

/* "file:line:column", without what is not known; not escaped. */
const char *lint_mark_place(apr_pool_t *pool, const lint_mark *mark,
                            const lint_place *place);

#endif
