/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_strings.h>
#include "core/candidates.h"
#include "core/origin.h"
#include "core/regex.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define LIMIT 400

/* Expressions that admit an origin which nobody can have meant, and one of
 * those that they admit. */
static const struct {
    const char *regex;
    const char *stranger;
} careless[] = {
    {".*", "https://evil.example"},
    {".+", "https://evil.example"},
    {"https?://.*", "https://evil.example"},
    {"https://[^/]+", "https://evil.example"},
    {"https://\\S+", "https://evil.example"},
    {"\\w+://[\\w.]+", "https://evil.example"},
    {"(?s).*", "https://evil.example"},
    {"https://(.*)", "https://evil.example"},
    {"https://((.))*", "https://evil.example"},
    {"https://.{4,40}", "https://evil.example"},
    /* No dot before the domain. */
    {"https://.*example\\.com", "https://evilexample.com"},
    {"https://.+example\\.com", "https://evilexample.com"},
    {"https://[a-z0-9.-]*example\\.com", "https://evilexample.com"},
    {"https://\\w+example\\.com", "https://evilexample.com"},
    {"https://.*\\.?example\\.com", "https://evilexample.com"},
    {"https://(.*\\.)?.?example\\.com", "https://xexample.com"},
    {"(?i)https://.*EXAMPLE\\.COM", "https://evilexample.com"},
    {"https://[[:alnum:].]+example\\.com", "https://evilexample.com"},
    {"https://[^\\W_]+example\\.com", "https://evilexample.com"},
    {"https://\\p{L}+example\\.com", "https://evilexample.com"},
    {"https://(?<sub>[a-z]+)example\\.com", "https://evilexample.com"},
    {"https://(?'sub'[a-z]+)example\\.com", "https://evilexample.com"},
    {"https://(?P<sub>[a-z]+)(?#x)example\\.com", "https://evilexample.com"},
    {"https://a+example\\.com", "https://aaexample.com"},
    {"https://(?:foo)*example\\.com", "https://foofooexample.com"},
    {"(?x) https:// .+ # any\n example \\. com", "https://evilexample.com"},
    /* A dot that nobody escaped. */
    {"https://www.example.com", "https://wwwxexample.com"},
    {"https://(app|api).example\\.com", "https://appxexample.com"},
    {"https://\\Qwww\\E.example\\.com", "https://wwwxexample.com"},
    {"https://example.com", "https://examplexcom"},
    {"https://.+..example\\.com", "https://evilxxexample.com"},
    {"https://(?:[^.]+.)?example\\.com", "https://evilxexample.com"},
    /* Below a public suffix, or in place of one. */
    {"https://[^.]+\\.github\\.io", "https://evil.github.io"},
    {"https://[^/]+\\.co\\.uk", "https://evil.co.uk"},
    {"https://(?:[^.]+\\.)?(?:example\\.com|github\\.io)",
     "https://evil.github.io"},
    {"https://example\\.[a-z]+", "https://example.net"},
    {"https://example\\.[a-z]{2}", "https://example.io"},
    {"https://example\\.(com|[a-z]{3})", "https://example.net"},
    {"https://\\w+\\.example\\.[a-z.]+", "https://evil.example.net"},
    {"https://([a-z]+\\.)?example\\.(?!com)[a-z]{2,3}", "https://example.net"},
    {"https://foo-[a-z]+\\.com", "https://foo-evil.com"},
    {"https://example[0-9]\\.com", "https://example1.com"},
    /* No end. */
    {"https://example\\.com.*", "https://example.com.evil.example"},
    {"https://example\\.com[^/]*", "https://example.com.evil.example"},
    {"https://example\\.com(:\\d+|.*)", "https://example.com.evil.example"},
    {"(null|https://example\\.com)(\\..*)?",
     "https://example.com.evil.example"},
    {"https://example\\.co.+", "https://example.co.evil.example"},
    /* Addresses. */
    {"https://10\\.0\\.0\\.\\d+", "https://10.0.0.1"},
    {"http://127\\.0\\.0\\.\\d+", "http://127.0.0.1"},
};

