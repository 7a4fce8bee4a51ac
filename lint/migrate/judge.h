/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the difference between two answers to one request comes to.
 */
#ifndef LINT_MIGRATE_JUDGE_H
#define LINT_MIGRATE_JUDGE_H

#include "lint/migrate/proof.h"

typedef struct lint_pair {
    lint_origin_kind kind;
    const char *origin; /* NULL for none */
    bool preflight;
    bool error;   /* the handler answers with an error */
    bool own;     /* the origin is the server's: no matter of CORS */
    bool open;    /* everybody is meant, without credentials */
    bool dynamic; /* the old Access-Control-Allow-Origin depends on who asks */
    lint_leave usual; /* what the old server grants it on a plain GET */
    bool barred;      /* it wants to grant credentials, which browsers refuse */
    lint_view before;
    lint_view after;
} lint_pair;

/* Fills in what comes of it: outcome, why and common. */
void lint_pair_judge(const lint_pair *pair, lint_comparison *made);

#endif
