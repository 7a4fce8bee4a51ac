/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the answers of databases are remembered: one cache for all processes,
 * kept by whichever of httpd's socache providers CorsCredsOriginCache names.
 *
 * Whatever goes wrong with it, the database is asked.
 */
#ifndef CORS_MODULE_ORIGINCACHE_H
#define CORS_MODULE_ORIGINCACHE_H

#include <apr_sha1.h>
#include "module.h"

typedef enum cors_remembered {
    CORS_NOT_REMEMBERED,
    CORS_REMEMBERED_ALLOWED,
    CORS_REMEMBERED_DENIED
} cors_remembered;

/* Names an answer: one of a database, to a statement, about an origin. */
typedef unsigned char cors_cache_key[APR_SHA1_DIGESTSIZE];

/* Hook pre_config: lets the Mutex directive know the cache's name. */
int cors_origincache_register(apr_pool_t *pconf, apr_pool_t *plog,
                              apr_pool_t *ptemp);

/* Makes the cache that the configuration describes, for databases that were
 * first named at place; or adds the problem. pconf is the configuration's. */
void cors_origincache_make(apr_pool_t *pconf, apr_pool_t *ptemp,
                           const cors_origincache *described,
                           const cors_place *place, cors_problems *problems);

/* Opens the cache that was made; nothing where none was. Hook post_config. */
int cors_origincache_open(apr_pool_t *pconf, apr_pool_t *plog,
                          apr_pool_t *ptemp, server_rec *main_server);

/* Hook child_init. */
void cors_origincache_child(apr_pool_t *pchild, server_rec *main_server);

/* What is remembered under the key of this very origin. */
cors_remembered cors_origincache_recall(request_rec *r,
                                        const cors_cache_key key,
                                        const cors_origin *origin);

/* Remembers it for as long as CorsCredsOriginCacheTTL says. */
void cors_origincache_keep(request_rec *r, const cors_cache_key key,
                           const cors_origin *origin, bool allowed);

#endif
