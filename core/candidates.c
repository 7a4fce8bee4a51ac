/* SPDX-License-Identifier: Apache-2.0 */
#include "candidates.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "candidate_list.h"
#include "origin.h"
#include "publicsuffix.h"
#include "regex_sample.h"
#include "regex_spelled.h"

/* How many origins are looked at to find the most telling ones: of samples in
 * which a wildcard varies, of plain ones, and of all. */
#define STRANGE_MAX 2000
#define PLAIN_MAX 500
#define ALL_MAX 4000

/* Hosts of the expression that are varied. */
#define STEMS_MAX 128

/* What an expression that admits everything admits. */
static const char *const strangers[] = {
    "https://evil.example",      "http://evil.example",
    "https://evil.example:8443", "https://evil.com",
    "https://evil.net",          "https://evil.co.uk",
    "https://evil.github.io",    "https://evil",
    "https://192.0.2.1",         "https://[2001:db8::1]",
    "https://localhost",         "http://localhost:8080",
    "http://127.0.0.1",
};

/* What the samples of an expression come to. */
typedef struct harvest {
    cors_candidate_list *strange; /* a wildcard was varied */
    cors_candidate_list *plain;
    cors_candidate_list *stems; /* hosts, perhaps with a dot before them */
} harvest;

/* A sample that is no origin may lack its scheme, or have more than an origin
 * has: what may be its authority is taken, under both usual schemes. */
static bool take_sample(void *baton, const char *sample, bool plain)
{
    harvest *h = baton;
    cors_candidate_list *origins = plain ? h->plain : h->strange;
    char text[CORS_ORIGIN_MAX + 1];
    char *authority;
    size_t length = strlen(sample);
    bool whole;

    if (length > CORS_ORIGIN_MAX) {
        return true;
    }
    for (size_t i = 0; i <= length; i++) {
        text[i] = (char)apr_tolower(sample[i]);
    }
    whole = cors_candidate_list_add_origin(origins, "", text) &&
            strncmp(text, "http", 4) == 0;
    authority = strstr(text, "//");
    authority = authority ? authority + 2 : text;
    authority[strcspn(authority, "/?#@ ")] = '\0';
    if (!whole) {
        cors_candidate_list_add_origin(origins, "https://", authority);
        cors_candidate_list_add_origin(origins, "http://", authority);
    }
    if (authority[0] != '[') {
        authority[strcspn(authority, ":")] = '\0';
    }
    if (plain && *authority) {
        cors_candidate_list_add(h->stems, authority);
    }
    return origins->texts->nelts < origins->limit;
}

static bool is_host_byte(char byte)
{
    return apr_isalnum(byte) || byte == '-' || byte == '.';
}

/* The text of an expression that is no tree: without its backslashes, in small
 * letters. */
static char *flattened(apr_pool_t *pool, const char *regex)
{
    char *flat = apr_palloc(pool, strlen(regex) + 1);
    char *to = flat;

    for (; *regex; regex++) {
        if (*regex != '\\') {
            *to++ = (char)apr_tolower(*regex);
        }
    }
    *to = '\0';
    return flat;
}

/* Whatever in it looks like a host. */
static void scrape_stems(cors_candidate_list *stems, const char *regex)
{
    char *at = flattened(stems->pool, regex);

    while (*at) {
        char *end = at;
        char rest;

        while (is_host_byte(*end)) {
            end++;
        }
        rest = *end;
        *end = '\0';
        if (strchr(at, '.')) {
            cors_candidate_list_add(stems, at);
        }
        at = rest ? end + 1 : end;
    }
}

static void add_all(cors_candidate_list *to, const cors_candidate_list *from)
{
    for (int i = 0; i < from->texts->nelts; i++) {
        cors_candidate_list_add(to,
                                APR_ARRAY_IDX(from->texts, i, const char *));
    }
}

