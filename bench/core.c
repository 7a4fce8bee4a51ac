/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Micro-benchmarks of core/: what a decision and a cookie cost without httpd.
 *
 *   core-bench [--gate]    with --gate, exits with 1 when a limit is exceeded
 *
 * Each figure is the least of several rounds: whatever else the machine does
 * can only make a round slower.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <apr_general.h>
#include <apr_strings.h>
#include "core/cookie.h"
#include "core/decision.h"
#include "core/policy.h"
#include "core/problem.h"

#define ROUNDS 15
#define CALLS 20000

/* The limits. */
#define DECISION_NS 50.0
#define FLAT_NS 15.0
#define FLOOD_RATIO 1.2

/* So many origins are asked for in turn: more than one, so that no branch
 * predictor learns the answer by heart; few enough for the cache, as the
 * origins of a real application are. */
#define TURNS 16

static const int sizes[] = {1, 10, 1000, 100000};
#define SIZES (sizeof(sizes) / sizeof(sizes[0]))

static int exceeded;

static double now(void)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e9 + (double)at.tv_nsec;
}

static void row(const char *what, double measured, double most,
                const char *unit)
{
    bool over = measured > most;

    exceeded += over;
    printf("%-56s %9.1f  at most %.1f %s  %s\n", what, measured, most, unit,
           over ? "over" : "PASS");
}

/* A configuration that does not say what it was meant to say would be quick to
 * decide. */
static void read_directive(cors_section *section, const char *name, int count,
                           const char *const *words)
{
    cors_place place = {"bench", 1, name};
    cors_problems *problems = cors_problems_create(section->pool);

    cors_section_read(section, cors_directive_find(name), &place, count, words,
                      problems);
    if (problems->list->nelts) {
        fprintf(
            stderr, "%s\n",
            cors_problem_text(section->pool,
                              &APR_ARRAY_IDX(problems->list, 0, cors_problem)));
        exit(2);
    }
}

static void read_word(cors_section *section, const char *name, const char *word)
{
    read_directive(section, name, 1, &word);
}

/* What stands on a list at that place, and what a request for it says the
 * turn-th time. All of one length, whichever the list. */
typedef const char *(*name_of)(apr_pool_t *pool, int place, int turn);

static const char *exact(apr_pool_t *pool, int place, int turn)
{
    (void)turn;
    return apr_psprintf(pool, "https://app%06d.example.com", place);
}

static const char *wildcard(apr_pool_t *pool, int place, int turn)
{
    (void)turn;
    return apr_psprintf(pool, "https://*.app%06d.example.com", place);
}

static const char *subdomain(apr_pool_t *pool, int place, int turn)
{
    return apr_psprintf(pool, "https://shop%02d.app%06d.example.com", turn,
                        place);
}

static const char *stranger(apr_pool_t *pool, int place, int turn)
{
    (void)place;
    return apr_psprintf(pool, "https://app%06d.example.net", turn);
}

static const char *malformed(apr_pool_t *pool, int place, int turn)
{
    (void)place;
    return apr_psprintf(pool, "https://app%06d.example.com/", turn);
}

/* As many labels as an origin has room for. */
static const char *hostile(apr_pool_t *pool, int place, int turn)
{
    char *labels = apr_pstrdup(pool, "");

    (void)place;
    for (int i = 0; i < 120; i++) {
        labels = apr_pstrcat(pool, labels, "a.", NULL);
    }
    return apr_psprintf(pool, "https://%sa%02d.net:8443", labels, turn);
}

/* A wildcard at each of ten depths, any port. */
static const char *deep_wildcard(apr_pool_t *pool, int place, int turn)
{
    char *labels = apr_pstrdup(pool, "");

    (void)turn;
    for (int i = 0; i < place % 10; i++) {
        labels = apr_pstrcat(pool, labels, "b.", NULL);
    }
    return apr_psprintf(pool, "https://*.%sapp%06d.example.com:*", labels,
                        place);
}

static const cors_policy *policy_of(apr_pool_t *pool, name_of pattern, int size)
{
    cors_section *section = cors_section_create(pool);
    const char **words = apr_palloc(pool, sizeof(*words) * (size_t)size);

    for (int i = 0; i < size; i++) {
        words[i] = pattern(pool, i, 0);
    }
    read_word(section, "CorsCreds", "On");
    read_directive(section, "CorsCredsOrigin", size, words);
    read_word(section, "CorsCredsHeaders", "Content-Type");
    read_word(section, "CorsCredsMethods", "PUT");
    return &section->policy;
}

