/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/origins.h"

#include <string.h>
#include "core/publicsuffix.h"
#include "lint/witness/owner.h"
#include "lint/witness/reading.h"

enum {
    MEANT_MAX = 12, /* of a site; the first tell as much as the others */
    TOGETHER_MAX = 8,
    KINDS = LINT_ORIGIN_STRANGER + 1
};

typedef struct guesser {
    apr_pool_t *pool;
    apr_hash_t *readings;
    const apr_array_header_t *patterns;
    apr_array_header_t *guesses;
    int meant;
} guesser;

static const lint_reading *reading_at(const guesser *g, int index)
{
    return lint_reading_get(
        g->readings,
        APR_ARRAY_IDX(g->patterns, index, const lint_origin_pattern *));
}

static bool is_foreign(lint_origin_kind kind)
{
    return kind == LINT_ORIGIN_SHARED || kind == LINT_ORIGIN_PREFIXED ||
           kind == LINT_ORIGIN_SUFFIXED || kind == LINT_ORIGIN_DOT ||
           kind == LINT_ORIGIN_STRANGER;
}

/* A look-alike of what one pattern names may be what another one names. */
static bool is_named(const guesser *g, const lint_guess *guess)
{
    const char *host = lint_owner_host(g->pool, guess->origin);
    const char *domain = host ? cors_registrable_domain(host) : NULL;

    for (int i = 0; domain && i < g->patterns->nelts; i++) {
        const cors_candidate_list *domains = reading_at(g, i)->domains;

        if (apr_hash_get(domains->known, domain, APR_HASH_KEY_STRING)) {
            return true;
        }
    }
    return false;
}

/* How many of the site's patterns hold: conditions may have to hold together.
 */
static int count_holding(const guesser *g, const char *origin)
{
    int count = 0;

    if (g->patterns->nelts == 1 || g->patterns->nelts > TOGETHER_MAX) {
        return 0;
    }
    for (int i = 0; i < g->patterns->nelts; i++) {
        bool whole;

        count += lint_reading_matches(
            APR_ARRAY_IDX(g->patterns, i, const lint_origin_pattern *), origin,
            &whole);
    }
    return count;
}

static void add(guesser *g, const char *origin, lint_origin_kind kind)
{
    lint_origin_guess guess = {origin, kind};

    for (int i = 0; i < g->guesses->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(g->guesses, i, lint_origin_guess).origin,
                   origin) == 0) {
            return;
        }
    }
    APR_ARRAY_PUSH(g->guesses, lint_origin_guess) = guess;
}

static bool is_http(const char *origin)
{
    return strncmp(origin, "http:", 5) == 0;
}

static bool has_port(const char *origin)
{
    const char *host = strstr(origin, "://");

    return host && strchr(host + 3, ':');
}

/* Of each kind and scheme the guess for which most patterns hold: one that is
 * matched whole, and one that is not, which only servers that echo the header
 * itself let in. Of equals the first without a port. Of those that are meant,
 * all: what is made of a match may differ between its alternatives. */
static void choose(guesser *g, const lint_reading *reading, bool whole)
{
    const lint_guess *best[KINDS][2] = {{NULL}};
    int most[KINDS][2] = {{0}};

    for (int i = 0; i < reading->guesses->nelts; i++) {
        const lint_guess *guess =
            &APR_ARRAY_IDX(reading->guesses, i, lint_guess);
        bool http = is_http(guess->origin);
        int count;

        if (guess->whole != whole ||
            (g->patterns->nelts > 1 && is_foreign(guess->kind) &&
             is_named(g, guess))) {
            continue;
        }
        if (guess->kind == LINT_ORIGIN_MEANT) {
            if (g->meant++ < MEANT_MAX) {
                add(g, guess->origin, guess->kind);
            }
            continue;
        }
        count = 2 * count_holding(g, guess->origin) + !has_port(guess->origin);
        if (!best[guess->kind][http] || count > most[guess->kind][http]) {
            best[guess->kind][http] = guess;
            most[guess->kind][http] = count;
        }
    }
    for (int kind = 0; kind < KINDS; kind++) {
        for (int http = 0; http < 2; http++) {
            const lint_guess *guess = best[kind][http];

            /* Over http is told by the pattern's own hosts, or not at all. */
            if (!guess || (http && best[kind][0] && is_foreign(guess->kind))) {
                continue;
            }
            add(g, guess->origin, guess->kind);
        }
    }
}

apr_array_header_t *lint_origins_guess(apr_pool_t *pool, apr_hash_t *readings,
                                       const apr_array_header_t *patterns)
{
    guesser g = {.pool = pool,
                 .readings = readings,
                 .patterns = patterns,
                 .guesses = apr_array_make(pool, 8, sizeof(lint_origin_guess))};

    add(&g, lint_stranger, LINT_ORIGIN_STRANGER);
    for (int i = 0; i < patterns->nelts; i++) {
        choose(&g, reading_at(&g, i), true);
    }
    for (int i = 0; i < patterns->nelts; i++) {
        choose(&g, reading_at(&g, i), false);
    }
    if (!patterns->nelts) {
        add(&g, "null", LINT_ORIGIN_NULL);
    }
    return g.guesses;
}
