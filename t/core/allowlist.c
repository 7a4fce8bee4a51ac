/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <apr_strings.h>
#include "core/allowlist.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define MANY 100000
#define A10 "a.a.a.a.a.a.a.a.a.a."
#define A70 A10 A10 A10 A10 A10 A10 A10
#define A50 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const cors_place place = {"httpd.conf", 7, "CorsCredsOrigin"};

/* As the decision asks: the very bytes first, the rest only of an origin. */
static bool admits_bytes(const cors_allowlist *list, const char *text,
                         size_t length)
{
    cors_origin origin;

    return cors_allowlist_has_exactly(list, text, length) ||
           (cors_origin_parse(text, length, &origin) &&
            cors_allowlist_admits(list, &origin, NULL));
}

static bool admits(const cors_allowlist *list, const char *text)
{
    return admits_bytes(list, text, strlen(text));
}

/* A list of the words in text, which blanks separate. */
static cors_allowlist *list_of(apr_pool_t *pool, const char *text, bool regex)
{
    cors_allowlist *list = cors_allowlist_create(pool);
    cors_problems *problems = cors_problems_create(pool);
    char *rest = apr_pstrdup(pool, text);
    const char *word;

    while ((word = apr_strtok(rest, " ", &rest))) {
        if (regex) {
            cors_allowlist_add_regex(list, &place, 1, &word, problems);
        } else {
            cors_allowlist_add(list, &place, 1, &word, problems);
        }
    }
    tap_ok(problems->list->nelts == 0, "%s: no problems", text);
    return list;
}

static const struct {
    const char *list;
    const char *allowed[12];
    const char *refused[24];
} rows[] = {
    {"https://app.example.com",
     {"https://app.example.com"},
     {"http://app.example.com", "https://app.example.com:8443",
      "https://app.example.com.", "https://example.com",
      "https://a.app.example.com", "https://app.example.com.evil.net",
      "https://evilapp.example.com", "https://app.example.co",
      "https://app.example.comm", "https://app-example.com", "null", "", "*",
      "https://app.example.com/", "https://APP.example.com",
      "https://app.example.com:443", " https://app.example.com",
      "https://app.example.com,https://app.example.com"}},
    {"https://app.example.com:8443 http://localhost:3000",
     {"https://app.example.com:8443", "http://localhost:3000"},
     {"https://app.example.com", "https://app.example.com:8444",
      "http://app.example.com:8443", "http://localhost",
      "https://localhost:3000"}},
    {"https://*.example.com",
     {"https://a.example.com", "https://a.b.example.com",
      "https://a.b.c.d.e.f.g.example.com", "https://1.example.com",
      "https://a_b.example.com", "https://" A50 "." A50 ".example.com"},
     {"https://example.com",
      "https://.example.com",
      "https://aexample.com",
      "https://a.example.com:8443",
      "http://a.example.com",
      "https://a.example.com.",
      "https://a.example.org",
      "https://a.example.com.evil.net",
      "https://a.example.comm",
      "https://a.examplexcom",
      "https://a.xexample.com",
      "https://*.example.com",
      "https://*.a.example.com",
      "https://a..example.com",
      "https://A.example.com",
      "https://a.example.com/",
      "null",
      "https://com",
      "wss://a.example.com",
      "https://a@b.example.com"}},
    {"https://*.example.com:8443",
     {"https://a.example.com:8443", "https://a.b.example.com:8443"},
     {"https://a.example.com", "https://a.example.com:443",
      "https://a.example.com:844", "https://a.example.com:84430",
      "https://example.com:8443", "https://*.example.com:8443"}},
    {"https://app.example.com:*",
     {"https://app.example.com", "https://app.example.com:1",
      "https://app.example.com:80", "https://app.example.com:8443",
      "https://app.example.com:65535"},
     {"https://app.example.com:443", "https://app.example.com:0",
      "https://app.example.com:65536", "https://app.example.com:",
      "https://app.example.com:*", "http://app.example.com:8443",
      "https://a.app.example.com:8443", "https://example.com:8443",
      "https://app.example.com.:8443", "https://app.example.com:8443x"}},
    {"https://*.example.com:*",
     {"https://a.example.com", "https://a.example.com:8443",
      "https://a.b.c.example.com:1"},
     {"https://example.com", "https://example.com:8443",
      "https://a.example.com:443", "https://*.example.com:*",
      "https://*.example.com", "https://a.example.com:*",
      "http://a.example.com:8443", "https://a.example.com.:8443"}},
    {"http://*.localhost:* http://localhost:* http://127.0.0.1:*",
     {"http://localhost", "http://localhost:3000", "http://app.localhost",
      "http://app.localhost:3000", "http://127.0.0.1:8080"},
     {"https://localhost:3000", "http://127.0.0.2:8080",
      "http://a.127.0.0.1:8080", "http://localhost.example:3000"}},
    {"https://[2001:db8::1]:* https://*.example.com",
     {"https://[2001:db8::1]", "https://[2001:db8::1]:8443"},
     {"https://[2001:db8::2]", "https://[2001:db8::1].example.com",
      "http://[2001:db8::1]"}},
    /* Wildcards of several depths, one inside the other. */
    {"https://*.example.com:8443 https://*.a.example.com https://*.b.example "
     "https://x.c.example",
     {"https://z.example.com:8443", "https://z.a.example.com",
      "https://z.a.example.com:8443", "https://y.z.a.example.com",
      "https://y.b.example", "https://x.c.example"},
     {"https://z.example.com", "https://a.example.com",
      "https://z.b.example.com", "https://y.c.example", "https://b.example",
      "https://z.a.example.com:1"}},
    /* More labels than there are bits for depths. */
    {"https://*." A70 "example",
     {"https://b." A70 "example", "https://b.a." A70 "example"},
     {"https://" A70 "example", "https://b.a.example"}},
    {"null", {"null"}, {"NULL", "nul", "null ", "https://null"}},
    /* `*` is asked for by cors_allowlist_any: it admits nobody by itself. */
    {"*", {NULL}, {"https://a.example", "*", "null"}},
    {"* https://app.example.com",
     {"https://app.example.com"},
     {"https://a.example", "*"}},
    {"", {NULL}, {"", "null", "*", "https://a.example"}},
};

