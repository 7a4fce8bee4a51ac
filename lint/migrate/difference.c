/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/difference.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_strings.h>

bool lint_comparison_is_cookie(const lint_comparison *comparison)
{
    return strcmp(comparison->request, "Set-Cookie") == 0;
}

/* Equal for comparisons that say the same of one URL. */
static const char *key_of(apr_pool_t *pool, const lint_comparison *comparison)
{
    bool cookie = lint_comparison_is_cookie(comparison);
    bool answers = !cookie && !comparison->common;

    return apr_pstrcat(pool, cookie ? "cookie\n" : "\n", comparison->url, "\n",
                       comparison->why, "\n", answers ? comparison->before : "",
                       "\n", answers ? comparison->after : "", NULL);
}

static void add_asker(apr_hash_t *known, const char *key,
                      lint_difference *difference,
                      const lint_comparison *comparison)
{
    apr_pool_t *pool = difference->askers->pool;
    const char *whole = apr_pstrcat(
        pool, key, "\n", comparison->origin ? comparison->origin : "\n", NULL);
    lint_asker *asker = apr_hash_get(known, whole, APR_HASH_KEY_STRING);

    if (!asker) {
        asker = apr_pcalloc(pool, sizeof(*asker));
        asker->first = comparison;
        apr_hash_set(known, whole, APR_HASH_KEY_STRING, asker);
        APR_ARRAY_PUSH(difference->askers, lint_asker *) = asker;
    }
    asker->count++;
}

static void group(apr_pool_t *pool, const lint_proof *proof,
                  lint_outcome outcome, apr_array_header_t *differences)
{
    apr_hash_t *known = apr_hash_make(pool);
    apr_hash_t *askers = apr_hash_make(pool);

    for (int i = 0; i < proof->list->nelts; i++) {
        const lint_comparison *comparison =
            &APR_ARRAY_IDX(proof->list, i, lint_comparison);
        const char *key;
        lint_difference *difference;

        if (comparison->outcome != outcome) {
            continue;
        }
        key = key_of(pool, comparison);
        difference = apr_hash_get(known, key, APR_HASH_KEY_STRING);
        if (!difference) {
            difference = apr_pcalloc(pool, sizeof(*difference));
            difference->first = comparison;
            difference->askers = apr_array_make(pool, 4, sizeof(lint_asker *));
            apr_hash_set(known, key, APR_HASH_KEY_STRING, difference);
            APR_ARRAY_PUSH(differences, lint_difference *) = difference;
        }
        difference->count++;
        add_asker(askers, key, difference, comparison);
    }
}

apr_array_header_t *lint_proof_differences(apr_pool_t *pool,
                                           const lint_proof *proof)
{
    apr_array_header_t *differences =
        apr_array_make(pool, 8, sizeof(lint_difference *));

    for (int outcome = LINT_OUTCOME_CLOSED; outcome < LINT_OUTCOMES;
         outcome++) {
        group(pool, proof, (lint_outcome)outcome, differences);
    }
    return differences;
}
