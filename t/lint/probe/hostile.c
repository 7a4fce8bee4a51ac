/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which hostile origins a server is asked with, in which order, and how many.
 */
#include "lint/probe/hostile.h"
#include <apr_strings.h>
#include "lint/probe/attack.h"
#include "t/core/tap.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { PLENTY = 10000 };

static apr_array_header_t *questions_of(apr_pool_t *pool, const char *origin,
                                        const char *text, int limit)
{
    lint_url *url = apr_palloc(pool, sizeof(*url));
    const char *wrong = lint_url_parse(pool, text, url);

    if (wrong) {
        printf("Bail out! %s\n", wrong);
        exit(2);
    }
    return lint_hostile_questions(pool, origin, url, limit);
}

static const lint_hostile_question *find(const apr_array_header_t *questions,
                                         const char *origin)
{
    for (int i = 0; i < questions->nelts; i++) {
        const lint_hostile_question *question =
            &APR_ARRAY_IDX(questions, i, lint_hostile_question);

        if (strcmp(question->origin, origin) == 0) {
            return question;
        }
    }
    return NULL;
}

/* Whether they are there, and as what. */
static const struct {
    const char *welcome;
    const char *url;
    const char *origin;
    int kind; /* -1: not among them */
} rows[] = {
#define APP "https://app.example.com", "https://api.example.com/x"
    {APP, "https://evil.example", LINT_HOSTILE_STRANGER},
    {APP, "https://nobody.invalid", LINT_HOSTILE_STRANGER},
    {APP, "null", LINT_HOSTILE_NULL},
    {APP, "https://app.example.com.evil.example", LINT_HOSTILE_SUFFIXED},
    {APP, "https://example.com.evil.example", LINT_HOSTILE_SUFFIXED},
    {APP, "https://api.example.com.evil.example", LINT_HOSTILE_SUFFIXED},
    {APP, "https://app.example.comevil.example", LINT_HOSTILE_SUFFIXED},
    {APP, "https://evilexample.com", LINT_HOSTILE_PREFIXED},
    {APP, "https://evil-example.com", LINT_HOSTILE_PREFIXED},
    {APP, "https://appxexample.com", LINT_HOSTILE_DOT},
    {APP, "https://app.example.com_.evil.example", LINT_HOSTILE_BYTES},
    {APP, "https://app.example.com{.evil.example", LINT_HOSTILE_BYTES},
    {APP, "https://app.example.com`.evil.example", LINT_HOSTILE_BYTES},
    {APP, "http://app.example.com", LINT_HOSTILE_HTTP},
    {APP, "http://evil.app.example.com", LINT_HOSTILE_HTTP},
    {APP, "https://evil.example.com", LINT_HOSTILE_SUBDOMAIN},
    {APP, "https://evilapp.example.com", LINT_HOSTILE_SUBDOMAIN},
    {APP, "https://app.example.com:8443", LINT_HOSTILE_PORT},
    {APP, "http://localhost:3000", LINT_HOSTILE_DEV},
    {APP, "https://APP.EXAMPLE.COM", LINT_HOSTILE_LOOSE},
    {APP, "https://app.example.com/", LINT_HOSTILE_LOOSE},
    {APP, "https://app.example.com@evil.example", LINT_HOSTILE_LOOSE},
    /* Who is welcome, and the server itself. */
    {APP, "https://app.example.com", -1},
    {APP, "https://api.example.com", -1},
    /* Nobody can have them. */
    {APP, "https://app.example.co", -1},
#undef APP
#define PAGES "https://me.github.io", "https://api.other.example/"
    {PAGES, "https://evil.github.io", LINT_HOSTILE_SHARED},
    {PAGES, "https://evil.me.github.io", LINT_HOSTILE_SUBDOMAIN},
    {PAGES, "https://evilother.example", LINT_HOSTILE_PREFIXED},
    {PAGES, "https://me.github.i", -1},
#undef PAGES
#define PLAIN "http://app.example.com:8080", "http://127.0.0.1:8081/"
    {PLAIN, "http://app.example.com", -1},
    {PLAIN, "http://app.example.com.evil.example", LINT_HOSTILE_SUFFIXED},
    {PLAIN, "http://app.example.com:8080", -1},
    {PLAIN, "http://127.0.0.1.evil.example", LINT_HOSTILE_SUFFIXED},
    {PLAIN, "http://127.0.0.1:8081", -1},
    /* A developer's machine. */
    {PLAIN, "http://localhost:3000", -1},
#undef PLAIN
#define OPAQUE "null", "https://api.example.com/"
    {OPAQUE, "null", -1},
    {OPAQUE, "https://evil.example", LINT_HOSTILE_STRANGER},
#undef OPAQUE
};

