/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The comparisons of a proof, those that say the same put together.
 */
#ifndef LINT_MIGRATE_DIFFERENCE_H
#define LINT_MIGRATE_DIFFERENCE_H

#include "lint/migrate/proof.h"

/* What one origin asked for. */
typedef struct lint_asker {
    const lint_comparison *first;
    int count;
} lint_asker;

typedef struct lint_difference {
    const lint_comparison *first;
    int count;
    apr_array_header_t *askers; /* of lint_asker * */
} lint_difference;

/* Whether a comparison is one of cookies. */
bool lint_comparison_is_cookie(const lint_comparison *comparison);

/* All but what is the same or has no effect, by outcome, and then as they were
 * asked: of lint_difference *, from pool. */
apr_array_header_t *lint_proof_differences(apr_pool_t *pool,
                                           const lint_proof *proof);

#endif
