/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The origins that are worth asking a site about: what its patterns were meant
 * for, and what they may let in besides.
 */
#ifndef LINT_WITNESS_ORIGINS_H
#define LINT_WITNESS_ORIGINS_H

#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/witness/pattern.h"
#include "lint/witness/trial.h"

typedef struct lint_origin_guess {
    const char *origin;
    lint_origin_kind kind;
    const lint_origin_pattern *pattern; /* the first that holds; NULL */
} lint_origin_guess;

/* Guesses for an array of const lint_origin_pattern *: of lint_origin_guess,
 * `https://evil.example` and `null` always among them. Origins that no pattern
 * tells from a stranger are left out: the server cannot either. */
apr_array_header_t *lint_origins_guess(apr_pool_t *pool,
                                       const apr_array_header_t *patterns);

#endif
