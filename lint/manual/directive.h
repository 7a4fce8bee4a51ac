/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the pages have to say of the module: the rows of core/directives.tbl in
 * words, and what it refuses. All strings are from pool, or constants.
 */
#ifndef LINT_MANUAL_DIRECTIVE_H
#define LINT_MANUAL_DIRECTIVE_H

#include <apr_pools.h>
#include <apr_tables.h>
#include "core/policy.h"

/* "CorsCreds On|Off" */
const char *lint_directive_syntax(apr_pool_t *pool, const cors_directive *row);

/* What holds where no section says anything; NULL: nothing does. */
const char *lint_directive_default(apr_pool_t *pool, const cors_directive *row);

/* The sections that it may stand in. */
const char *lint_directive_context(const cors_directive *row);

/* A line that httpd does not start with, and what it says to it. */
typedef struct lint_refusal {
    const char *line;
    const char *sentence;
} lint_refusal;

/* The usual mistakes, of lint_refusal: what is said is asked of core itself. */
const apr_array_header_t *lint_refusals(apr_pool_t *pool);

#endif
