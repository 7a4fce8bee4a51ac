/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was compiled into a pool, so that equal texts are compiled once: the
 * hosts of a large server have most of their patterns in common.
 */
#ifndef LINT_MODEL_MEMO_H
#define LINT_MODEL_MEMO_H

#include <apr_pools.h>

/* What was kept in the pool for that text, as that kind of thing and with those
 * options; NULL for nothing. */
void *lint_memo_find(apr_pool_t *pool, const char *kind, unsigned options,
                     const char *text);

/* Keeps it, with the text, as long as there is the pool. */
void lint_memo_keep(apr_pool_t *pool, const char *kind, unsigned options,
                    const char *text, const void *made);

#endif
