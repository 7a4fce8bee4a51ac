/* SPDX-License-Identifier: Apache-2.0 */
#include "origincache.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

/* An origin that was taken from the list is allowed for a minute yet; one that
 * was put there need not wait as long. */
const cors_origincache cors_origincache_default = {
    .provider = "shmcb", .positive = 60, .negative = 10};

void cors_origincache_read(cors_origincache *cache, apr_pool_t *pool,
                           const cors_place *place, const char *word,
                           cors_problems *problems)
{
    size_t length = strcspn(word, ":");

    if (length == 0) {
        cors_problem_add(problems, place, "cache-provider", word,
                         "%s names no provider; write shmcb, "
                         "memcache:127.0.0.1:11211 or none",
                         cors_quoted(problems->pool, word));
        return;
    }
    cache->place = *place;
    cache->provider = strcasecmp(word, "none") == 0
                          ? NULL
                          : apr_pstrmemdup(pool, word, length);
    cache->arguments =
        word[length] ? apr_pstrdup(pool, word + length + 1) : NULL;
}

bool cors_origincache_is_used(const cors_origincache *cache)
{
    return cache->provider && (cache->positive || cache->negative);
}

void cors_origincache_refuse(const cors_origincache *cache,
                             const cors_place *statement,
                             cors_problems *problems)
{
    const char *name = cache->provider;

    cors_problem_add(problems, cache->place.file ? &cache->place : statement,
                     "cache-unknown", name,
                     "answers are to be remembered in %s, and no module that "
                     "is loaded has it; write LoadModule socache_%s_module "
                     "modules/mod_socache_%s.so, or CorsCredsOriginCache none",
                     cors_quoted(problems->pool, name), name, name);
}