/* And those that admit only what is written. */
static const char *const careful[] = {
    "https://example\\.com",
    "^https://example\\.com$",
    "\\Ahttps://example\\.com\\z",
    "https://example\\.(com|org)",
    "https://(?:example\\.com|example\\.org)",
    "https://([a-z0-9-]+\\.)*example\\.com",
    "https://(.+\\.)?example\\.com",
    "https://.*\\.example\\.com",
    "https://.+\\.example\\.com",
    "(?i)https://.+\\.example\\.com",
    "https://[^.]+[.]example[.]com",
    "https://[[:alnum:]-]+\\.example\\.com",
    "https://app-[0-9]+\\.example\\.com(:\\d+)?",
    "https://app-[0-9]{1,5}\\.example\\.com(?::[0-9]{2,5})?",
    "https://(app|api)\\.example\\.(com|co\\.uk)",
    "https://(?:www\\.)?example\\.com",
    "https://www\\x2eexample\\x{2e}com",
    "https://www\\056example\\o{56}com",
    "\\Qhttps://example.com\\E(:[0-9]{1,5})?",
    "https://[\\Qab\\E]\\.example\\.com",
    "https://[]a]\\.example\\.com",
    "https:\\/\\/example\\.com",
    "https?:/{2}go{2}gle\\.com",
    "https://exam{1}ple\\.com",
    "https://colou?r\\.com",
    "https://gr[ae]y\\.com",
    "https://(a|b|c)(?#comment)\\.example\\.net",
    "https://pr-\\d+\\.my-app\\.github\\.io",
    "(?x) https:// [a-z]+ \\. example \\. com # ours",
    "https://(?=app|api)[a-z]+\\.example\\.com",
    "https://(?!evil)[a-z]+\\.example\\.com",
    "(?=https://example\\.com\\z).*",
    "https://[0-9]{40,}\\.example\\.com",
    "http://localhost(:\\d+)?",
    "http://[a-z]+\\.localhost:3000",
    "http://127\\.0\\.0\\.1:[0-9]+",
    "http://\\[::1\\](:\\d+)?",
    "https://intranet",
    "https://(a)\\.(?:\\1)\\.example\\.com",
    "https://(?<n>a)\\.\\k<n>\\.example\\.com",
    "https://[a-z]++example\\.com",
    "https://(?>[a-z]*?)example\\.com",
    "null",
    "",
};

/* A host, and whether the expression's author meant its owner. */
static const struct {
    const char *regex;
    const char *host;
    bool meant;
} owners[] = {
    {"https://example\\.com", "example.com", true},
    {"https://example\\.com", "a.b.example.com", true},
    {"https://example\\.com", "EXAMPLE.com.", true},
    {"https://Example\\.COM", "example.com", true},
    {"https://example\\.com", "evilexample.com", false},
    {"https://example\\.com", "example.com.evil.example", false},
    {"https://example\\.com", "example.net", false},
    {"https://example.com", "example.com", true},
    {"https://example.*com", "example.com", false},
    {"https://.*", "example.com", false},
    {"https://e[x]ample\\.(com|net)", "example.net", true},
    {"https://example\\.[cn][oe][mt]", "example.net", true},
    {"https://example\\.[a-z]+", "example.net", false},
    {"https://[^a]xample\\.com", "example.com", false},
    {"https://exa\\wple\\.com", "example.com", false},
    {"https://example(\\.[a-z]+)?\\.com", "example.com", true},
    {"https://exampl(?:e\\.c)om", "example.com", true},
    {"https://[^.]+\\.github\\.io", "evil.github.io", false},
    {"https://[^.]+\\.github\\.io", "github.io", true},
    {"https://my\\.github\\.io", "my.github.io", true},
    {"(?!https://evil\\.net).*", "evil.net", false},
    {"(?=https://good\\.net).*", "good.net", true},
    {"https://example\\.com(?#evil.net)", "evil.net", false},
    {"http://127\\.0\\.0\\.1", "127.0.0.1", true},
    {"http://127\\.0\\.0\\.1", "127.0.0.2", false},
    {"http://\\[::1\\]", "[::1]", true},
    {"http://localhost", "localhost", true},
    {"http://.*\\.localhost", "app.localhost", true},
    {"http://.*", "app.localhost", false},
    {"https://intranet", "intranet", true},
    {"https://.*", "intranet", false},
    /* Not to be walked: what its text says. */
    {"https://(example\\.com", "example.com", true},
    {"https://(example\\.com", "evil.net", false},
};

/* Candidates that are there whatever the rest, from an expression for a part
 * of the origin as well. */
