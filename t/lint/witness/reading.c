/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a pattern by itself lets in: each family of payloads is found where
 * there is a hole, and nowhere else.
 */
#include <apr_strings.h>
#include "lint/witness/reading.h"
#include "t/core/tap.h"

static const char *const kinds[] = {"none", "meant",  "dev",     "http",
                                    "sub",  "shared", "prefix",  "suffix",
                                    "dot",  "null",   "stranger"};

/* The kinds of the guesses, each once, in the order of the enumeration;
 * `whole` are those that $0 is enough for. */
static const char *kinds_of(apr_pool_t *pool, const lint_reading *reading,
                            bool whole)
{
    const char *text = "";
    unsigned seen = 0;

    for (int i = 0; i < reading->guesses->nelts; i++) {
        const lint_guess *guess =
            &APR_ARRAY_IDX(reading->guesses, i, lint_guess);

        seen |= guess->whole || !whole ? 1U << guess->kind : 0;
    }
    for (unsigned i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (seen & 1U << i) {
            text = apr_pstrcat(pool, text, *text ? " " : "", kinds[i], NULL);
        }
    }
    return text;
}

static lint_origin_pattern pattern_of(apr_pool_t *pool, const char *text,
                                      bool regex)
{
    const char *error;
    lint_origin_pattern pattern = {.text = text, .substring = !regex};

    if (regex) {
        pattern.regex =
            lint_regex_compile(pool, text, LINT_REGEX_DEFAULT, &error);
    }
    return pattern;
}

static void test_kinds(apr_pool_t *pool)
{
    static const struct {
        const char *pattern;
        const char *whole; /* let in where $0 is sent */
        const char *all;   /* let in where the header is echoed */
    } rows[] = {
        /* As it should be. */
        {"^https://app\\.example\\.com$", "meant", "meant"},
        {"^https://(www\\.)?example\\.com(:8443)?$", "meant", "meant"},
        {"^https://(a|b|c)\\.example\\.co\\.uk$", "meant", "meant"},
        {"^https://app[0-9]\\.example\\.com$", "meant", "meant"},
        {"\\Ahttps://app\\.example\\.com\\z", "meant", "meant"},
        /* No end. */
        {"^https://app\\.example\\.com", "meant", "meant suffix"},
        {"^https://app\\.example\\.com(:[0-9]+)?", "meant", "meant suffix"},
        {"^https://app\\.example\\.com(.*)$", "meant suffix", "meant suffix"},
        {"^https://app\\.example\\.com([^.\\-a-zA-Z0-9]+.*)?$", "meant suffix",
         "meant suffix"},
        {"^https://app\\.example\\.com($|[`].*)", "meant suffix",
         "meant suffix"},
        {"^https://app\\.example\\.com($|[{}].*)", "meant suffix",
         "meant suffix"},
        {"^https://app\\.example\\.com($|[!$&'()*+,;=].*)", "meant suffix",
         "meant suffix"},
        {"^https://a\\.example\\.com|https://b\\.example\\.com$", "meant",
         "meant suffix"},
        /* No beginning. */
        {"example\\.com$", "", "meant http sub prefix"},
        {".*example\\.com$", "meant http sub prefix", "meant http sub prefix"},
        {"^https://.*example\\.com$", "meant sub prefix", "meant sub prefix"},
        {"^https://(.+.)?example\\.com$", "meant sub prefix",
         "meant sub prefix"},
        {"^https://[a-z.-]*example\\.com$", "meant sub prefix",
         "meant sub prefix"},
        /* A literal before a scheme is no hole. */
        {"https://app\\.(example)\\.com$", "meant", "meant"},
        /* Below a domain. */
        {"^https://[^.]+\\.example\\.com$", "meant sub", "meant sub"},
        {"^https://([a-z0-9-]+\\.)*example\\.com$", "meant sub", "meant sub"},
        {"^https://[a-z0-9-]+\\.vercel\\.app$", "shared", "shared"},
        {"^https://me\\.vercel\\.app$", "meant", "meant"},
        {"^https://[a-z]+\\.co\\.uk$", "shared", "shared"},
        /* A dot that is any byte, where the domain can be had. */
        {"^https://www.example\\.com$", "meant dot", "meant dot"},
        {"^https://example.com$", "meant", "meant"},
        {"^https://([a-z]+\\.)?www.example.com$", "meant sub dot",
         "meant sub dot"},
        {"^http://192.168.2.65$", "dev", "dev"},
        {"^https://my.page.github.io$", "meant dot", "meant dot"},
        /* Without TLS, for developers, null. */
        {"^https?://app\\.example\\.com$", "meant http", "meant http"},
        {"^http://localhost(:[0-9]+)?$", "dev", "dev"},
        {"^capacitor://localhost$", "dev", "dev"},
        {"^(null|https://app\\.example\\.com)$", "meant null", "meant null"},
        /* Everybody, or nearly. */
        {".*", "stranger", "stranger"},
        {"^https://", "", "stranger"},
        {"^http://.+$", "stranger", "stranger"},
        {"\\.com$", "", "stranger"},
        {"^https://[a-z]+\\.[a-z]+$", "stranger", "stranger"},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        apr_hash_t *readings = apr_hash_make(pool);
        lint_origin_pattern pattern = pattern_of(pool, rows[i].pattern, true);
        const lint_reading *reading = lint_reading_get(readings, &pattern);

        tap_is(kinds_of(pool, reading, true), rows[i].whole, "$0 of %s",
               rows[i].pattern);
        tap_is(kinds_of(pool, reading, false), rows[i].all, "all of %s",
               rows[i].pattern);
    }
}