static void test_rows(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        const cors_allowlist *list = list_of(pool, rows[i].list, false);

        for (size_t j = 0; j < COUNT(rows[i].allowed); j++) {
            const char *origin = rows[i].allowed[j];

            if (origin) {
                tap_ok(admits(list, origin), "%s: \"%s\"", rows[i].list,
                       origin);
            }
        }
        for (size_t j = 0; j < COUNT(rows[i].refused); j++) {
            const char *origin = rows[i].refused[j];

            if (origin) {
                tap_ok(!admits(list, origin), "%s: not \"%s\"", rows[i].list,
                       origin);
            }
        }
    }
}

/* Bytes that are no string. */
static void test_bytes(apr_pool_t *pool)
{
    const cors_allowlist *list =
        list_of(pool, "https://*.example.com https://app.example.com:*", false);

    tap_ok(!admits_bytes(list, "https://a.example.com\0.evil.net", 31),
           "a NUL ends nothing");
    tap_ok(!admits_bytes(list, "https://a.example.com\0", 22),
           "and is no padding");
    tap_ok(!admits_bytes(list, "https://app.example.com:\0", 25), "nor a port");
}

/* "a)|(?:b" closes the group of who wraps an expression in one. */
static void test_bad_regexes(apr_pool_t *pool)
{
    static const struct {
        const char *regex;
        const char *why;
    } bad[] = {
        {"a)|(?:b", "unmatched closing parenthesis"},
        {"https://(a", "missing closing parenthesis"},
        {"https://[a", "missing terminating ] for character class"},
        {"*", "quantifier does not follow a repeatable item"},
        {"https://a{2,1}", "numbers out of order in {} quantifier"},
        {"https://a\\", "\\ at end of pattern"},
        {"https://(?<n>a)\\k<m>", "reference to non-existent subpattern"},
    };

    for (size_t i = 0; i < COUNT(bad); i++) {
        cors_allowlist *list = cors_allowlist_create(pool);
        cors_problems *problems = cors_problems_create(pool);
        const cors_problem *problem;

        cors_allowlist_add_regex(list, &place, 1, &bad[i].regex, problems);
        tap_ok(cors_allowlist_empty(list), "%s: not on the list", bad[i].regex);
        if (problems->list->nelts != 1) {
            tap_ok(false, "%s: one problem", bad[i].regex);
            continue;
        }
        problem = &APR_ARRAY_IDX(problems->list, 0, cors_problem);
        tap_is(problem->code, "regex-syntax", "%s: code", bad[i].regex);
        tap_is(problem->sentence,
               apr_psprintf(pool,
                            "\"%s\" does not compile (%s); write a PCRE2 "
                            "expression for the whole origin",
                            bad[i].regex, bad[i].why),
               "%s: sentence", bad[i].regex);
    }
}

