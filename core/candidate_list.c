/* SPDX-License-Identifier: Apache-2.0 */
#include "candidate_list.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "origin.h"

/* Dots that are varied in one host. */
#define DOTS_MAX 6

/* A host that stands in the expression, varied: most telling first. */
static const struct {
    const char *before;
    const char *after;
} variations[] = {
    {"https://", ""},
    {"https://evil", ""},
    {"https://", ".evil.example"},
    {"https://evil.", ""},
    {"https://evil-", ""},
    {"https://", "x"},
    {"https://", "-evil.example"},
    {"https://", "evil.example"},
    {"http://", ""},
    {"http://evil.", ""},
    {"https://", ":8443"},
    {"http://", ":8080"},
    {"https://", "."},
    {"https://x.evil.example.", ""},
};
#define VARIATIONS (sizeof(variations) / sizeof(variations[0]))

cors_candidate_list *cors_candidate_list_create(apr_pool_t *pool, int limit)
{
    cors_candidate_list *list = apr_palloc(pool, sizeof(*list));

    list->pool = pool;
    list->texts = apr_array_make(pool, 32, sizeof(const char *));
    list->known = apr_hash_make(pool);
    list->limit = limit;
    return list;
}

void cors_candidate_list_add(cors_candidate_list *list, const char *text)
{
    if (list->texts->nelts < list->limit &&
        !apr_hash_get(list->known, text, APR_HASH_KEY_STRING)) {
        const char *copy = apr_pstrdup(list->pool, text);

        APR_ARRAY_PUSH(list->texts, const char *) = copy;
        apr_hash_set(list->known, copy, APR_HASH_KEY_STRING, copy);
    }
}

bool cors_candidate_list_add_origin(cors_candidate_list *list,
                                    const char *scheme, const char *authority)
{
    char text[CORS_ORIGIN_MAX + 1];
    size_t head = strlen(scheme);
    size_t length = head + strlen(authority);
    cors_origin origin;

    if (length > CORS_ORIGIN_MAX) {
        return false;
    }
    memcpy(text, scheme, head);
    memcpy(text + head, authority, length - head + 1);
    if (!cors_origin_parse(text, length, &origin)) {
        return false;
    }
    cors_candidate_list_add(list, text);
    return true;
}

/* A host's last bytes, from `at` on, in another way. */
static void add_spliced(cors_candidate_list *list, const char *host,
                        const char *at, const char *middle, const char *rest)
{
    cors_candidate_list_add_origin(
        list, "https://",
        apr_pstrcat(list->pool,
                    apr_pstrmemdup(list->pool, host, (apr_size_t)(at - host)),
                    middle, rest, NULL));
}

/* Each dot replaced, and what follows it swallowed. */
static void vary_dots(cors_candidate_list *list, const char *host)
{
    const char *dot = strchr(host + 1, '.');

    for (int i = 0; dot && i < DOTS_MAX; i++, dot = strchr(dot + 1, '.')) {
        add_spliced(list, host, dot, "x", dot + 1);
        add_spliced(list, host, dot, "-", dot + 1);
        add_spliced(list, host, dot, ".evil.example", "");
        add_spliced(list, host, dot, ".net", "");
    }
    add_spliced(list, host, host + strlen(host) - 1, "", "");
}

/* No browser sends capitals; an expression that ignores case admits them. */
static void add_capitals(cors_candidate_list *list, const char *host)
{
    char *text = apr_pstrcat(list->pool, "https://", host, NULL);

    for (char *at = text + strlen("https://"); *at; at++) {
        *at = (char)apr_toupper(*at);
    }
    cors_candidate_list_add(list, text);
}

void cors_candidate_list_vary(cors_candidate_list *list,
                              const cors_candidate_list *hosts)
{
    for (size_t i = 0; i < VARIATIONS + 2; i++) {
        for (int j = 0; j < hosts->texts->nelts; j++) {
            const char *host = APR_ARRAY_IDX(hosts->texts, j, const char *);

            if (i < VARIATIONS) {
                cors_candidate_list_add_origin(
                    list, variations[i].before,
                    apr_pstrcat(list->pool, host, variations[i].after, NULL));
                if (*host == '.') {
                    cors_candidate_list_add_origin(
                        list, variations[i].before,
                        apr_pstrcat(list->pool, host + 1, variations[i].after,
                                    NULL));
                }
            } else if (i == VARIATIONS) {
                vary_dots(list, host);
            } else {
                add_capitals(list, *host == '.' ? host + 1 : host);
            }
        }
    }
}
