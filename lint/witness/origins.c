/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/origins.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/candidate_list.h"
#include "core/candidates.h"
#include "core/origin.h"
#include "core/publicsuffix.h"
#include "core/regex_spelled.h"
#include "core/regex_tree.h"

static const char stranger[] = "https://evil.example";

enum {
    CANDIDATES_MAX = 96, /* of one pattern */
    SAME_KIND_MAX = 12   /* the first ones tell as much as the others */
};

/* What a pattern spells, to tell what it was meant for. */
typedef struct reading {
    const lint_origin_pattern *pattern;
    cors_regex_node *root; /* NULL: its text is taken as it stands */
} reading;

typedef struct guesser {
    apr_pool_t *pool;
    apr_array_header_t *readings; /* of reading */
    cors_candidate_list *origins;
    /* The named owners' domains, and the whole hosts that are named. */
    cors_candidate_list *domains;
    cors_candidate_list *hosts;
    apr_array_header_t *guesses;
} guesser;

static bool spells(const guesser *g, const char *text)
{
    size_t bytes = strlen(text);

    for (int i = 0; i < g->readings->nelts; i++) {
        const reading *one = &APR_ARRAY_IDX(g->readings, i, reading);

        if (one->root ? cors_regex_spells(one->root, text, bytes)
                      : strstr(one->pattern->text, text) != NULL) {
            return true;
        }
    }
    return false;
}

static bool is_private_address(const char *host)
{
    return strncmp(host, "10.", 3) == 0 || strncmp(host, "192.168.", 8) == 0 ||
           (strncmp(host, "172.", 4) == 0 && atoi(host + 4) >= 16 &&
            atoi(host + 4) <= 31);
}

static bool ends_with(const char *text, const char *end)
{
    size_t bytes = strlen(text);
    size_t tail = strlen(end);

    return bytes >= tail && strcmp(text + bytes - tail, end) == 0;
}

