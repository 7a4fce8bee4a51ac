/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The hash of short texts: the look-ups that every request pays for.
 */
#ifndef CORS_HASH_H
#define CORS_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A number for the length bytes at text, nearly always another one for other
 * bytes. Eight bytes a step, the last step over the last eight bytes, whatever
 * it overlaps: origins are about 30 bytes, and a byte-wise hash would cost more
 * than the rest of the look-up. Who looks for two texts of one number finds
 * them. */
static inline uint32_t cors_hash_of(const char *text, size_t length)
{
    const uint64_t prime = UINT64_C(0x9e3779b97f4a7c15);
    const char *last;
    uint64_t hash = length * prime;
    uint64_t bytes = 0;

    if (length < sizeof(bytes)) {
        memcpy(&bytes, text, length);
        return (uint32_t)(((hash ^ bytes) * prime) >> 32);
    }
    last = text + length - sizeof(bytes);
    for (; text < last; text += sizeof(bytes)) {
        memcpy(&bytes, text, sizeof(bytes));
        hash = (hash ^ bytes) * prime;
        hash ^= hash >> 32;
    }
    memcpy(&bytes, last, sizeof(bytes));
    return (uint32_t)(((hash ^ bytes) * prime) >> 32);
}

#endif
