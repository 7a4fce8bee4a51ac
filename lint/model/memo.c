/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/memo.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_tables.h>

/* Of the pool's own notes. */
static const char NOTE[] = "lint_memo";

/* What was compiled from texts as one kind of thing. */
typedef struct kept {
    const char *kind;
    unsigned options;
    apr_hash_t *made; /* by the text */
} kept;

struct lint_memo {
    apr_pool_t *pool;
    apr_array_header_t *kinds; /* of kept */
};

static lint_memo *memo_at(apr_pool_t *pool)
{
    void *memo = NULL;

    apr_pool_userdata_get(&memo, NOTE, pool);
    return memo;
}

lint_memo *lint_memo_begin(apr_pool_t *pool)
{
    lint_memo *memo = memo_at(pool);

    if (!memo) {
        memo = apr_palloc(pool, sizeof(*memo));
        memo->pool = pool;
        memo->kinds = apr_array_make(pool, 8, sizeof(kept));
        apr_pool_userdata_setn(memo, NOTE, NULL, pool);
    }
    return memo;
}

lint_memo *lint_memo_of(apr_pool_t *pool)
{
    apr_pool_t *at = pool;

    do {
        lint_memo *memo = memo_at(at);

        if (memo) {
            return memo;
        }
        at = apr_pool_parent_get(at);
    } while (at);
    return lint_memo_begin(pool);
}

apr_pool_t *lint_memo_pool(const lint_memo *memo)
{
    return memo->pool;
}

static apr_hash_t *find(const lint_memo *memo, const char *kind,
                        unsigned options)
{
    for (int i = 0; i < memo->kinds->nelts; i++) {
        const kept *one = &APR_ARRAY_IDX(memo->kinds, i, kept);

        if (one->options == options && strcmp(one->kind, kind) == 0) {
            return one->made;
        }
    }
    return NULL;
}

void *lint_memo_find(const lint_memo *memo, const char *kind, unsigned options,
                     const char *text)
{
    apr_hash_t *made = find(memo, kind, options);

    return made ? apr_hash_get(made, text, APR_HASH_KEY_STRING) : NULL;
}

void lint_memo_keep(lint_memo *memo, const char *kind, unsigned options,
                    const char *text, const void *thing)
{
    apr_hash_t *made = find(memo, kind, options);

    if (!made) {
        made = apr_hash_make(memo->pool);
        APR_ARRAY_PUSH(memo->kinds, kept) = (kept){kind, options, made};
    }
    apr_hash_set(made, text, APR_HASH_KEY_STRING, thing);
}
