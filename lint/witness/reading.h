/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one pattern was written for, and what it lets in besides: origins made
 * from the pattern itself, each of which it really matches. What else a server
 * asks for is not looked at here, so that equal patterns are read once.
 */
#ifndef LINT_WITNESS_READING_H
#define LINT_WITNESS_READING_H

#include <stdbool.h>
#include <apr_hash.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "core/candidate_list.h"
#include "lint/witness/pattern.h"
#include "lint/witness/trial.h"

typedef struct lint_guess {
    const char *origin;
    lint_origin_kind kind;
    /* The match is the whole origin, so that $0 is what the browser sent. */
    bool whole;
} lint_guess;

typedef struct lint_reading {
    /* What the pattern itself matches, negated or not: of lint_guess, those
     * that are matched whole first. */
    apr_array_header_t *guesses;
    cors_candidate_list *domains; /* registrable ones that are named in it */
    /* Text before or behind what it is meant for does not keep it from
     * matching. */
    bool open_left;
    bool open_right;
    bool any; /* it tells nobody from a stranger */
} lint_reading;

/* The origin that has no relation to any configuration. */
extern const char lint_stranger[];

/* The reading of a pattern; made once for equal ones, and kept in the hash
 * with memory from its pool. */
const lint_reading *lint_reading_get(apr_hash_t *readings,
                                     const lint_origin_pattern *pattern);

/* Whether the pattern matches, its negation not counted; *whole when it is all
 * of the origin. */
bool lint_reading_matches(const lint_origin_pattern *pattern,
                          const char *origin, bool *whole);

#endif
