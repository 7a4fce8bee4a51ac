/* SPDX-License-Identifier: Apache-2.0 */
#include "bulk.h"

#include <stdint.h>
#include <sys/mman.h>

/* The first block is enough for a file of some lines, each further one is twice
 * as large, up to the last size. */
#define FIRST_BLOCK ((size_t)2048)
#define LAST_BLOCK ((size_t)256 * 1024)

#define PAGE ((uintptr_t)4096)
#define ALIGNMENT ((size_t)16)

lint_bulk *lint_bulk_create(apr_pool_t *pool)
{
    lint_bulk *bulk = apr_pcalloc(pool, sizeof(*bulk));

    bulk->pool = pool;
    return bulk;
}

/* Where the system cannot, it is as if nobody had asked. */
static void make_pages(const char *block, size_t bytes)
{
#ifdef MADV_POPULATE_WRITE
    uintptr_t start = ((uintptr_t)block + PAGE - 1) & ~(PAGE - 1);
    uintptr_t end = ((uintptr_t)block + bytes) & ~(PAGE - 1);

    (void)madvise((void *)start, end - start, MADV_POPULATE_WRITE);
#else
    (void)block;
    (void)bytes;
#endif
}

static void take_block(lint_bulk *bulk)
{
    bulk->block = bulk->block ? bulk->block * 2 : FIRST_BLOCK;
    if (bulk->block > LAST_BLOCK) {
        bulk->block = LAST_BLOCK;
    }
    bulk->at = apr_palloc(bulk->pool, bulk->block);
    bulk->left = bulk->block;
    if (bulk->block == LAST_BLOCK) {
        make_pages(bulk->at, bulk->block);
    }
}

void *lint_bulk_take(lint_bulk *bulk, size_t bytes)
{
    void *taken;

    bytes = (bytes + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
    if (bytes > bulk->left) {
        /* The rest of a block is not given up for what needs one of its own. */
        if (bytes > LAST_BLOCK / 8) {
            return apr_palloc(bulk->pool, bytes);
        }
        do {
            take_block(bulk);
        } while (bytes > bulk->left);
    }
    taken = bulk->at;
    bulk->at += bytes;
    bulk->left -= bytes;
    return taken;
}
