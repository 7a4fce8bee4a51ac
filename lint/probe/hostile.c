/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/hostile.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/candidate_list.h"
#include "core/origin.h"
#include "core/publicsuffix.h"
#include "lint/witness/disguise.h"
#include "lint/witness/owner.h"

enum { HOSTS_MAX = 4, VARIED_MAX = 2000 };

/* Two strangers: a pattern may know one of them by chance (`example`). */
static const char *const strangers[LINT_HOSTILE_STRANGERS] = {
    "https://evil.example", "https://nobody.invalid"};

/* What is left in lists behind the development. */
static const char *const development[] = {
    "http://localhost:3000", "http://localhost", "http://127.0.0.1:8080"};

const char *lint_hostile_kind_name(lint_hostile_kind kind)
{
    static const char *const names[LINT_HOSTILE_KINDS] = {
        "stranger", "null", "suffixed",  "prefixed", "dot", "bytes",
        "shared",   "http", "subdomain", "port",     "dev", "loose"};

    return names[kind];
}

typedef struct gatherer {
    apr_pool_t *pool;
    const char *welcome;
    const lint_url *url;
    cors_candidate_list *hosts;
    lint_owner owner;
    apr_hash_t *known;
    apr_array_header_t *kinds[LINT_HOSTILE_KINDS]; /* of const char * */
} gatherer;

static void name_host(gatherer *g, const char *host)
{
    const char *domain = cors_registrable_domain(host);

    cors_candidate_list_add(g->hosts, host);
    if (domain) {
        cors_candidate_list_add(g->hosts, domain);
    }
}

static gatherer gather_hosts(apr_pool_t *pool, const char *welcome,
                             const lint_url *url)
{
    gatherer g = {.pool = pool,
                  .welcome = welcome,
                  .url = url,
                  .hosts = cors_candidate_list_create(pool, HOSTS_MAX),
                  .known = apr_hash_make(pool)};
    const char *host = lint_owner_host(pool, welcome);

    if (host) {
        name_host(&g, host);
    }
    name_host(&g, url->host);
    for (int i = 0; i < LINT_HOSTILE_KINDS; i++) {
        g.kinds[i] = apr_array_make(pool, 8, sizeof(const char *));
    }
    g.owner =
        (lint_owner){.pool = pool,
                     .text = apr_array_pstrcat(pool, g.hosts->texts, ' '),
                     .hosts = cors_candidate_list_create(pool, HOSTS_MAX),
                     .domains = cors_candidate_list_create(pool, HOSTS_MAX),
                     .known = apr_hash_make(pool)};
    for (int i = 0; i < g.hosts->texts->nelts; i++) {
        lint_owner_name(&g.owner, APR_ARRAY_IDX(g.hosts->texts, i, char *));
    }
    return g;
}

/* Whether it is one of them; NULL is not. */
static bool is_host(const gatherer *g, const char *host)
{
    return host &&
           apr_hash_get(g->hosts->known, host, APR_HASH_KEY_STRING) != NULL;
}

/* Of an origin whose owner is a welcome one. */
static bool judge_own(const gatherer *g, const char *origin, const char *host,
                      lint_hostile_kind *kind)
{
    bool http = strncmp(origin, "http:", 5) == 0;

    if (!is_host(g, cors_registrable_domain(host))) {
        return false; /* a domain that only begins like it */
    }
    if (http && strncmp(g->welcome, "http:", 5) != 0) {
        *kind = LINT_HOSTILE_HTTP;
        return true;
    }
    if (!is_host(g, host)) {
        *kind = LINT_HOSTILE_SUBDOMAIN;
        return true;
    }
    *kind = LINT_HOSTILE_PORT;
    return strchr(origin + strlen("https:"), ':') != NULL;
}

/* Whether the host has a byte that no registered name has. */
static bool is_odd(const char *origin)
{
    cors_origin parsed;

    return strchr(origin, '_') ||
           !cors_origin_parse(origin, strlen(origin), &parsed);
}

/* False for what is not worth a request: nobody's, or welcome. */
static bool judge(const gatherer *g, const char *origin,
                  lint_hostile_kind *kind)
{
    lint_origin_kind found;

    if (strcmp(origin, g->welcome) == 0 ||
        strcmp(origin, g->url->origin) == 0 ||
        !lint_owner_judge(&g->owner, origin, &found)) {
        return false;
    }
    switch (found) {
    case LINT_ORIGIN_NULL:
        *kind = LINT_HOSTILE_NULL;
        return true;
    case LINT_ORIGIN_SHARED:
        *kind = LINT_HOSTILE_SHARED;
        return true;
    case LINT_ORIGIN_PREFIXED:
        *kind = LINT_HOSTILE_PREFIXED;
        return true;
    case LINT_ORIGIN_SUFFIXED:
        *kind = is_odd(origin) ? LINT_HOSTILE_BYTES : LINT_HOSTILE_SUFFIXED;
        return true;
    case LINT_ORIGIN_DOT:
        *kind = LINT_HOSTILE_DOT;
        return true;
    case LINT_ORIGIN_STRANGER:
        *kind = LINT_HOSTILE_STRANGER;
        return true;
    default:
        return judge_own(g, origin, lint_owner_host(g->pool, origin), kind);
    }
}