/* Hosts of developers' machines, and the schemes of app shells. */
static bool is_dev(const char *origin, const char *host)
{
    static const char *const tails[] = {".local",       ".localhost", ".test",
                                        ".localdomain", ".internal",  ".lan"};
    static const char *const schemes[] = {"capacitor:", "ionic:", "file:"};

    for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
        if (ends_with(host, tails[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        if (strncmp(origin, schemes[i], strlen(schemes[i])) == 0) {
            return true;
        }
    }
    return cors_host_is_loopback(host, strlen(host)) ||
           is_private_address(host);
}

/* One host is another but for bytes that stand where the other has a dot. */
static bool differs_in_dots(const char *host, const char *named)
{
    bool differs = false;

    if (strlen(host) != strlen(named)) {
        return false;
    }
    for (; *host; host++, named++) {
        if (*host != *named) {
            if (*named != '.') {
                return false;
            }
            differs = true;
        }
    }
    return differs;
}

static bool is_dotless(const guesser *g, const char *host)
{
    const cors_candidate_list *lists[] = {g->hosts, g->domains};

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        for (int j = 0; j < lists[i]->texts->nelts; j++) {
            if (differs_in_dots(
                    host, APR_ARRAY_IDX(lists[i]->texts, j, const char *))) {
                return true;
            }
        }
    }
    return false;
}

/* The kind of a host whose owner nobody named. */
static lint_origin_kind kind_of_foreign(const guesser *g, const char *host)
{
    const char *dot = strchr(host, '.');

    if (dot && strchr(dot + 1, '.') && cors_is_public_suffix(dot + 1) &&
        spells(g, dot + 1)) {
        return LINT_ORIGIN_SHARED;
    }
    if (is_dotless(g, host)) {
        return LINT_ORIGIN_DOT;
    }
    for (int i = 0; i < g->domains->texts->nelts; i++) {
        const char *domain = APR_ARRAY_IDX(g->domains->texts, i, const char *);

        if (ends_with(host, domain)) {
            return LINT_ORIGIN_PREFIXED;
        }
    }
    for (int i = 0; i < g->domains->texts->nelts; i++) {
        if (strstr(host, APR_ARRAY_IDX(g->domains->texts, i, const char *))) {
            return LINT_ORIGIN_SUFFIXED;
        }
    }
    return LINT_ORIGIN_STRANGER;
}

/* The host of an origin, in small letters; NULL when it is none. */
static const char *host_of(apr_pool_t *pool, const char *text)
{
    const char *at = strstr(text, "://");
    char *host;

    if (!at) {
        return NULL;
    }
    at += 3;
    host = apr_pstrmemdup(pool, at,
                          *at == '[' ? strcspn(at, "]") + (strchr(at, ']') != 0)
                                     : strcspn(at, ":/"));
    for (char *byte = host; *byte; byte++) {
        *byte = (char)apr_tolower(*byte);
    }
    return *host ? host : NULL;
}

static bool is_meant(const guesser *g, const char *host)
{
    const char *domain = cors_registrable_domain(host);

    return spells(g, domain ? domain : host);
}

static lint_origin_kind kind_of(const guesser *g, const char *origin)
{
    const char *host = host_of(g->pool, origin);

    if (strcmp(origin, "null") == 0) {
        return LINT_ORIGIN_NULL;
    }
    if (!host || strcmp(origin, stranger) == 0) {
        return LINT_ORIGIN_STRANGER;
    }
    if (!is_meant(g, host)) {
        return kind_of_foreign(g, host);
    }
    if (is_dev(origin, host)) {
        return LINT_ORIGIN_DEV;
    }
    if (!spells(g, host)) {
        return LINT_ORIGIN_SUBDOMAIN;
    }
    return strncmp(origin, "http://", 7) == 0 ? LINT_ORIGIN_PLAIN_HTTP
                                              : LINT_ORIGIN_MEANT;
}

/* The origins of one pattern, and the hosts in it. */
static void read_pattern(guesser *g, const lint_origin_pattern *pattern)
{
    bool searched = pattern->regex || pattern->substring;
    reading one = {.pattern = pattern,
                   .root = pattern->regex
                               ? cors_regex_tree_parse(g->pool, pattern->text)
                               : NULL};

    APR_ARRAY_PUSH(g->readings, reading) = one;
    if (!searched) {
        cors_candidate_list_add(g->origins, pattern->text);
    } else {
        const apr_array_header_t *candidates =
            cors_candidates(g->pool, pattern->text, CANDIDATES_MAX);

        for (int i = 0; i < candidates->nelts; i++) {
            cors_candidate_list_add(g->origins,
                                    APR_ARRAY_IDX(candidates, i, const char *));
        }
    }
}

static void name_hosts(guesser *g)
{
    for (int i = 0; i < g->origins->texts->nelts; i++) {
        const char *host =
            host_of(g->pool, APR_ARRAY_IDX(g->origins->texts, i, const char *));
        const char *domain = host ? cors_registrable_domain(host) : NULL;

        if (host && is_meant(g, host)) {
            cors_candidate_list_add(g->domains, domain ? domain : host);
            if (spells(g, host)) {
                cors_candidate_list_add(g->hosts, host);
            }
        }
    }
}

/* Whether some pattern takes the origin for another than a stranger. */
static bool is_told_apart(const guesser *g, const char *origin,
                          const lint_origin_pattern **holding)
{
    bool told = false;

    *holding = NULL;
    for (int i = 0; i < g->readings->nelts; i++) {
        const lint_origin_pattern *pattern =
            APR_ARRAY_IDX(g->readings, i, reading).pattern;
        lint_truth holds = lint_pattern_holds(pattern, origin);

        if (holds == LINT_YES && !pattern->negated && !*holding) {
            *holding = pattern;
        }
        told = told || holds != lint_pattern_holds(pattern, stranger);
    }
    return told;
}

static void add_guess(guesser *g, const char *origin)
{
    lint_origin_guess guess = {.origin = origin};
    bool always = strcmp(origin, stranger) == 0 || strcmp(origin, "null") == 0;
    int same = 0;

    if (!is_told_apart(g, origin, &guess.pattern) && !always &&
        !guess.pattern) {
        return;
    }
    guess.kind = kind_of(g, origin);
    for (int i = 0; i < g->guesses->nelts; i++) {
        same +=
            APR_ARRAY_IDX(g->guesses, i, lint_origin_guess).kind == guess.kind;
    }
    if (same < SAME_KIND_MAX) {
        APR_ARRAY_PUSH(g->guesses, lint_origin_guess) = guess;
    }
}

apr_array_header_t *lint_origins_guess(apr_pool_t *pool,
                                       const apr_array_header_t *patterns)
{
    int room = (patterns->nelts + 1) * CANDIDATES_MAX;
    guesser g = {
        .pool = pool,
        .readings = apr_array_make(pool, patterns->nelts, sizeof(reading)),
        .origins = cors_candidate_list_create(pool, room),
        .domains = cors_candidate_list_create(pool, room),
        .hosts = cors_candidate_list_create(pool, room),
        .guesses = apr_array_make(pool, 16, sizeof(lint_origin_guess))};

    cors_candidate_list_add(g.origins, stranger);
    cors_candidate_list_add(g.origins, "null");
    for (int i = 0; i < patterns->nelts; i++) {
        read_pattern(&g,
                     APR_ARRAY_IDX(patterns, i, const lint_origin_pattern *));
    }
    name_hosts(&g);
    for (int i = 0; i < g.origins->texts->nelts; i++) {
        add_guess(&g, APR_ARRAY_IDX(g.origins->texts, i, const char *));
    }
    return g.guesses;
}
