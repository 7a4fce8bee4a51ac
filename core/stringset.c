/* SPDX-License-Identifier: Apache-2.0 */
#include "stringset.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS 8
#define FIRST_BYTES 64

typedef struct slot {
    uint32_t hash;
    uint32_t at; /* offset in the arena, plus one; 0 is a free slot */
} slot;

/* In the arena a member is two bytes of length and then its bytes. */
#define LENGTH_BYTES 2

struct cors_stringset {
    slot *slots;
    uint32_t mask; /* number of slots - 1, a power of two - 1 */
    uint32_t count;
    char *arena;
    uint32_t used;
    uint32_t room;
};

static apr_status_t release(void *data)
{
    cors_stringset *set = data;

    free(set->slots);
    free(set->arena);
    return APR_SUCCESS;
}

static void *must(void *memory)
{
    if (!memory) {
        abort();
    }
    return memory;
}

cors_stringset *cors_stringset_create(apr_pool_t *pool)
{
    cors_stringset *set = apr_pcalloc(pool, sizeof(*set));

    set->mask = FIRST_SLOTS - 1;
    set->slots = must(calloc(FIRST_SLOTS, sizeof(slot)));
    set->room = FIRST_BYTES;
    set->arena = must(malloc(FIRST_BYTES));
    apr_pool_cleanup_register(pool, set, release, apr_pool_cleanup_null);
    return set;
}

static size_t member_length(const char *member)
{
    uint16_t length;

    memcpy(&length, member, LENGTH_BYTES);
    return length;
}

/* The slot that holds text, or the free one where it belongs. */
static inline slot *find(const cors_stringset *set, uint32_t hash,
                         const char *text, size_t length)
{
    uint32_t i = hash & set->mask;

    while (set->slots[i].at) {
        if (set->slots[i].hash == hash) {
            const char *member = set->arena + set->slots[i].at - 1;

            if (member_length(member) == length &&
                memcmp(member + LENGTH_BYTES, text, length) == 0) {
                break;
            }
        }
        i = (i + 1) & set->mask;
    }
    return &set->slots[i];
}

static void grow_slots(cors_stringset *set)
{
    slot *old = set->slots;
    uint32_t old_mask = set->mask;

    set->mask = old_mask * 2 + 1;
    set->slots = must(calloc((size_t)set->mask + 1, sizeof(slot)));
    for (uint32_t i = 0; i <= old_mask; i++) {
        if (old[i].at) {
            uint32_t to = old[i].hash & set->mask;

            while (set->slots[to].at) {
                to = (to + 1) & set->mask;
            }
            set->slots[to] = old[i];
        }
    }
    free(old);
}

bool cors_stringset_add(cors_stringset *set, const char *text, size_t length)
{
    uint32_t hash = cors_hash_of(text, length);
    slot *place = find(set, hash, text, length);
    uint16_t short_length = (uint16_t)length;

    if (place->at) {
        return false;
    }
    if (length > UINT16_MAX || set->used > UINT32_MAX / 4) {
        abort(); /* a gigabyte of origins is no configuration */
    }
    while (set->room - set->used < length + LENGTH_BYTES) {
        set->room *= 2;
        set->arena = must(realloc(set->arena, set->room));
    }
    place->hash = hash;
    place->at = set->used + 1;
    memcpy(set->arena + set->used, &short_length, LENGTH_BYTES);
    memcpy(set->arena + set->used + LENGTH_BYTES, text, length);
    set->used += (uint32_t)length + LENGTH_BYTES;
    if (++set->count > set->mask - set->mask / 4) {
        grow_slots(set);
    }
    return true;
}

bool cors_stringset_has_hashed(const cors_stringset *set, uint32_t hash,
                               const char *text, size_t length)
{
    return find(set, hash, text, length)->at;
}

size_t cors_stringset_count(const cors_stringset *set)
{
    return set->count;
}

const char *cors_stringset_next(const cors_stringset *set, size_t *at,
                                size_t *length)
{
    const char *member = set->arena + *at;

    if (*at >= set->used) {
        return NULL;
    }
    *length = member_length(member);
    *at += LENGTH_BYTES + *length;
    return member + LENGTH_BYTES;
}
