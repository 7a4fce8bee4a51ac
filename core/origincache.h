/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CorsCredsOriginCache and CorsCredsOriginCacheTTL: for how long, and where,
 * the answers of a database are remembered. Who reads the configuration keeps
 * them.
 */
#ifndef CORS_ORIGINCACHE_H
#define CORS_ORIGINCACHE_H

#include <stdbool.h>
#include <apr_pools.h>
#include "problem.h"

typedef struct cors_origincache {
    const char *provider;  /* NULL: nothing is remembered */
    const char *arguments; /* of the provider, or NULL */
    int positive;          /* seconds; 0: not remembered */
    int negative;
    cors_place place; /* of the provider; no file where it is the default */
} cors_origincache;

extern const cors_origincache cors_origincache_default;

/* Takes "PROVIDER[:ARGUMENTS]" or "none"; the strings are copied into pool. */
void cors_origincache_read(cors_origincache *cache, apr_pool_t *pool,
                           const cors_place *place, const char *word,
                           cors_problems *problems);

/* True when answers are remembered at all, so that the provider is needed. */
bool cors_origincache_is_used(const cors_origincache *cache);

/* Adds that no module has the provider, at its place or, where it is the
 * default, at that of a statement. */
void cors_origincache_refuse(const cors_origincache *cache,
                             const cors_place *statement,
                             cors_problems *problems);

#endif