/* What the regex test does not see: an expression is asked of origins only. */
static void test_regexes(apr_pool_t *pool)
{
    const cors_allowlist *list =
        list_of(pool, "https://a\\.example https://b\\.example .*c/?", true);

    tap_ok(admits(list, "https://a.example"), "the first expression");
    tap_ok(admits(list, "https://b.example"), "the second");
    tap_ok(admits(list, "https://c"), "the third");
    tap_ok(!admits(list, "https://c/"), "of what is an origin");
    tap_ok(!admits(list, "https://d"), "of nothing else");
    tap_ok(!admits(list, ""), "\"\" is none");
    tap_ok(!cors_allowlist_has_exactly(list, ".*c/?", 5),
           "nor is the expression itself");
}

static void test_nature(apr_pool_t *pool)
{
    cors_problems *problems = cors_problems_create(pool);
    cors_allowlist *list = cors_allowlist_create(pool);
    static const char *const words[] = {
        "https://a.example/", "https://b.example", "x", "https://*.c.example"};

    tap_ok(cors_allowlist_empty(list), "a new list is empty");
    tap_ok(!cors_allowlist_any(list), "and not for everybody");
    cors_allowlist_add(list, &place, 1, words, problems);
    tap_ok(cors_allowlist_empty(list), "what is refused is not on the list");
    cors_allowlist_add(list, &place, (int)COUNT(words), words, problems);
    tap_ok(!cors_allowlist_empty(list), "the good ones are");
    tap_ok(problems->list->nelts == 3, "the bad ones are told");
    tap_ok(admits(list, "https://b.example"), "the good one between them");
    tap_ok(admits(list, "https://x.c.example"), "and the one after them");
    tap_ok(!cors_allowlist_empty(list_of(pool, "*", false)), "* is not empty");
    tap_ok(cors_allowlist_any(list_of(pool, "https://a.example *", false)),
           "it is for everybody");
    tap_ok(!cors_allowlist_empty(list_of(pool, "null", false)),
           "null is not empty");
    tap_ok(!cors_allowlist_empty(list_of(pool, "a", true)),
           "an expression is not empty");
}

/* Patterns of every form, to 100,000 of them. */
static const char *numbered(char text[96], const char *form, int number)
{
    static const char *const tails[] = {"", ":8443", ":*"};

    snprintf(text, 96, "https://%stenant-%d.example.com%s", form, number,
             tails[number % 3]);
    return text;
}

static void test_many(apr_pool_t *pool)
{
    cors_allowlist *list = cors_allowlist_create(pool);
    cors_problems *problems = cors_problems_create(pool);
    char text[96];
    int lost = 0, strangers = 0;

    for (int i = 0; i < MANY; i++) {
        const char *pattern = numbered(text, i % 2 ? "*." : "", i);

        cors_allowlist_add(list, &place, 1, &pattern, problems);
    }
    tap_ok(problems->list->nelts == 0, "%d patterns are accepted", MANY);
    for (int i = 0; i < MANY; i++) {
        const char *sub = i % 2 ? "a.b." : "";
        const char *port = i % 3 == 0 ? "" : ":8443";

        snprintf(text, sizeof(text), "https://%stenant-%d.example.com%s", sub,
                 i, port);
        lost += !admits(list, text);
        snprintf(text, sizeof(text), "https://%stenant-%d.example.com%s", sub,
                 i + MANY, port);
        strangers += admits(list, text);
        snprintf(text, sizeof(text), "https://%stenant-%d.example.com:%d",
                 *sub ? "" : "a.", i, 8443);
        strangers += admits(list, text);
        snprintf(text, sizeof(text), "http://%stenant-%d.example.com%s", sub, i,
                 port);
        strangers += admits(list, text);
    }
    tap_ok(lost == 0, "each admits its origin");
    tap_ok(strangers == 0, "and nobody else");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_rows(pool);
    test_bytes(pool);
    test_regexes(pool);
    test_bad_regexes(pool);
    test_nature(pool);
    test_many(pool);
    return tap_end();
}
