/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The old server's answers against the new one's, for every origin that is
 * worth asking about.
 */
#ifndef LINT_MIGRATE_PROOF_H
#define LINT_MIGRATE_PROOF_H

#include "lint/migrate/recipe.h"
#include "lint/migrate/view.h"

/* What becomes of an answer. */
typedef enum lint_outcome {
    LINT_OUTCOME_SAME,      /* byte for byte */
    LINT_OUTCOME_NO_EFFECT, /* no browser treats it otherwise */
    LINT_OUTCOME_CLOSED,    /* somebody was let in who was not meant */
    LINT_OUTCOME_MENDED,    /* it did not do what it was meant for */
    LINT_OUTCOME_ANSWERED,  /* a preflight that got no usable answer */
    LINT_OUTCOME_UNTOLD,    /* one of the two cannot be predicted */
    LINT_OUTCOME_CHANGED,   /* who was meant is treated otherwise, or who was
                               not is let in */
    LINT_OUTCOMES
} lint_outcome;

/* "hole closed". */
extern const char *const lint_outcome_names[LINT_OUTCOMES];

typedef struct lint_comparison {
    lint_outcome outcome;
    const char *url;     /* without a host that the file does not name */
    const char *request; /* "GET", "GET, answered with 404", "preflight for
                            PUT", "Set-Cookie" */
    const char *origin;  /* NULL for none; of a cookie, the field as it comes
                            from the application */
    const char *before;  /* for people */
    const char *after;
    const char *why; /* what of it was broken, or is different; "" */
    bool common;     /* that is no matter of who asks */
} lint_comparison;

typedef struct lint_proof {
    apr_array_header_t *list; /* of lint_comparison, as they were asked */
    int counts[LINT_OUTCOMES];
} lint_proof;

/* Asks both servers, the old one and `after`, for what the migrated recipes
 * are about. */
lint_proof *lint_proof_make(apr_pool_t *pool, const lint_recipes *recipes,
                            const lint_server *after);

/* Adds a comparison that is filled in but for what is counted. */
void lint_proof_add(lint_proof *proof, lint_comparison comparison);

/* Compares what becomes of cookies. */
void lint_proof_cookies(lint_proof *proof, apr_pool_t *pool,
                        const lint_recipes *recipes);

#endif
