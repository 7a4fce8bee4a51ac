/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory for a large server, in huge pages: APR's pools ask the system for
 * 8 KB at a time and meet a page fault every 4, which for a hundred megabytes
 * takes longer than to read the configuration.
 *
 * The pools' allocator keeps what it is given and may not be destroyed before
 * the process ends: it never is, unless somebody calls apr_terminate.
 */
#ifndef LINT_CONF_FEED_H
#define LINT_CONF_FEED_H

#include <apr_pools.h>

/* What a process has given its pools; zero at first. */
typedef struct lint_feed {
    int regions;
} lint_feed;

/* Gives the allocator of a pool what that many nodes, and what is made of
 * them, take at least: nothing when they are few, or once it was given. */
void lint_feed_for(lint_feed *feed, apr_pool_t *pool, int nodes);

#endif
