/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ways in: the origins that the server admits and should not, one for each
 * line that is to blame.
 */
#ifndef LINT_WITNESS_HOLE_H
#define LINT_WITNESS_HOLE_H

#include <stdbool.h>
#include <apr_hash.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/witness/survey.h"

typedef struct lint_hole {
    const lint_site *site;
    const lint_trial *trial; /* admitted for certain */
    /* The pattern's line, or the Header line where no pattern is to blame. */
    const lint_place *culprit;
    bool credentials;
    bool preflight; /* only preflights are answered so */
    bool presumed;  /* only if a section is there of which that is not told */
} lint_hole;

typedef struct lint_holes {
    apr_array_header_t *list; /* of lint_hole *, in the order of the survey */
    apr_hash_t *culprits;     /* the same by their culprits */
} lint_holes;

/* A bit for a kind of origin. */
#define LINT_HOLE(kind) (1U << (kind))

/* The ways in for origins of these kinds (bits). Each culprit once, with the
 * trial that shows most: the one with credentials, and no preflight. Where a
 * stranger is admitted, all are: then only LINT_ORIGIN_STRANGER is a way in.
 * Strangers and look-alikes are also looked for in what may be there
 * (lint_survey's presumed). */
lint_holes lint_holes_find(apr_pool_t *pool, const lint_survey *survey,
                           unsigned kinds);

/* The way in that a line is to blame for; NULL for none. */
const lint_hole *lint_hole_of(const lint_holes *holes,
                              const lint_place *culprit);

/* Where the pattern's text stands: in the arguments of a directive or section,
 * from byte *at on. NULL when it does not stand there as it is (a variable, a
 * quote inside it). */
const lint_node *lint_pattern_node(const lint_survey *survey,
                                   const lint_origin_pattern *pattern, int *at);

/* Whether the pattern would still do what it is for, and not match an origin,
 * with a text in front and one behind it ("^", "$"). */
bool lint_pattern_would_end(apr_pool_t *pool,
                            const lint_origin_pattern *pattern,
                            const char *front, const char *behind,
                            const char *origin);

#endif