static void test_openings(apr_pool_t *pool)
{
    static const struct {
        const char *pattern;
        bool left;
        bool right;
    } rows[] = {
        {"^https://app\\.example\\.com$", false, false},
        {"^https://app\\.example\\.com", false, true},
        {"https://app\\.example\\.com$", true, false},
        {"https://app\\.(example)\\.com", true, true},
        {"^(.*\\.example\\.com)$", false, false},
        {"^(.*\\.example\\.com)", false, true},
        {"^https://a\\.example\\.com$|https://b\\.example\\.com$", true, false},
        {"\\Ahttps://app\\.example\\.com\\z", false, false},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        apr_hash_t *readings = apr_hash_make(pool);
        lint_origin_pattern pattern = pattern_of(pool, rows[i].pattern, true);
        const lint_reading *reading = lint_reading_get(readings, &pattern);

        tap_ok(reading->open_left == rows[i].left, "left of %s",
               rows[i].pattern);
        tap_ok(reading->open_right == rows[i].right, "right of %s",
               rows[i].pattern);
    }
}

static void test_literals(apr_pool_t *pool)
{
    apr_hash_t *readings = apr_hash_make(pool);
    lint_origin_pattern searched =
        pattern_of(pool, "https://app.example.com", false);
    lint_origin_pattern compared = {.text = "https://app.example.com"};
    const lint_reading *first = lint_reading_get(readings, &searched);
    const lint_reading *second = lint_reading_get(readings, &compared);

    tap_is(kinds_of(pool, first, false), "meant suffix",
           "what is searched has no end");
    tap_ok(first->open_left && first->open_right, "on either side");
    tap_is(kinds_of(pool, second, false), "meant", "what is compared has");
    tap_ok(lint_reading_get(readings, &searched) == first, "it is read once");
    tap_ok(lint_reading_get(readings, &compared) == second,
           "and as what it is");
}

/* However large or odd a pattern, reading it ends. */
static void test_hostile(apr_pool_t *pool)
{
    const char *many = "^https://(h0";
    static const char *const odd[] = {
        "^https://(a+)+(b+)+(c+)+\\.example\\.com$",
        "^(?=.*example\\.com)(?!.*evil).*$",
        "^https://(?<x>[a-z]+)\\.\\k<x>\\.com$",
        "^https://[\\x00-\\xff]{3,40}\\.example\\.com",
        "(((((((((((((((((((https://example\\.com)))))))))))))))))))",
    };

    for (int i = 1; i < 2000; i++) {
        many = i % 100 ? apr_psprintf(pool, "%s|h%d", many, i) : many;
    }
    many = apr_pstrcat(pool, many, ")\\.example\\.com$", NULL);
    for (size_t i = 0; i <= sizeof(odd) / sizeof(odd[0]); i++) {
        const char *text = i ? odd[i - 1] : many;
        lint_origin_pattern pattern = pattern_of(pool, text, true);

        tap_ok(lint_reading_get(apr_hash_make(pool), &pattern) != NULL,
               "%.40s is read", text);
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_kinds(pool);
    test_openings(pool);
    test_literals(pool);
    test_hostile(pool);
    return tap_end();
}