/* Every candidate, whether there is room for it or not. */
static cors_candidate_list *collect(apr_pool_t *pool, cors_regex_node *root,
                                    const char *regex)
{
    cors_candidate_list *all = cors_candidate_list_create(pool, ALL_MAX);
    harvest h = {cors_candidate_list_create(pool, STRANGE_MAX),
                 cors_candidate_list_create(pool, PLAIN_MAX),
                 cors_candidate_list_create(pool, STEMS_MAX)};

    for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
        cors_candidate_list_add(all, strangers[i]);
    }
    cors_candidate_list_add(all, "null");
    if (root) {
        cors_regex_sample(root, take_sample, &h);
    } else {
        scrape_stems(h.stems, regex);
    }
    add_all(all, h.strange);
    add_all(all, h.plain);
    cors_candidate_list_vary(all, h.stems);
    return all;
}

static bool is_written(apr_pool_t *pool, const cors_regex_node *root,
                       const char *regex, const char *text, size_t length)
{
    return root ? cors_regex_spells(root, text, length)
                : strstr(flattened(pool, regex), text) != NULL;
}

static bool is_meant(apr_pool_t *pool, const cors_regex_node *root,
                     const char *regex, const char *host)
{
    static const char loopback[] = "localhost";
    const char *domain = cors_registrable_domain(host);
    /* A public suffix, or a name without a dot: nothing but itself will do. */
    char *owner = apr_pstrdup(pool, domain ? domain : host);
    size_t length = strlen(owner);

    if (length && owner[length - 1] == '.') {
        owner[--length] = '\0';
    }
    for (char *at = owner; *at; at++) {
        *at = (char)apr_tolower(*at);
    }
    if (is_written(pool, root, regex, owner, length)) {
        return true;
    }
    /* All names below localhost belong to one owner: who sits there. */
    return length > sizeof(loopback) &&
           strcmp(owner + length - sizeof(loopback) + 1, loopback) == 0 &&
           cors_host_is_loopback(owner, length) &&
           is_written(pool, root, regex, loopback, sizeof(loopback) - 1);
}

/* Adds the candidates of strangers, or those of owners who were meant, until
 * there are so many. */
static void add_judged(cors_candidate_list *to, const cors_candidate_list *all,
                       const bool *strange, bool wanted, int enough)
{
    for (int i = 0; i < all->texts->nelts && to->texts->nelts < enough; i++) {
        if (strange[i] == wanted) {
            cors_candidate_list_add(to,
                                    APR_ARRAY_IDX(all->texts, i, const char *));
        }
    }
}

/* Most of the room is for the origins of strangers, wherever in a long
 * expression they come from. */
apr_array_header_t *cors_candidates(apr_pool_t *pool, const char *regex,
                                    int limit)
{
    cors_candidate_list *result = cors_candidate_list_create(pool, limit);
    apr_pool_t *scratch;
    cors_regex_node *root;
    cors_candidate_list *all;
    bool *strange;

    apr_pool_create(&scratch, pool);
    root = cors_regex_tree_parse(scratch, regex);
    all = collect(scratch, root, regex);
    strange =
        apr_pcalloc(scratch, (size_t)all->texts->nelts * sizeof(*strange));
    for (int i = 0; i < all->texts->nelts; i++) {
        const char *text = APR_ARRAY_IDX(all->texts, i, const char *);
        cors_origin origin;

        strange[i] = cors_origin_parse(text, strlen(text), &origin) &&
                     !is_meant(scratch, root, regex,
                               apr_pstrmemdup(scratch, text + origin.host_at,
                                              origin.host_length));
    }
    add_judged(result, all, strange, true, limit - limit / 4);
    add_judged(result, all, strange, false, limit);
    add_judged(result, all, strange, true, limit);
    apr_pool_destroy(scratch);
    return result->texts;
}

bool cors_candidate_is_meant(apr_pool_t *pool, const char *regex,
                             const char *host)
{
    apr_pool_t *scratch;
    bool meant;

    apr_pool_create(&scratch, pool);
    meant =
        is_meant(scratch, cors_regex_tree_parse(scratch, regex), regex, host);
    apr_pool_destroy(scratch);
    return meant;
}
