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

const cors_candidate_list *lint_disguises(apr_pool_t *pool,
                                          const cors_candidate_list *hosts)
{
    static const char *const schemes[] = {"https://", "http://"};
    cors_candidate_list *list = cors_candidate_list_create(pool, DISGUISES_MAX);

    for (size_t i = 0; i < 2; i++) {
        for (int j = 0; j < hosts->texts->nelts; j++) {
            const char *host = APR_ARRAY_IDX(hosts->texts, j, const char *);

            for (size_t k = 0; k < sizeof(disguises) / sizeof(disguises[0]);
                 k++) {
                cors_candidate_list_add_origin(
                    list, schemes[i],
                    apr_pstrcat(pool, disguises[k].before, host,
                                disguises[k].after, NULL));
            }
            for (size_t k = 0; k < sizeof(odd) / sizeof(odd[0]); k++) {
                cors_candidate_list_add(
                    list, apr_pstrcat(pool, schemes[i], host, odd[k],
                                      ".evil.example", NULL));
            }
        }
    }
    return list;
}
