/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was compiled, so that equal texts are compiled once: the hosts of a
 * large server have most of their patterns in common.
 *
 * A memo is a pool's, and that of all pools below it which have none of their
 * own: what a scratch pool asks for outlives it.
 */
#ifndef LINT_MODEL_MEMO_H
#define LINT_MODEL_MEMO_H

#include <apr_pools.h>

typedef struct lint_memo lint_memo;

/* The pool's own memo, begun when it has none. */
lint_memo *lint_memo_begin(apr_pool_t *pool);

/* The memo of the nearest pool that has one, from this one upwards; begins one
 * in this when none has. Never NULL. */
lint_memo *lint_memo_of(apr_pool_t *pool);

/* Where what it keeps has to be. */
apr_pool_t *lint_memo_pool(const lint_memo *memo);

/* What was kept for that text, as that kind of thing and with those options;
 * NULL for nothing. */
void *lint_memo_find(const lint_memo *memo, const char *kind, unsigned options,
                     const char *text);

/* Keeps it; the text and the thing are of the memo's pool, the kind is a
 * literal. */
void lint_memo_keep(lint_memo *memo, const char *kind, unsigned options,
                    const char *text, const void *thing);

#endif