static void check_rows(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        const lint_hostile_question *found =
            find(questions_of(pool, rows[i].welcome, rows[i].url, PLENTY),
                 rows[i].origin);

        tap_is(found ? lint_hostile_kind_name(found->kind) : NULL,
               rows[i].kind < 0
                   ? NULL
                   : lint_hostile_kind_name((lint_hostile_kind)rows[i].kind),
               "where %s is welcome: %s", rows[i].welcome, rows[i].origin);
    }
}

/* Each question once; the limit is one. */
static void check_limits(apr_pool_t *pool)
{
    static const int limits[] = {0, 1, 2, 3, 4, 20, LINT_ATTACK_LIMIT, PLENTY};
    const apr_array_header_t *all = questions_of(
        pool, "https://app.example.com", "https://api.example.com/", PLENTY);

    for (size_t i = 0; i < COUNT(limits); i++) {
        const apr_array_header_t *some =
            questions_of(pool, "https://app.example.com",
                         "https://api.example.com/", limits[i]);
        int expected = limits[i] < all->nelts ? limits[i] : all->nelts;
        bool same = some->nelts == expected;

        for (int j = 0; same && j < expected; j++) {
            const lint_hostile_question *one =
                &APR_ARRAY_IDX(all, j, lint_hostile_question);
            const lint_hostile_question *other =
                &APR_ARRAY_IDX(some, j, lint_hostile_question);

            same = strcmp(one->origin, other->origin) == 0 &&
                   one->preflight == other->preflight;
        }
        tap_ok(same, "a limit of %d: the first %d questions", limits[i],
               some->nelts);
    }
    for (int i = 0; i < all->nelts; i++) {
        const lint_hostile_question *one =
            &APR_ARRAY_IDX(all, i, lint_hostile_question);

        for (int j = 0; j < i; j++) {
            const lint_hostile_question *other =
                &APR_ARRAY_IDX(all, j, lint_hostile_question);

            if (strcmp(one->origin, other->origin) == 0 &&
                one->preflight == other->preflight) {
                tap_ok(false, "%s is asked for twice", one->origin);
            }
        }
    }
}

/* What fits into the usual limit, in its order. */
static void check_order(apr_pool_t *pool)
{
    const apr_array_header_t *questions =
        questions_of(pool, "https://app.example.com",
                     "https://api.example.com/", LINT_ATTACK_LIMIT);
    int counts[LINT_HOSTILE_KINDS][2] = {{0}};
    const char *first = "";

    for (int i = 0; i < questions->nelts; i++) {
        const lint_hostile_question *question =
            &APR_ARRAY_IDX(questions, i, lint_hostile_question);

        counts[question->kind][question->preflight]++;
        if (i < LINT_HOSTILE_STRANGERS + 3) {
            first = apr_pstrcat(pool, first, question->origin,
                                question->preflight ? "? " : " ", NULL);
        }
    }
    tap_is(first,
           "https://evil.example https://nobody.invalid https://evil.example? "
           "https://app.evil.example null ",
           "strangers come first");
    for (int i = 0; i < LINT_HOSTILE_KINDS; i++) {
        if (i != LINT_HOSTILE_SHARED) {
            tap_ok(counts[i][0] > 0 &&
                       counts[i][1] == (i != LINT_HOSTILE_LOOSE),
                   "%s: %d requests, and a preflight where a page has it",
                   lint_hostile_kind_name((lint_hostile_kind)i), counts[i][0]);
        }
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    check_rows(pool);
    check_limits(pool);
    check_order(pool);
    return tap_end();
}
