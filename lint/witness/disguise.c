/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/disguise.h"

#include <string.h>
#include <apr_strings.h>

enum { DISGUISES_MAX = 4000 };

static const struct {
    const char *before;
    const char *after;
} disguises[] = {
    {"", ""},
    {"evil", ""},
    {"evil-", ""},
    {"evil.", ""},
    {"", ".evil.example"},
    {"", "evil.example"},
    {"", "-evil.example"},
    {"", "_.evil.example"},
};

/* Bytes of a host in the URL standard (section 3.5, what is no forbidden
 * domain code point) that name servers answer to below a wildcard record:
 * Safari sends them as they are, Chromium some of them escaped. */
static const char *const odd[] = {"`", "{", "}", "!", "$", "&", "'",  "(",  ")",
                                  "*", "+", ",", ";", "=", "~", "\"", "%60"};

const cors_candidate_list *lint_disguises(apr_pool_t *pool, const char *scheme,
                                          const cors_candidate_list *hosts)
{
    cors_candidate_list *list = cors_candidate_list_create(pool, DISGUISES_MAX);

    for (int i = 0; i < hosts->texts->nelts; i++) {
        const char *host = APR_ARRAY_IDX(hosts->texts, i, const char *);

        for (size_t j = 0; j < sizeof(disguises) / sizeof(disguises[0]); j++) {
            cors_candidate_list_add_origin(
                list, scheme,
                apr_pstrcat(pool, disguises[j].before, host, disguises[j].after,
                            NULL));
        }
        for (size_t j = 0; j < sizeof(odd) / sizeof(odd[0]); j++) {
            cors_candidate_list_add(
                list,
                apr_pstrcat(pool, scheme, host, odd[j], ".evil.example", NULL));
        }
    }
    return list;
}
