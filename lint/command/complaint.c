/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/complaint.h"

#include <stdio.h>
#include <apr_strings.h>
#include "lint/check/nearest.h"
#include "lint/report/escape.h"

int lint_complain(const lint_problems *problems)
{
    for (int i = 0; i < problems->list->nelts; i++) {
        const lint_problem *problem =
            &APR_ARRAY_IDX(problems->list, i, lint_problem);

        fputs("corslint: ", stderr);
        if (problem->place.line) {
            fprintf(stderr, "%s:%d: ",
                    lint_escape_plain(problems->pool, problem->place.file),
                    problem->place.line);
        }
        fprintf(stderr, "%s\n",
                lint_escape_plain(problems->pool, problem->sentence));
    }
    return problems->list->nelts;
}

const char *lint_rule_suggestion(apr_pool_t *pool, const char *name)
{
    const char *near = lint_nearest_rule(name);

    return near ? apr_pstrcat(pool, "write ", near, NULL)
                : "see corslint rules";
}
