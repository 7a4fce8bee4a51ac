/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The conditions of a template that are open at a line.
 */
#ifndef LINT_CONF_BRANCHES_H
#define LINT_CONF_BRANCHES_H

#include <apr_pools.h>
#include <apr_tables.h>
#include "guard.h"

typedef struct lint_branches {
    apr_pool_t *pool;
    apr_array_header_t *open; /* NULL for none yet */
    const lint_guard *guard;  /* what the next line depends on; or NULL */
    int changes;              /* tags that may have set a variable */
} lint_branches;

/* Goes behind a line's tags (lint_template_tag; NULL for none). */
void lint_branches_pass(lint_branches *branches,
                        const apr_array_header_t *tags);

/* What a line depends on that has text between its tags. */
const lint_guard *lint_branches_amid(const lint_branches *branches);

#endif
