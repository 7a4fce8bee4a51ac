/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The conditions that nobody can decide here, and which of them cannot hold
 * together: `<IfModule x>` and `<IfModule !x>`, a template's if and its else.
 */
#ifndef LINT_CONF_GUARD_H
#define LINT_CONF_GUARD_H

#include <stdbool.h>
#include <apr_pools.h>
#include "lint/truth.h"

typedef struct lint_guard lint_guard;

struct lint_guard {
    const char *kind;      /* "IfModule"; "template" */
    const char *condition; /* one spelling for all that mean the same, without
                              the `!`: "mod_headers.c" */
    bool negated;
    /* How often what the condition asks for had been changed when it was
     * asked: <IfDefine !X>, Define X in it, and <IfDefine X> can both hold. */
    int changes;
    /* Of a template: the if that this is a branch of, NULL for none; and that
     * a loop around it may take one branch now and another one later. */
    const void *block;
    int branch;
    bool repeated;
    const lint_guard *outer; /* it has to hold too; NULL for none */
    int depth;               /* how many are around it */
};

/* A guard with all that inner asks for, and then outer; either may be NULL.
 * Of very many only the outer ones are kept, which still hold. */
const lint_guard *lint_guard_within(apr_pool_t *pool, const lint_guard *inner,
                                    const lint_guard *outer);

/* True when left and right, with all around them, cannot hold together. */
bool lint_guard_excludes(const lint_guard *left, const lint_guard *right);

/* True when they are branches of one if, in the same round of any loop. */
bool lint_guard_is_other_branch(const lint_guard *left,
                                const lint_guard *right);

/* Whether tried holds where given does; what is around tried is not asked. */
lint_truth lint_guard_decides(const lint_guard *given, const lint_guard *tried);

/* The guard for people: "<IfModule !mod_headers.c>", without what is around
 * it. */
const char *lint_guard_text(apr_pool_t *pool, const lint_guard *guard);

#endif
