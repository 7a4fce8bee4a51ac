/* SPDX-License-Identifier: Apache-2.0 */
#include "problem.h"

#include <stdarg.h>
#include <string.h>
#include <apr_strings.h>

/* The longest part of a value that is worth showing: an Origin that is any
 * longer is malformed anyway. */
#define SHOWN_MAX 326

cors_problems *cors_problems_create(apr_pool_t *pool)
{
    cors_problems *problems = apr_palloc(pool, sizeof(*problems));

    problems->pool = pool;
    problems->list = apr_array_make(pool, 4, sizeof(cors_problem));
    return problems;
}

void cors_problem_add(cors_problems *problems, const cors_place *place,
                      const char *code, const char *value, const char *format,
                      ...)
{
    cors_problem *problem = apr_array_push(problems->list);
    va_list args;

    va_start(args, format);
    problem->place = *place;
    problem->code = code;
    problem->value = apr_pstrdup(problems->pool, value);
    problem->sentence = apr_pvsprintf(problems->pool, format, args);
    va_end(args);
}

const char *cors_problem_text(apr_pool_t *pool, const cors_problem *problem)
{
    return apr_psprintf(pool, "%s:%d: %s: %s", problem->place.file,
                        problem->place.line, problem->place.directive,
                        problem->sentence);
}

const char *cors_quoted(apr_pool_t *pool, const char *value)
{
    size_t length = strlen(value);

    return apr_psprintf(pool, "\"%.*s%s\"", SHOWN_MAX, value,
                        length > SHOWN_MAX ? "..." : "");
}