static const struct {
    const char *regex;
    const char *candidate;
} expected[] = {
    {"https://example\\.com", "https://example.com"},
    {"https://example\\.com", "https://evilexample.com"},
    {"https://example\\.com", "https://evil-example.com"},
    {"https://example\\.com", "https://evil.example.com"},
    {"https://example\\.com", "https://example.com.evil.example"},
    {"https://example\\.com", "https://examplexcom"},
    {"https://example\\.com", "https://example.evil.example"},
    {"https://example\\.com", "https://example.co"},
    {"https://example\\.com", "https://example.comx"},
    {"https://example\\.com", "http://example.com"},
    {"https://example\\.com", "https://example.com:8443"},
    {"https://example\\.com", "https://example.com."},
    {"https://example\\.com", "https://EXAMPLE.COM"},
    {"https://example\\.com", "https://evil.example"},
    {"https://example\\.com", "null"},
    {"example\\.com$", "https://evilexample.com"},
    {"^https?://(www\\.)?example\\.com", "https://example.com.evil.example"},
    {"^https?://(www\\.)?example\\.com", "https://www.example.com"},
    {"\\.example\\.com$", "https://evil.example.com"},
    {"(a|b|example)\\.org", "https://example.org"},
    {"//example\\.com", "https://example.com"},
    /* Odd ones. */
    {"(", "https://evil.example"},
    {"https://(www\\.example\\.com", "https://www.example.com"},
    {"[", "null"},
    {":", "https://evil.example"},
    {"https://:8443", "null"},
    {"https://\\.", "null"},
    {"", "https://evil.example"},
    {"\\", "https://evil.example"},
};

static bool has(const apr_array_header_t *candidates, const char *text)
{
    for (int i = 0; i < candidates->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(candidates, i, const char *), text) == 0) {
            return true;
        }
    }
    return false;
}

/* The first candidate that the expression admits although nobody can have
 * meant it: what start-up does. *named tells whether `wanted` is one. */
static const char *find_stranger(apr_pool_t *pool, const char *text,
                                 const char *wanted, bool *named)
{
    const char *error = NULL, *first = NULL;
    const cors_regex *regex = cors_regex_compile(pool, text, &error);
    apr_array_header_t *candidates = cors_candidates(pool, text, LIMIT);

    *named = false;
    if (!regex) {
        tap_is(error, NULL, "%s compiles", text);
        return NULL;
    }
    for (int i = 0; i < candidates->nelts; i++) {
        const char *candidate = APR_ARRAY_IDX(candidates, i, const char *);
        size_t length = strlen(candidate);
        cors_origin origin;

        if (cors_origin_parse(candidate, length, &origin) &&
            cors_regex_matches(regex, candidate, length) &&
            !cors_candidate_is_meant(pool, text,
                                     apr_pstrmemdup(pool,
                                                    candidate + origin.host_at,
                                                    origin.host_length))) {
            first = first ? first : candidate;
            *named = *named || !wanted || strcmp(candidate, wanted) == 0;
        }
    }
    return first;
}

static void test_careless(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(careless); i++) {
        bool named;
        const char *stranger = find_stranger(pool, careless[i].regex,
                                             careless[i].stranger, &named);

        tap_ok(stranger != NULL, "%s admits a stranger", careless[i].regex);
        tap_ok(named, "%s among them",
               careless[i].stranger ? careless[i].stranger : "anybody");
    }
}

static void test_careful(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(careful); i++) {
        bool named;

        tap_is(find_stranger(pool, careful[i], NULL, &named), NULL,
               "%s admits none", careful[i]);
    }
}

static void test_owners(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(owners); i++) {
        tap_ok(cors_candidate_is_meant(pool, owners[i].regex, owners[i].host) ==
                   owners[i].meant,
               "%s means %s: %s", owners[i].regex, owners[i].host,
               owners[i].meant ? "yes" : "no");
    }
}

static void test_expected(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(expected); i++) {
        tap_ok(has(cors_candidates(pool, expected[i].regex, LIMIT),
                   expected[i].candidate),
               "%s: %s", expected[i].regex, expected[i].candidate);
    }
}

/* Each once, as many as wanted, the same ones again. */
static void test_list(apr_pool_t *pool)
{
    static const char regex[] = "https://(a|b|c)[^.]*.example.[a-z]+";
    const apr_array_header_t *all = cors_candidates(pool, regex, LIMIT);
    const apr_array_header_t *again = cors_candidates(pool, regex, LIMIT);
    int twice = 0, changed = 0;

    for (int i = 0; i < all->nelts; i++) {
        for (int j = 0; j < i; j++) {
            twice += strcmp(APR_ARRAY_IDX(all, i, const char *),
                            APR_ARRAY_IDX(all, j, const char *)) == 0;
        }
        changed += strcmp(APR_ARRAY_IDX(all, i, const char *),
                          APR_ARRAY_IDX(again, i, const char *)) != 0;
    }
    tap_ok(all->nelts > 50, "%d candidates", all->nelts);
    tap_ok(twice == 0, "each once");
    tap_ok(changed == 0, "the same ones again");
    for (int limit = 0; limit < 60; limit += 7) {
        tap_ok(cors_candidates(pool, regex, limit)->nelts == limit,
               "%d when %d are wanted", limit, limit);
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_careless(pool);
    test_careful(pool);
    test_owners(pool);
    test_expected(pool);
    test_list(pool);
    return tap_end();
}
