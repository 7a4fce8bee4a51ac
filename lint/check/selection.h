/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which rules the user wants to hear for this once: --only and --disable.
 */
#ifndef LINT_CHECK_SELECTION_H
#define LINT_CHECK_SELECTION_H

#include <apr_pools.h>
#include <apr_tables.h>

typedef struct lint_selection {
    const apr_array_header_t *only;     /* ids, of const char *; NULL: all */
    const apr_array_header_t *disabled; /* likewise; NULL: none */
} lint_selection;

/* The ids of rules by any of their names, from a list in which an element may
 * have several with commas between. Returns NULL, and the name that is none in
 * *unknown, when there is such a name. */
apr_array_header_t *lint_selection_read(apr_pool_t *pool,
                                        const apr_array_header_t *names,
                                        const char **unknown);

/* Removes what is not wanted from findings (of lint_finding *). What was not
 * read stays, and for `only` so does what httpd would refuse: the rules
 * judged a configuration without it. */
void lint_selection_apply(const lint_selection *selection,
                          apr_array_header_t *findings);

#endif
