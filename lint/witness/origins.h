/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The origins that are worth asking a site about: what its patterns were meant
 * for, and what they may let in besides.
 */
#ifndef LINT_WITNESS_ORIGINS_H
#define LINT_WITNESS_ORIGINS_H

#include <apr_hash.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/witness/pattern.h"
#include "lint/witness/trial.h"

typedef struct lint_origin_guess {
    const char *origin;
    lint_origin_kind kind;
} lint_origin_guess;

/* Guesses for an array of const lint_origin_pattern *: of lint_origin_guess,
 * `https://evil.example` the first and always among them, each once. What no
 * pattern tells from a stranger is left out: the server cannot either.
 * `readings` keeps what is known of patterns (lint_reading_get). */
apr_array_header_t *lint_origins_guess(apr_pool_t *pool, apr_hash_t *readings,
                                       const apr_array_header_t *patterns);

#endif
