/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A set of byte strings that is filled when the configuration is read and
 * asked on every request. Open addressing over eight-byte slots and one arena
 * of bytes: about 50 bytes an origin, and the same cost for one member as for
 * 100,000. Only the configuration adds members, so the hash needs no secret.
 */
#ifndef CORS_STRINGSET_H
#define CORS_STRINGSET_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_pools.h>
#include "hash.h"

typedef struct cors_stringset cors_stringset;

/* An empty set. It grows by malloc, so that no outgrown table stays in the
 * pool, and is freed with the pool. */
cors_stringset *cors_stringset_create(apr_pool_t *pool);

/* Adds the length bytes at text, which are copied; false when they are a
 * member already. Aborts the process when memory is exhausted, as APR's pools
 * do under httpd. */
bool cors_stringset_add(cors_stringset *set, const char *text, size_t length);

/* True when the length bytes at text, of which hash is cors_hash_of, are a
 * member. */
bool cors_stringset_has_hashed(const cors_stringset *set, uint32_t hash,
                               const char *text, size_t length);

/* True when the length bytes at text are a member. */
static inline bool cors_stringset_has(const cors_stringset *set,
                                      const char *text, size_t length)
{
    return cors_stringset_has_hashed(set, cors_hash_of(text, length), text,
                                     length);
}

/* How many members there are. */
size_t cors_stringset_count(const cors_stringset *set);

/* Walks the members in the order in which they were added: *at starts at 0;
 * returns the next member and its length, NULL after the last one. The
 * pointer is good until the next addition. */
const char *cors_stringset_next(const cors_stringset *set, size_t *at,
                                size_t *length);

#endif
