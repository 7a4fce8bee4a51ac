/* SPDX-License-Identifier: Apache-2.0 */
#include "denied.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>
#include "core/hash.h"

static uint64_t read_count(const uint64_t *count)
{
    return __atomic_load_n(count, __ATOMIC_RELAXED);
}

uint32_t cors_denied_number(const char *text)
{
    uint32_t hash = cors_hash_of(text, strlen(text));

    return hash ? hash : 1;
}

/* Where an origin may be. */
#define PLACES 4

/* The entry of that hash, or the one of its places that is free or has not been
 * wanted for longest. */
static cors_denied_entry *place_of(cors_denied *denied, uint32_t hash)
{
    cors_denied_entry *oldest = &denied->entries[hash % CORS_DENIED_MAX];

    for (uint32_t i = 0; i < PLACES; i++) {
        cors_denied_entry *e = &denied->entries[(hash + i) % CORS_DENIED_MAX];

        if (__atomic_load_n(&e->hash, __ATOMIC_RELAXED) == hash) {
            return e;
        }
        if (read_count(&e->last) < read_count(&oldest->last)) {
            oldest = e;
        }
    }
    return oldest;
}

/* One entry an origin. Nobody waits: who finds another one writing leaves it.
 */
void cors_denied_add(cors_denied *denied, const char *origin, uint32_t hash,
                     apr_time_t now)
{
    cors_denied_entry *e;
    uint32_t sequence;
    size_t length;

    hash = hash ? hash : cors_denied_number(origin);
    e = place_of(denied, hash);
    sequence = __atomic_load_n(&e->sequence, __ATOMIC_ACQUIRE);

    if (__atomic_load_n(&e->hash, __ATOMIC_RELAXED) != hash) {
        if (sequence & 1 || !__atomic_compare_exchange_n(
                                &e->sequence, &sequence, sequence + 1, false,
                                __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) {
            return;
        }
        __atomic_store_n(&e->hash, hash, __ATOMIC_RELAXED);
        __atomic_store_n(&e->count, 0, __ATOMIC_RELAXED);
        length = strnlen(origin, CORS_DENIED_BYTES);
        memcpy(e->origin, origin, length);
        e->origin[length] = '\0';
        __atomic_store_n(&e->sequence, sequence + 2, __ATOMIC_RELEASE);
    }
    __atomic_fetch_add(&e->count, 1, __ATOMIC_RELAXED);
    __atomic_store_n(&e->last, (uint64_t)now, __ATOMIC_RELAXED);
}

static int compare_denials(const void *left, const void *right)
{
    const cors_denial *a = left;
    const cors_denial *b = right;

    return a->last < b->last ? 1 : a->last > b->last ? -1 : 0;
}

void cors_denied_read(apr_pool_t *pool, const cors_denied *denied,
                      apr_array_header_t *list)
{
    for (int i = 0; i < CORS_DENIED_MAX; i++) {
        const cors_denied_entry *e = &denied->entries[i];
        uint32_t before = __atomic_load_n(&e->sequence, __ATOMIC_ACQUIRE);
        cors_denial denial = {
            .origin = apr_pstrmemdup(pool, e->origin,
                                     strnlen(e->origin, CORS_DENIED_BYTES)),
            .count = read_count(&e->count),
            .last = (apr_time_t)read_count(&e->last)};

        __atomic_thread_fence(__ATOMIC_ACQUIRE);
        if (before && !(before & 1) &&
            before == __atomic_load_n(&e->sequence, __ATOMIC_RELAXED)) {
            APR_ARRAY_PUSH(list, cors_denial) = denial;
        }
    }
    qsort(list->elts, (size_t)list->nelts, sizeof(cors_denial),
          compare_denials);
}
