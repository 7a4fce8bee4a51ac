/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a large configuration is made of by the hundred thousand: its text and
 * its nodes. Taken from the pool in large blocks, of which the system makes all
 * pages in one go: one by one, as they are written to, they would cost more
 * than what is put into them.
 */
#ifndef LINT_CONF_BULK_H
#define LINT_CONF_BULK_H

#include <stddef.h>
#include <apr_pools.h>

typedef struct lint_bulk {
    apr_pool_t *pool;
    char *at;    /* what is left of the block */
    size_t left; /* bytes */
    size_t block;
} lint_bulk;

/* Nothing is taken before it is asked for; it lives as long as the pool. */
lint_bulk *lint_bulk_create(apr_pool_t *pool);

/* So many bytes, aligned for anything and not cleared. */
void *lint_bulk_take(lint_bulk *bulk, size_t bytes);

#endif