static void ask(cors_request *request, const char *origin)
{
    memset(request, 0, sizeof(*request));
    request->origin = origin;
    request->origin_count = 1;
    request->https = true;
    request->host = "api.example.org";
}

/* Nanoseconds of a decision, which must be the expected one. */
static double time_decisions(const cors_policy *policy,
                             const cors_request *requests, int turns,
                             cors_result expected)
{
    double best = 1e9;

    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        double each;
        int right = 0;

        for (int call = 0, turn = 0; call < CALLS; call++) {
            right += cors_decide(policy, &requests[turn]).result == expected;
            turn = turn + 1 < turns ? turn + 1 : 0;
        }
        each = (now() - start) / CALLS;
        if (right != CALLS) {
            fprintf(stderr, "%s: not %s\n", requests[0].origin,
                    cors_result_name(expected));
            exit(2);
        }
        best = each < best ? each : best;
    }
    return best;
}

static double time_origins(apr_pool_t *pool, const cors_policy *policy,
                           name_of origin, int size, cors_result expected)
{
    cors_request requests[TURNS];

    for (int i = 0; i < TURNS; i++) {
        ask(&requests[i], origin(pool, (int)((int64_t)i * size / TURNS), i));
    }
    return time_decisions(policy, requests, TURNS, expected);
}

/* One kind of origin against lists of all sizes. */
static void bench_decision(const char *what, name_of pattern, name_of origin,
                           cors_result expected)
{
    double least = 1e9, most = 0;
    char line[80];

    for (size_t i = 0; i < SIZES; i++) {
        apr_pool_t *pool;
        double each;

        apr_pool_create(&pool, NULL);
        each = time_origins(pool, policy_of(pool, pattern, sizes[i]), origin,
                            sizes[i], expected);
        apr_pool_destroy(pool);
        snprintf(line, sizeof(line), "%s, list of %d", what, sizes[i]);
        row(line, each, DECISION_NS, "ns");
        least = each < least ? each : least;
        most = each > most ? each : most;
    }
    snprintf(line, sizeof(line), "%s, shortest list to longest", what);
    row(line, most - least, FLAT_NS, "ns");
}

/* For information: the dearest origin against the dearest list. */
static void bench_hostile(void)
{
    apr_pool_t *pool;

    apr_pool_create(&pool, NULL);
    printf("%-56s %9.1f  ns, for information\n",
           "121 labels, wildcards at ten depths, any port",
           time_origins(pool, policy_of(pool, deep_wildcard, 1000), hostile,
                        1000, CORS_DENIED_ORIGIN));
    apr_pool_destroy(pool);
}

/* For information: every origin of the list in turn, so that most look-ups
 * miss the processor's caches. No application is asked for that. */
static void bench_cold(void)
{
    const int size = 100000;
    apr_pool_t *pool;
    cors_request *requests;
    const cors_policy *policy;

    apr_pool_create(&pool, NULL);
    policy = policy_of(pool, exact, size);
    requests = apr_palloc(pool, sizeof(*requests) * (size_t)size);
    for (int i = 0; i < size; i++) {
        /* 7,919 is a prime that does not divide the size: each comes once. */
        ask(&requests[i], exact(pool, (int)((int64_t)i * 7919 % size), 0));
    }
    printf("%-56s %9.1f  ns, for information\n",
           "exact origin, 100,000 different ones in turn",
           time_decisions(policy, requests, size, CORS_ALLOWED));
    apr_pool_destroy(pool);
}

static char *repeated(apr_pool_t *pool, const char *text, size_t bytes)
{
    size_t length = strlen(text);
    char *all = apr_palloc(pool, bytes + 1);

    for (size_t at = 0; at < bytes; at++) {
        all[at] = text[at % length];
    }
    all[bytes] = '\0';
    return all;
}

static double time_header_list(const cors_policy *policy, const char *list,
                               cors_result expected)
{
    cors_request request;

    ask(&request, "https://app000000.example.com");
    request.options = true;
    request.request_method = "PUT";
    request.request_headers = list;
    return time_decisions(policy, &request, 1, expected);
}

/* A list is refused where it stops being one, so its length must not matter:
 * 8 KB against the first bytes of the same. */
