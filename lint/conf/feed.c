/* SPDX-License-Identifier: Apache-2.0 */
#include "feed.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>
#include <apr_allocator.h>

/* A huge page, where the system has them. */
#define REGION ((size_t)2 * 1024 * 1024)

/* A server takes some 450 bytes a node until it is checked: less is given, so
 * that all of it is used. */
#define NODES_PER_REGION 6000

/* The largest block that an allocator looks through when less is asked for;
 * its index is its size in 4 KB, less one. */
#define BLOCK ((size_t)80 * 1024)
#define BLOCK_INDEX 19

/* A region that begins where a huge page does; NULL when there is none. */
static char *map_region(void)
{
    char *all = mmap(NULL, 2 * REGION, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    size_t before;

    if (all == MAP_FAILED) {
        return NULL;
    }
    before = REGION - (uintptr_t)all % REGION;
    munmap(all, before);
    if (before < REGION) {
        munmap(all + before + REGION, REGION - before);
    }
    /* Where it is not followed the pages are small, and that is all. */
    (void)madvise(all + before, REGION, MADV_HUGEPAGE);
    return all + before;
}

/* Blocks as apr_allocator_alloc makes them; the rest it sets when it hands
 * them out. */
static bool give_region(apr_allocator_t *allocator)
{
    char *region = map_region();

    if (!region) {
        return false;
    }
    for (size_t at = 0; at + BLOCK <= REGION; at += BLOCK) {
        apr_memnode_t *block = (apr_memnode_t *)(void *)(region + at);

        block->index = BLOCK_INDEX;
        block->endp = region + at + BLOCK;
        apr_allocator_free(allocator, block);
    }
    return true;
}

void lint_feed_for(lint_feed *feed, apr_pool_t *pool, int nodes)
{
    apr_allocator_t *allocator = apr_pool_allocator_get(pool);

    while (allocator && feed->regions < nodes / NODES_PER_REGION &&
           give_region(allocator)) {
        feed->regions++;
    }
}
