/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The origins that were denied last, in memory that processes share. Whoever
 * sends requests decides what is in it: it is bounded, and nobody waits.
 */
#ifndef CORS_MODULE_DENIED_H
#define CORS_MODULE_DENIED_H

#include <stdint.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include <apr_time.h>

#define CORS_DENIED_MAX 32

/* Bytes of an origin that are kept; what is longer is no origin. */
#define CORS_DENIED_BYTES 326

/* Whoever makes the sequence odd may write; who reads it odd, or another one
 * behind than before, has read nothing. */
typedef struct cors_denied_entry {
    uint32_t sequence;
    uint32_t hash; /* of the origin; 0: free */
    uint64_t count;
    uint64_t last;
    char origin[CORS_DENIED_BYTES + 1];
} cors_denied_entry;

/* All zeros at first. */
typedef struct cors_denied {
    cors_denied_entry entries[CORS_DENIED_MAX];
} cors_denied;

typedef struct cors_denial {
    const char *origin; /* as it was sent: any bytes but NUL */
    uint64_t count;
    apr_time_t last;
} cors_denial;

/* Remembers an origin, and counts it. hash is cors_hash_of the origin, 0 when
 * it is not known. */
void cors_denied_add(cors_denied *denied, const char *origin, uint32_t hash,
                     apr_time_t now);

/* Pushes what is remembered, the last one first, to an array of cors_denial;
 * strings are from pool. */
void cors_denied_read(apr_pool_t *pool, const cors_denied *denied,
                      apr_array_header_t *list);

/* A number for a text, never 0: nearly always another one for another text. */
uint32_t cors_denied_number(const char *text);

#endif