static void add_as(gatherer *g, const char *origin, lint_hostile_kind kind)
{
    if (!apr_hash_get(g->known, origin, APR_HASH_KEY_STRING)) {
        apr_hash_set(g->known, origin, APR_HASH_KEY_STRING, origin);
        APR_ARRAY_PUSH(g->kinds[kind], const char *) = origin;
    }
}

static void add(gatherer *g, const char *origin)
{
    lint_hostile_kind kind;

    if (judge(g, origin, &kind)) {
        add_as(g, origin, kind);
    }
}

static void add_list(gatherer *g, const cors_candidate_list *origins)
{
    for (int i = 0; i < origins->texts->nelts; i++) {
        add(g, APR_ARRAY_IDX(origins->texts, i, const char *));
    }
}

/* Another customer's host, where a welcome one is below a public suffix. */
static void add_shared(gatherer *g)
{
    for (int i = 0; i < g->hosts->texts->nelts; i++) {
        const char *host = APR_ARRAY_IDX(g->hosts->texts, i, const char *);
        const char *dot = strchr(host, '.');

        /* Who has a name below "com" has no one in common with others. */
        if (dot && strchr(dot + 1, '.') && cors_is_public_suffix(dot + 1)) {
            add(g, apr_pstrcat(g->pool, "https://evil", dot, NULL));
        }
    }
}

static bool is_loopback(const char *host)
{
    return host && cors_host_is_loopback(host, strlen(host));
}

/* Unless this is a developer's machine: then they are welcome. */
static void add_development(gatherer *g)
{
    if (is_loopback(lint_owner_host(g->pool, g->welcome)) ||
        is_loopback(g->url->host)) {
        return;
    }
    for (size_t i = 0; i < sizeof(development) / sizeof(development[0]); i++) {
        add_as(g, development[i], LINT_HOSTILE_DEV);
    }
}

/* The welcome origin, as a comparison of its beginning, its end or its letters
 * in any case takes it. */
static void add_loose(gatherer *g)
{
    const char *host = strstr(g->welcome, "://");
    char *capitals = apr_pstrdup(g->pool, g->welcome);

    if (!host) {
        return;
    }
    for (char *at = capitals + (host + 3 - g->welcome); *at; at++) {
        *at = (char)apr_toupper(*at);
    }
    if (strcmp(capitals, g->welcome) != 0) {
        add_as(g, capitals, LINT_HOSTILE_LOOSE);
    }
    add_as(g, apr_pstrcat(g->pool, g->welcome, "@evil.example", NULL),
           LINT_HOSTILE_LOOSE);
    add_as(g, apr_pstrcat(g->pool, g->welcome, "/", NULL), LINT_HOSTILE_LOOSE);
}

static void gather(gatherer *g)
{
    const char *scheme =
        strncmp(g->welcome, "http:", 5) == 0 ? "http://" : "https://";
    cors_candidate_list *varied =
        cors_candidate_list_create(g->pool, VARIED_MAX);

    for (int i = 0; i < LINT_HOSTILE_STRANGERS; i++) {
        apr_hash_set(g->known, strangers[i], APR_HASH_KEY_STRING, "");
    }
    if (strcmp(g->welcome, "null") != 0) {
        add(g, "null");
    }
    add_shared(g);
    add_list(g, lint_disguises(g->pool, scheme, g->hosts));
    cors_candidate_list_vary(varied, g->hosts);
    add_list(g, varied);
    add_development(g);
    add_loose(g);
}

static void ask(apr_array_header_t *questions, int limit, const char *origin,
                lint_hostile_kind kind, bool preflight)
{
    if (questions->nelts < limit) {
        APR_ARRAY_PUSH(questions, lint_hostile_question) =
            (lint_hostile_question){origin, kind, preflight};
    }
}

apr_array_header_t *lint_hostile_questions(apr_pool_t *pool, const char *origin,
                                           const lint_url *url, int limit)
{
    gatherer g = gather_hosts(pool, origin, url);
    apr_array_header_t *questions =
        apr_array_make(pool, 16, sizeof(lint_hostile_question));
    bool more = true;

    for (int i = 0; i < LINT_HOSTILE_STRANGERS; i++) {
        ask(questions, limit, strangers[i], LINT_HOSTILE_STRANGER, false);
    }
    ask(questions, limit, strangers[0], LINT_HOSTILE_STRANGER, true);
    gather(&g);
    for (int turn = 0; more && questions->nelts < limit; turn++) {
        more = false;
        for (int kind = 0; kind < LINT_HOSTILE_KINDS; kind++) {
            const char *hostile;

            if (turn >= g.kinds[kind]->nelts) {
                continue;
            }
            more = true;
            hostile = APR_ARRAY_IDX(g.kinds[kind], turn, const char *);
            ask(questions, limit, hostile, (lint_hostile_kind)kind, false);
            if (turn == 0 && kind != LINT_HOSTILE_STRANGER &&
                kind != LINT_HOSTILE_LOOSE) {
                ask(questions, limit, hostile, (lint_hostile_kind)kind, true);
            }
        }
    }
    return questions;
}
