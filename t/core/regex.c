/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_time.h>
#include "core/regex.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define A50 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
    const char *regex;
    const char *matched[4];
    const char *others[12];
} rows[] = {
    {"https://[a-z0-9-]+\\.example\\.com",
     {"https://a.example.com", "https://a-1.example.com"},
     {"https://example.com", "https://a.b.example.com",
      "https://a.example.com.evil.net", "https://a.example.com:8443",
      "http://a.example.com", "xhttps://a.example.com",
      "https://a.example.comm"}},
    /* The whole origin, without anchors of one's own and with them. */
    {"example", {NULL}, {"https://example", "https://example.com"}},
    {"^https://a\\.example$",
     {"https://a.example"},
     {"https://a.example.com", "https://a.example\n"}},
    {"\\Ahttps://b\\.example\\z",
     {"https://b.example"},
     {"https://b.example:1"}},
    {"https://a\\.example|https://b\\.example",
     {"https://a.example", "https://b.example"},
     {"https://a.example.com", "https://a.exampleb.example"}},
    {"https://a|https://ab", {"https://a", "https://ab"}, {"https://abc"}},
    /* Ways out of a wrapper made of text. */
    {"(?x)https://a\\.example#comment",
     {"https://a.example"},
     {"https://a.example.com", "https://a.examplex"}},
    {"https://a\\.example\\Q",
     {"https://a.example"},
     {"https://a.example.com"}},
    {"https://a\\.example(*ACCEPT)x",
     {"https://a.example"},
     {"https://a.example.com", "https://a.examplex"}},
    {"(*COMMIT)https://a\\.example",
     {"https://a.example"},
     {"https://a.example.com"}},
    {"(*NO_JIT)https://a\\.example(:\\d+)?",
     {"https://a.example:1"},
     {"https://a.example.com"}},
    {"(*UTF)https://.\\.example", {"https://a.example"}, {"https://a.b"}},
    {"(?i)HTTPS://A\\.EXAMPLE",
     {"https://a.example", "HTTPS://A.EXAMPLE"},
     {"https://a.examples"}},
    {"https://(a)\\.\\1\\.example",
     {"https://a.a.example"},
     {"https://a.b.example"}},
    {"https://(?!evil)[a-z]+\\.example",
     {"https://good.example"},
     {"https://evil.example"}},
    {"null|.*", {"null", "", "https://a.example/"}, {NULL}},
    {"null", {"null"}, {"NULL", "nulll", "nul"}},
    {"[^\\n]*", {"", "a"}, {"a\n", "\n"}},
    {"(?s).*", {"a\nb"}, {NULL}},
    {"(?m)^https://a$", {"https://a"}, {"https://a\n", "x\nhttps://a"}},
};

static const cors_regex *compile(apr_pool_t *pool, const char *text)
{
    const char *error = NULL;
    const cors_regex *regex = cors_regex_compile(pool, text, &error);

    if (!regex) {
        printf("Bail out! %s: %s\n", text, error);
        exit(2);
    }
    return regex;
}

static bool matches(const cors_regex *regex, const char *text)
{
    return cors_regex_matches(regex, text, strlen(text));
}

static void test_rows(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *text = rows[i].regex;
        const cors_regex *regex = compile(pool, text);

        tap_is(cors_regex_pattern(regex), text, "%s: kept as written", text);
        for (size_t j = 0; j < COUNT(rows[i].matched); j++) {
            if (rows[i].matched[j]) {
                tap_ok(matches(regex, rows[i].matched[j]), "%s: \"%s\"", text,
                       rows[i].matched[j]);
            }
        }
        for (size_t j = 0; j < COUNT(rows[i].others); j++) {
            if (rows[i].others[j]) {
                tap_ok(!matches(regex, rows[i].others[j]), "%s: not \"%s\"",
                       text, rows[i].others[j]);
            }
        }
    }
}

/* An expression that would try for ages is given up, and does not match. */
static void test_backtracking(apr_pool_t *pool)
{
    static const char *const forms[] = {
        "https://(a+)+\\.example\\.com", "https://(a|aa)+\\.example\\.com",
        "(*NO_JIT)https://(a+)+\\.example\\.com"};
    /* One letter short of a match. */
    const char *origin = "https://" A50 ".example.co";

    for (size_t i = 0; i < COUNT(forms); i++) {
        const cors_regex *regex = compile(pool, forms[i]);
        apr_time_t start = apr_time_now();
        bool matched = matches(regex, origin);
        apr_time_t spent = apr_time_now() - start;

        tap_ok(!matched, "%s: given up", forms[i]);
        /* Without a limit: years. With it: about a millisecond. */
        tap_ok(spent < apr_time_from_sec(1), "%s: soon", forms[i]);
        tap_ok(matches(regex, "https://a.example.com"),
               "%s: matches what it should", forms[i]);
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_rows(pool);
    test_backtracking(pool);
    return tap_end();
}
