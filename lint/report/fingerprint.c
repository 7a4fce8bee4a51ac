/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A finding keeps its fingerprint while others come and go around it, as far
 * as that is possible: equal ones are numbered once, when the first of them is
 * asked for, and what is taken out of the result later leaves no gap to close.
 */
#include "lint/report/report.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_lib.h>
#include <apr_md5.h>
#include <apr_strings.h>
#include "lint/report/escape.h"

/* Kept with the result's pool. */
#define KEY "lint_finding_fingerprint"

typedef struct fingerprints {
    apr_pool_t *pool;
    apr_hash_t *known;  /* const lint_finding * to its fingerprint */
    apr_hash_t *counts; /* what several can share, to int */
} fingerprints;

static const char *digest(apr_pool_t *pool, const char *text, size_t bytes)
{
    unsigned char sum[APR_MD5_DIGESTSIZE];
    char *hexadecimal = apr_palloc(pool, 2 * sizeof(sum) + 1);

    apr_md5(sum, text, bytes);
    for (size_t i = 0; i < sizeof(sum); i++) {
        apr_snprintf(hexadecimal + 2 * i, 3, "%02x", sum[i]);
    }
    return hexadecimal;
}

/* The text without white space. */
static char *squeeze(apr_pool_t *pool, const char *text)
{
    char *squeezed = apr_palloc(pool, strlen(text) + 1);
    char *out = squeezed;

    for (; *text; text++) {
        if (!apr_isspace(*text)) {
            *out++ = *text;
        }
    }
    *out = '\0';
    return squeezed;
}

/* What a finding may have in common with others. */
static const char *kind_of(apr_pool_t *pool, const lint_result *result,
                           const lint_finding *finding)
{
    const char *line = lint_result_line(result, &finding->place);

    return apr_pstrcat(pool, finding->id, "\n",
                       lint_path_trim(finding->place.file), "\n",
                       squeeze(pool, line ? line : finding->message), NULL);
}

static void number(fingerprints *all, const lint_result *result,
                   const lint_finding *finding)
{
    const lint_finding **key;
    const char *kind;
    int *count;

    if (apr_hash_get(all->known, &finding, sizeof(finding))) {
        return;
    }
    kind = kind_of(all->pool, result, finding);
    count = apr_hash_get(all->counts, kind, APR_HASH_KEY_STRING);
    if (!count) {
        count = apr_pcalloc(all->pool, sizeof(*count));
        apr_hash_set(all->counts, kind, APR_HASH_KEY_STRING, count);
    }
    kind = apr_psprintf(all->pool, "%s\n%d", kind, (*count)++);
    key = apr_palloc(all->pool, sizeof(const lint_finding *));
    *key = finding;
    apr_hash_set(all->known, key, sizeof(const lint_finding *),
                 digest(all->pool, kind, strlen(kind)));
}

static fingerprints *fingerprints_of(apr_pool_t *pool)
{
    void *kept = NULL;
    fingerprints *all;

    apr_pool_userdata_get(&kept, KEY, pool);
    if (kept) {
        return kept;
    }
    all = apr_palloc(pool, sizeof(*all));
    all->pool = pool;
    all->known = apr_hash_make(pool);
    all->counts = apr_hash_make(pool);
    apr_pool_userdata_setn(all, KEY, NULL, pool);
    return all;
}

const char *lint_finding_fingerprint(const lint_result *result,
                                     const lint_finding *finding)
{
    fingerprints *all = fingerprints_of(result->pool);

    if (!apr_hash_get(all->known, &finding, sizeof(finding))) {
        for (int i = 0; i < result->findings->nelts; i++) {
            number(all, result,
                   APR_ARRAY_IDX(result->findings, i, const lint_finding *));
        }
        number(all, result, finding);
    }
    return apr_hash_get(all->known, &finding, sizeof(finding));
}