static void bench_header_lists(void)
{
    static const char *const floods[][2] = {
        {"commas", ","},
        {"commas and blanks", " ,\t"},
        {"one-letter names", "a,"},
    };
    apr_pool_t *pool;
    const cors_policy *policy;

    apr_pool_create(&pool, NULL);
    policy = policy_of(pool, exact, 1);
    printf("%-56s %9.1f  ns\n", "one request header, allowed",
           time_header_list(policy, "content-type", CORS_PREFLIGHT_ALLOWED));
    for (size_t i = 0; i < sizeof(floods) / sizeof(floods[0]); i++) {
        double brief =
            time_header_list(policy, repeated(pool, floods[i][1], 64),
                             CORS_PREFLIGHT_DENIED_HEADER);
        double flood =
            time_header_list(policy, repeated(pool, floods[i][1], 8190),
                             CORS_PREFLIGHT_DENIED_HEADER);
        char line[80];

        printf("64 bytes of %-44s %9.1f  ns\n", floods[i][0], brief);
        snprintf(line, sizeof(line), "8 KB of %s: times that", floods[i][0]);
        row(line, flood / brief, FLOOD_RATIO, "times");
    }
    apr_pool_destroy(pool);
}

/* Bytes that a call takes from the pool: two small allocations around it are
 * neighbours when it takes none. */
static double bytes_allocated(apr_pool_t *pool, const cors_cookie_rules *rules,
                              const char *field, bool unchanged)
{
    cors_cookie_context context = {true, 0, NULL};
    cors_cookie_outcome outcome;
    const char *before, *after, *rewritten;

    apr_pool_clear(pool);
    before = apr_palloc(pool, 8);
    rewritten = cors_cookie_rewrite(pool, rules, &context, field, &outcome);
    after = apr_palloc(pool, 8);
    if ((rewritten == field) != unchanged) {
        fprintf(stderr, "%s: became %s\n", field, rewritten);
        exit(2);
    }
    return (double)(after - before - 8);
}

static double time_cookie(apr_pool_t *pool, const cors_cookie_rules *rules,
                          const char *field)
{
    cors_cookie_context context = {true, 0, NULL};
    double best = 1e9;

    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        double each;

        for (int call = 0; call < CALLS; call++) {
            cors_cookie_outcome outcome;

            /* As often as a request with a few cookies ends. */
            if (call % 8 == 0) {
                apr_pool_clear(pool);
            }
            cors_cookie_rewrite(pool, rules, &context, field, &outcome);
        }
        each = (now() - start) / CALLS;
        best = each < best ? each : best;
    }
    return best;
}

static void bench_cookies(void)
{
    static const struct {
        const char *what;
        const char *field;
        bool unchanged;
    } cases[] = {
        {"a cookie in need of attributes",
         "sid=5f1e6d7c8b9a0f1e2d3c4b5a; Path=/; HttpOnly", false},
        {"a cookie as it should be",
         "sid=5f1e6d7c8b9a0f1e2d3c4b5a; Path=/; SameSite=None; Secure", true},
        {"a cookie that no rule names", "other=1; Path=/; HttpOnly", true},
    };
    static const char *const words[] = {"sid*", "SameSite=None", "Secure"};
    apr_pool_t *conf, *pool;
    cors_section *section;

    apr_pool_create(&conf, NULL);
    apr_pool_create(&pool, NULL);
    section = cors_section_create(conf);
    read_directive(section, "CorsCredsCookie", 3, words);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const cors_cookie_rules *rules = section->policy.cookies;
        double bytes =
            bytes_allocated(pool, rules, cases[i].field, cases[i].unchanged);

        if (cases[i].unchanged) {
            row(apr_pstrcat(conf, cases[i].what, ": allocated", NULL), bytes, 0,
                "bytes");
        } else {
            printf("%-56s %9.1f  bytes\n",
                   apr_pstrcat(conf, cases[i].what, ": allocated", NULL),
                   bytes);
        }
        printf("%-56s %9.1f  ns\n", cases[i].what,
               time_cookie(pool, rules, cases[i].field));
    }
    apr_pool_destroy(pool);
    apr_pool_destroy(conf);
}

int main(int argc, const char *const *argv)
{
    bool gate = argc > 1 && strcmp(argv[1], "--gate") == 0;

    apr_initialize();
    atexit(apr_terminate);
    bench_decision("exact origin", exact, exact, CORS_ALLOWED);
    bench_decision("below a wildcard", wildcard, subdomain, CORS_ALLOWED);
    bench_decision("stranger, exact list", exact, stranger, CORS_DENIED_ORIGIN);
    bench_decision("stranger, wildcards", wildcard, stranger,
                   CORS_DENIED_ORIGIN);
    bench_decision("malformed origin", exact, malformed, CORS_MALFORMED);
    bench_cold();
    bench_hostile();
    bench_header_lists();
    bench_cookies();
    return gate && exceeded ? 1 : 0;
}
