/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/candidates.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/migrate/together.h"
#include "lint/witness/disguise.h"
#include "lint/witness/origins.h"

enum { HOSTS_MAX = 64 };

static void add_guess(apr_array_header_t *guesses, const char *origin,
                      lint_origin_kind kind)
{
    for (int i = 0; i < guesses->nelts; i++) {
        const char *known = APR_ARRAY_IDX(guesses, i, lint_origin_guess).origin;

        if (known && strcmp(known, origin) == 0) {
            return;
        }
    }
    APR_ARRAY_PUSH(guesses, lint_origin_guess) =
        (lint_origin_guess){origin, kind};
}

static bool is_below(const char *origin, const cors_candidate_list *hosts)
{
    size_t length = strlen(origin);

    for (int i = 0; i < hosts->texts->nelts; i++) {
        const char *host = APR_ARRAY_IDX(hosts->texts, i, const char *);
        size_t bytes = strlen(host);

        if (length > bytes && origin[length - bytes - 1] == '.' &&
            strcmp(origin + length - bytes, host) == 0) {
            return true;
        }
    }
    return false;
}

/* A host with the part of a word that stands before it, and its port. */
static void add_host(apr_pool_t *pool, const char *scheme, const char *host,
                     const char *port, lint_origin_kind kind,
                     apr_array_header_t *guesses)
{
    bool any = strcmp(port, ":*") == 0;

    add_guess(guesses, apr_pstrcat(pool, scheme, host, any ? "" : port, NULL),
              kind);
    if (any) {
        add_guess(guesses, apr_pstrcat(pool, scheme, host, ":8443", NULL),
                  kind);
    }
}

/* Whom a word of CorsCredsOrigin means; of all below a host, two. */
static void add_word(apr_pool_t *pool, const char *word,
                     apr_array_header_t *guesses, cors_candidate_list *hosts,
                     cors_candidate_list *parents)
{
    const char *host = strstr(word, "://") + 3;
    const char *scheme = apr_pstrmemdup(pool, word, (apr_size_t)(host - word));
    bool below = strncmp(host, "*.", 2) == 0;
    const char *port =
        strchr(host, ']') ? strchr(host, ']') + 1 : host + strcspn(host, ":");

    host += below ? 2 : 0;
    host = apr_pstrmemdup(pool, host, (apr_size_t)(port - host));
    if (below) {
        cors_candidate_list_add(parents, host);
        add_host(pool, scheme, apr_pstrcat(pool, "app.", host, NULL), port,
                 LINT_ORIGIN_SUBDOMAIN, guesses);
        add_host(pool, scheme, apr_pstrcat(pool, "a.b.", host, NULL), port,
                 LINT_ORIGIN_SUBDOMAIN, guesses);
    } else {
        cors_candidate_list_add(hosts, host);
        add_host(pool, scheme, host, port, LINT_ORIGIN_MEANT, guesses);
    }
}

/* Without TLS anybody on the way can be it. */
static void add_plain(apr_pool_t *pool, const char *front,
                      const cors_candidate_list *hosts,
                      apr_array_header_t *guesses)
{
    for (int i = 0; i < hosts->texts->nelts; i++) {
        add_guess(guesses,
                  apr_pstrcat(pool, front,
                              APR_ARRAY_IDX(hosts->texts, i, const char *),
                              NULL),
                  LINT_ORIGIN_PLAIN_HTTP);
    }
}

/* Whom the new directives name, and who looks like them. */
static void add_named(apr_pool_t *pool, const lint_recipes *recipes,
                      const lint_site *site, apr_array_header_t *guesses)
{
    cors_candidate_list *hosts = cors_candidate_list_create(pool, HOSTS_MAX);
    cors_candidate_list *parents = cors_candidate_list_create(pool, HOSTS_MAX);
    const cors_candidate_list *disguises;

    for (int i = 0; i < recipes->list->nelts; i++) {
        const lint_recipe *recipe =
            APR_ARRAY_IDX(recipes->list, i, const lint_recipe *);

        if (recipe->kept || !recipe->meant ||
            !lint_recipe_holds_at(recipe, site)) {
            continue;
        }
        for (int j = 0; j < recipe->meant->patterns->nelts; j++) {
            add_word(pool,
                     APR_ARRAY_IDX(recipe->meant->patterns, j, const char *),
                     guesses, hosts, parents);
        }
    }
    add_plain(pool, "http://", hosts, guesses);
    add_plain(pool, "http://app.", parents, guesses);
    disguises = lint_disguises(pool, "https://", hosts);
    for (int i = 0; i < disguises->texts->nelts; i++) {
        const char *origin = APR_ARRAY_IDX(disguises->texts, i, const char *);

        add_guess(guesses, origin,
                  is_below(origin, parents) ? LINT_ORIGIN_SUBDOMAIN
                                            : LINT_ORIGIN_STRANGER);
    }
}

apr_array_header_t *lint_recipe_candidates(apr_pool_t *pool,
                                           const lint_recipes *recipes,
                                           const lint_site *site)
{
    apr_array_header_t *guesses =
        lint_origins_guess(pool, recipes->survey->readings, site->patterns);

    add_named(pool, recipes, site, guesses);
    add_guess(guesses, "null", LINT_ORIGIN_NULL);
    return guesses;
}
