/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/report.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_lib.h>
#include <apr_md5.h>
#include <apr_strings.h>
#include "lint/report/escape.h"

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

void lint_fingerprints_set(const lint_result *result)
{
    apr_pool_t *pool = result->pool;
    apr_hash_t *counts = apr_hash_make(pool);

    for (int i = 0; i < result->findings->nelts; i++) {
        lint_finding *finding =
            APR_ARRAY_IDX(result->findings, i, lint_finding *);
        const char *kind = kind_of(pool, result, finding);
        int *count = apr_hash_get(counts, kind, APR_HASH_KEY_STRING);

        if (!count) {
            count = apr_pcalloc(pool, sizeof(*count));
            apr_hash_set(counts, kind, APR_HASH_KEY_STRING, count);
        }
        kind = apr_psprintf(pool, "%s\n%d", kind, (*count)++);
        finding->fingerprint = digest(pool, kind, strlen(kind));
    }
}
