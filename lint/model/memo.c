/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/memo.h"

#include <stdio.h>
#include <apr_hash.h>
#include <apr_strings.h>

/* Of the pool's own notes. */
enum { NAME_ROOM = 40 };

static void name(char *room, const char *kind, unsigned options)
{
    snprintf(room, NAME_ROOM, "%s %u", kind, options);
}

void *lint_memo_find(apr_pool_t *pool, const char *kind, unsigned options,
                     const char *text)
{
    char key[NAME_ROOM];
    void *memo = NULL;

    name(key, kind, options);
    apr_pool_userdata_get(&memo, key, pool);
    return memo ? apr_hash_get(memo, text, APR_HASH_KEY_STRING) : NULL;
}

void lint_memo_keep(apr_pool_t *pool, const char *kind, unsigned options,
                    const char *text, const void *made)
{
    char key[NAME_ROOM];
    void *memo = NULL;

    name(key, kind, options);
    apr_pool_userdata_get(&memo, key, pool);
    if (!memo) {
        memo = apr_hash_make(pool);
        apr_pool_userdata_set(memo, key, NULL, pool);
    }
    apr_hash_set(memo, apr_pstrdup(pool, text), APR_HASH_KEY_STRING, made);
}
