/* SPDX-License-Identifier: Apache-2.0 */
#include "problem.h"

#include <stdarg.h>
#include <apr_strings.h>

lint_problems *lint_problems_create(apr_pool_t *pool)
{
    lint_problems *problems = apr_pcalloc(pool, sizeof(*problems));

    problems->pool = pool;
    problems->list = apr_array_make(pool, 4, sizeof(lint_problem));
    return problems;
}

__attribute__((format(printf, 5, 0))) static lint_problem *
add(lint_problems *problems, lint_severity severity, const lint_place *place,
    const char *code, const char *format, va_list args)
{
    lint_problem *problem = apr_array_push(problems->list);

    problem->place = *place;
    problem->code = code;
    problem->severity = severity;
    problem->unread = false;
    problem->sentence = apr_pvsprintf(problems->pool, format, args);
    return problem;
}

lint_problem *lint_problem_add(lint_problems *problems, lint_severity severity,
                               const lint_place *place, const char *code,
                               const char *format, ...)
{
    lint_problem *problem;
    va_list args;

    va_start(args, format);
    problem = add(problems, severity, place, code, format, args);
    va_end(args);
    return problem;
}

lint_problem *lint_problem_unread(lint_problems *problems,
                                  const lint_place *place, const char *code,
                                  const char *format, ...)
{
    lint_problem *problem;
    va_list args;

    va_start(args, format);
    problem = add(problems, LINT_ERROR, place, code, format, args);
    va_end(args);
    problem->unread = true;
    problems->unread++;
    return problem;
}
