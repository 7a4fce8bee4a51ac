/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problems as a text, to be compared with what is expected.
 */
#ifndef T_LINT_CHECK_PROBLEMS_H
#define T_LINT_CHECK_PROBLEMS_H

#include "directory.h"
#include "lint/conf/problem.h"

/* "FILE:LINE:COLUMN: SENTENCE", one a line. */
static inline const char *told(const lint_problems *problems)
{
    const char *text = "";

    for (int i = 0; i < problems->list->nelts; i++) {
        const lint_problem *problem =
            &APR_ARRAY_IDX(problems->list, i, lint_problem);

        text = apr_psprintf(pool, "%s%s%s:%d:%d: %s", text, i ? "\n" : "",
                            problem->place.file, problem->place.line,
                            problem->place.column, problem->sentence);
    }
    return text;
}

#endif
