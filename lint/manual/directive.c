/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/manual/directive.h"

#include <string.h>
#include <apr_strings.h>

const char *lint_directive_syntax(apr_pool_t *pool, const cors_directive *row)
{
    return apr_pstrcat(pool, row->name, " ", row->argument, NULL);
}

/* The word with that index of "A|B|C". */
static const char *choice(apr_pool_t *pool, const char *words, int index)
{
    while (index-- > 0) {
        words += strcspn(words, "|") + 1;
    }
    return apr_pstrmemdup(pool, words, strcspn(words, "|"));
}

const char *lint_directive_default(apr_pool_t *pool, const cors_directive *row)
{
    const cors_origincache *cache = &cors_origincache_default;

    switch (row->kind) {
    case CORS_KIND_CHOICE:
        return choice(pool, row->words, row->initial);
    case CORS_KIND_NUMBER:
        return row->initial == CORS_UNSET ? NULL : apr_itoa(pool, row->initial);
    case CORS_KIND_CACHE:
        return cache->provider;
    case CORS_KIND_LIFETIMES:
        return apr_psprintf(pool, "%d %d", cache->positive, cache->negative);
    case CORS_KIND_UNSAFE:
    case CORS_KIND_ORIGINS:
    case CORS_KIND_REGEXES:
    case CORS_KIND_FILE:
    case CORS_KIND_DATABASE:
    case CORS_KIND_METHODS:
    case CORS_KIND_HEADERS:
    case CORS_KIND_EXPOSED:
    case CORS_KIND_COOKIES:
        break;
    }
    return NULL;
}

const char *lint_directive_context(const cors_directive *row)
{
    return row->global        ? "server config, outside of every section"
           : row->server_only ? "server config, virtual host, directory"
                              : "server config, virtual host, directory, "
                                ".htaccess (AllowOverride FileInfo)";
}
