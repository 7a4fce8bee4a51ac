/* SPDX-License-Identifier: Apache-2.0 */
#include "hazard.h"

#include <string.h>
#include <apr_strings.h>
#include "candidates.h"
#include "origin.h"
#include "publicsuffix.h"
#include "regex.h"

/* How many origins an expression is tried with. */
#define CANDIDATES_MAX 400

void cors_hazard_add(cors_hazards *hazards, cors_hazard_kind kind,
                     const cors_place *place, const char *value,
                     const void *subject)
{
    cors_hazard *hazard;

    if (!hazards->list) {
        hazards->list = apr_array_make(hazards->pool, 1, sizeof(cors_hazard));
    }
    hazard = apr_array_push(hazards->list);
    hazard->kind = kind;
    hazard->place = *place;
    hazard->value = apr_pstrdup(hazards->pool, value);
    hazard->subject = subject;
}

void cors_hazards_add_all(cors_hazards *hazards, const cors_hazards *more)
{
    for (int i = 0; more->list && i < more->list->nelts; i++) {
        const cors_hazard *hazard = &APR_ARRAY_IDX(more->list, i, cors_hazard);

        cors_hazard_add(hazards, hazard->kind, &hazard->place, hazard->value,
                        hazard->subject);
    }
}

/* Tries the expression with candidate origins and tells of the first one that
 * nobody can have meant. */
static void check_regex(const cors_hazard *hazard, bool credentials,
                        unsigned unsafe, cors_problems *problems)
{
    apr_pool_t *pool = problems->pool;
    apr_array_header_t *candidates =
        cors_candidates(pool, hazard->value, CANDIDATES_MAX);

    for (int i = 0; i < candidates->nelts; i++) {
        const char *text = APR_ARRAY_IDX(candidates, i, const char *);
        size_t length = strlen(text);
        cors_origin origin;
        const char *host;

        if (!cors_origin_parse(text, length, &origin) ||
            !cors_regex_matches(hazard->subject, text, length)) {
            continue;
        }
        host = apr_pstrmemdup(pool, text + origin.host_at, origin.host_length);
        if (!(unsafe & CORS_UNSAFE_PUBLIC_SUFFIX) &&
            !cors_candidate_is_meant(pool, hazard->value, host)) {
            cors_problem_add(problems, &hazard->place, "regex-admits-stranger",
                             hazard->value,
                             "%s admits the origin \"%s\", which anybody can "
                             "own; escape every dot and write the registrable "
                             "domain out, as in "
                             "\"https://[a-z0-9-]+\\.example\\.com\"",
                             cors_quoted(pool, hazard->value), text);
            return;
        }
        if (credentials && !(unsafe & CORS_UNSAFE_INSECURE_ORIGIN) &&
            strncmp(text, "http://", 7) == 0 &&
            !cors_host_is_loopback(host, origin.host_length)) {
            cors_problem_add(
                problems, &hazard->place, "origin-insecure", hazard->value,
                "%s admits the origin \"%s\" with credentials, and anybody on "
                "the network can speak for an http origin; write \"https\", or "
                "CorsCredsUnsafe insecure-origin",
                cors_quoted(pool, hazard->value), text);
            return;
        }
    }
}

static void check_wildcard(const cors_hazard *hazard, const char *code,
                           const char *instead, cors_problems *problems)
{
    cors_problem_add(problems, &hazard->place, code, hazard->value,
                     "\"*\" does not go with credentials, browsers take it "
                     "for a plain asterisk then; %s, or CorsCredsCredentials "
                     "Off in the same section",
                     instead);
}

static void check(const cors_hazard *hazard, bool credentials, unsigned unsafe,
                  cors_problems *problems)
{
    switch (hazard->kind) {
    case CORS_HAZARD_ANY_ORIGIN:
        if (credentials) {
            check_wildcard(hazard, "any-origin-with-credentials",
                           "name the origins", problems);
        }
        break;
    case CORS_HAZARD_ANY_METHOD:
        if (credentials) {
            check_wildcard(hazard, "any-method-with-credentials",
                           "name the methods", problems);
        }
        break;
    case CORS_HAZARD_ANY_HEADER:
        if (credentials) {
            check_wildcard(hazard, "any-header-with-credentials",
                           "name the request headers", problems);
        }
        break;
    case CORS_HAZARD_ANY_EXPOSED:
        if (credentials) {
            check_wildcard(hazard, "any-exposed-with-credentials",
                           "name the response headers", problems);
        }
        break;
    case CORS_HAZARD_INSECURE_ORIGIN:
        if (credentials && !(unsafe & CORS_UNSAFE_INSECURE_ORIGIN)) {
            cors_problem_add(
                problems, &hazard->place, "origin-insecure", hazard->value,
                "%s is an http origin with credentials, and anybody on the "
                "network can speak for it; write \"https%s\", or "
                "CorsCredsUnsafe insecure-origin",
                cors_quoted(problems->pool, hazard->value),
                hazard->value + strlen("http"));
        }
        break;
    case CORS_HAZARD_PUBLIC_SUFFIX:
        if (!(unsafe & CORS_UNSAFE_PUBLIC_SUFFIX)) {
            cors_problem_add(
                problems, &hazard->place, "origin-public-suffix", hazard->value,
                "%s admits everybody who registers a name below a public "
                "suffix; name the sub-domains that are yours, or "
                "CorsCredsUnsafe public-suffix",
                cors_quoted(problems->pool, hazard->value));
        }
        break;
    case CORS_HAZARD_NULL_ORIGIN:
        if (!(unsafe & CORS_UNSAFE_NULL_ORIGIN)) {
            cors_problem_add(
                problems, &hazard->place, "origin-null", hazard->value,
                "%s is the origin of every sandboxed frame and local file, "
                "whoever made it; serve the page over https and list that "
                "origin, or CorsCredsUnsafe null-origin",
                cors_quoted(problems->pool, hazard->value));
        }
        break;
    case CORS_HAZARD_REGEX:
        check_regex(hazard, credentials, unsafe, problems);
        break;
    }
}

void cors_hazards_check(const cors_hazards *hazards, bool credentials,
                        unsigned unsafe, cors_problems *problems)
{
    if (hazards->list) {
        for (int i = 0; i < hazards->list->nelts; i++) {
            check(&APR_ARRAY_IDX(hazards->list, i, cors_hazard), credentials,
                  unsafe, problems);
        }
    }
}
