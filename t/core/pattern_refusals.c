/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_strings.h>
#include "core/pattern.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define A63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A189 A63 A63 A63

static const cors_place place = {"httpd.conf", 7, "CorsCredsOrigin"};

typedef struct refusal {
    const char *text;
    const char *code;
    const char *sentence; /* behind the value in quotes */
} refusal;

/* Each code, and each sentence of it. */
static const refusal refusals[] = {
    {"app.example.com", "origin-no-scheme",
     "has no scheme; write \"https://app.example.com\""},
    {"app.example.com:8443", "origin-no-scheme",
     "has no scheme; write \"https://app.example.com:8443\""},
    {"file://", "origin-opaque",
     "has no host; browsers send \"null\" for such a page, which names nobody: "
     "serve it over https and list that origin"},
    {"data:text/html,x", "origin-opaque",
     "has a scheme without an authority; browsers send \"null\" for it, which "
     "names nobody: serve the page over https and list that origin"},
    {"*://app.example.com:8443", "origin-scheme",
     "has a wildcard for its scheme; write one pattern for each scheme, such "
     "as \"https://app.example.com:8443\""},
    {"ws://app.example.com", "origin-scheme",
     "is no origin, a WebSocket carries that of the page that opened it; write "
     "\"http://app.example.com\""},
    {"wss://*.example.com:*", "origin-scheme",
     "is no origin, a WebSocket carries that of the page that opened it; write "
     "\"https://*.example.com:*\""},
    {"HTTPS://app.example.com", "origin-upper-case",
     "has upper case, which no browser sends; write "
     "\"https://app.example.com\""},
    {"https://*.Example.com:8443", "origin-upper-case",
     "has upper case, which no browser sends; write "
     "\"https://*.example.com:8443\""},
    {"https://app.example.com/", "origin-slash",
     "has a trailing slash, an origin has none; write "
     "\"https://app.example.com\""},
    {"https://app.example.com/a", "origin-path",
     "has a path, an origin has none; write \"https://app.example.com\""},
    {"https://app.example.com?a", "origin-path",
     "has a query, an origin has none; write \"https://app.example.com\""},
    {"https://app.example.com#a", "origin-path",
     "has a fragment, an origin has none; write \"https://app.example.com\""},
    {"https://user:pw@app.example.com", "origin-userinfo",
     "has user information, an origin has none; write "
     "\"https://app.example.com\""},
    {"https://app.example.com:0", "origin-port",
     "has the port \"0\"; write a number from 1 to 65535 without a leading "
     "zero, or \":*\" for any port"},
    {"https://app.example.com:443", "origin-default-port",
     "has its scheme's default port, which browsers leave out; write "
     "\"https://app.example.com\""},
    {"http://*.localhost:80", "origin-default-port",
     "has its scheme's default port, which browsers leave out; write "
     "\"http://*.localhost\""},
    {"https://app*.example.com", "origin-wildcard",
     "has a wildcard that is not its whole first label; write "
     "\"https://*.example.com\" for every sub-domain, or "
     "CorsCredsOriginRegex"},
    {"https://*.192.0.2.1", "origin-wildcard",
     "has a wildcard before an IP address, which has no sub-domains; write the "
     "address alone"},
    {"https://*.b\303\274cher.example:*", "origin-non-ascii",
     "has a host that is not ASCII; write \"https://*.xn--bcher-kva.example:*\""
     ", as browsers send it"},
    {"https://b\374cher.example", "origin-non-ascii",
     "has a host that is neither ASCII nor UTF-8; write its punycode form "
     "(xn--...)"},
    {"https://app..example.com", "origin-empty-label",
     "has an empty label in its host; take the superfluous dot out"},
    {"https://" A63 "a.example", "origin-long-host",
     "has a label of 64 bytes; labels have at most 63, so shorten it"},
    {"https://" A63 "." A63 "." A63 "." A63, "origin-long-host",
     "has a host of 255 bytes; names have at most 253, so shorten it"},
    {"https://192.0.2.256", "origin-address",
     "has a bad IPv4 address; write four numbers from 0 to 255 without leading "
     "zeros"},
    {"https://[2001:db8::g]", "origin-address",
     "has a bad IPv6 address; write one such as \"https://[2001:db8::1]\""},
    {"http://[::ffff:7f00:0001]:8080", "origin-address",
     "has an IPv6 address that browsers write in another way; write "
     "\"http://[::ffff:7f00:1]:8080\""},
    {"https://a.example,https://b.example", "origin-syntax",
     "has a comma, which no origin has; write patterns with blanks between "
     "them"},
    {"https://app%2eexample.com", "origin-syntax",
     "is no origin; write scheme, host and, if it is not the default, port, "
     "such as \"https://app.example.com:8443\""},
};

/* More values for the codes. */
static const struct {
    const char *code;
    const char *texts[22];
} more[] = {
    {"origin-no-scheme",
     {"localhost", "localhost:*", "192.0.2.1", "*.example.com", "//a.example",
      "a.example/x", "example.com.", "NULL", "**", "-"}},
    {"origin-opaque",
     {"https://", "https:///", "https:///a.example", "file:///etc/passwd",
      "about:blank", "mailto:me@a.example", "javascript:void", "x://",
      "blob:null", "*://"}},
    {"origin-scheme", {"http*://a.example", "**://a.example", "wss://a"}},
    {"origin-upper-case",
     {"Https://a.example", "https://A", "https://a.exampLE", "X://a",
      "https://*.A.example", "https://A.example:8443"}},
    {"origin-slash", {"https://a.example:8443/", "https://*.example.com/"}},
    {"origin-path",
     {"https://a.example//", "https://a.example/*", "https://a.example/?x",
      "https://a.example:8443/a", "https://a.example#", "https://a.example?"}},
    {"origin-userinfo",
     {"https://me@a.example", "https://@a.example", "https://a@b@c.example",
      "https://me@*.example.com"}},
    {"origin-port",
     {"https://a.example:", "https://a.example:00", "https://a.example:080",
      "https://a.example:65536", "https://a.example:123456",
      "https://a.example:-1", "https://a.example:x", "https://a.example:1x",
      "https://a.example:**", "https://a.example:*1", "https://a.example: 1",
      "https://a.example:1:2", "https://[::1]:", "https://[::1]:x"}},
    {"origin-default-port",
     {"http://a.example:80", "https://*.example.com:443", "https://[::1]:443"}},
    {"origin-wildcard",
     {"https://*", "https://*:8443", "https://a.*.example", "https://*.*",
      "https://**.example.com", "https://*.*.example.com", "https://a.*",
      "https://*a.example", "https://*-a.example"}},
    {"origin-non-ascii",
     {"https://\xc3\xa9", "https://a.\xd0\xb1", "https://a\xe3\x80\x82z",
      "https://\x80.example", "https://\xc3.example"}},
    {"origin-empty-label",
     {"https://.", "https://..", "https://a.", "https://.a", "https://*.",
      "https://*..a", "https://a..b", "https://:8443", "https://a.example.:8"}},
    {"origin-long-host", {"https://*." A63 "a", "https://a." A63 "a.b"}},
    {"origin-address",
     {"https://1",
      "https://1.2.3",
      "https://1.2.3.4.5",
      "https://01.2.3.4",
      "https://1.2.3.04",
      "https://256.1.1.1",
      "https://a.1",
      "https://*.a.1",
      "https://[",
      "https://[]",
      "https://[:]",
      "https://[::1",
      "https://[::1]a",
      "https://[::1%25a]",
      "https://[1.2.3.4]",
      "https://[::1.2.3.4]",
      "https://[0:0::1]",
      "https://[::01]",
      "https://[2001:DB8::1]",
      "https://[1:2:3:4:5:6:7:8:9]",
      "https://[:::1]"}},
    {"origin-syntax",
     {"://a.example",       "1x://a.example", "x y://a.example",
      "blob:https://a",     "https://a b",    " https://a.example",
      "https://a.example ", "https://a\\b",   "https://a!b",
      "https://a,b",        "https://a;b",    "https://a\"b",
      "https://a'b",        "https://a\tb",   "https://a\177b",
      "https://a\x01",      "https://a%b",    "https://a^b",
      "https://(a)",        "https://a]",     "https://{a}"}},
};

static const cors_problem *refuse(apr_pool_t *pool, const char *text)
{
    cors_problems *problems = cors_problems_create(pool);
    cors_pattern pattern;
    bool good = cors_pattern_parse(pool, &place, text, &pattern, problems);

    if (good || problems->list->nelts != 1) {
        return NULL;
    }
    return &APR_ARRAY_IDX(problems->list, 0, cors_problem);
}

/* What a remedy says to write must not be refused in its turn. */
static void test_remedy(apr_pool_t *pool, const cors_problem *problem)
{
    static const char mark[] = "write \"";
    const char *remedy = strstr(problem->sentence, mark);
    cors_problems *problems = cors_problems_create(pool);
    cors_pattern pattern;
    const char *text;

    if (!remedy) {
        return;
    }
    remedy += strlen(mark);
    text = apr_pstrmemdup(pool, remedy, strcspn(remedy, "\""));
    tap_ok(cors_pattern_parse(pool, &place, text, &pattern, problems),
           "\"%s\": the remedy, \"%s\", is accepted", problem->value, text);
}

static void test_refusals(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const refusal *r = &refusals[i];
        const char *shown = r->text;
        const cors_problem *problem = refuse(pool, r->text);

        if (!problem) {
            tap_ok(false, "\"%s\" is refused", shown);
            continue;
        }
        tap_is(problem->code, r->code, "\"%s\": code", shown);
        tap_is(problem->value, r->text, "\"%s\": value", shown);
        tap_is(problem->sentence,
               apr_psprintf(pool, "\"%s\" %s", r->text, r->sentence),
               "\"%s\": sentence", shown);
        tap_is(cors_problem_text(pool, problem),
               apr_psprintf(pool, "httpd.conf:7: CorsCredsOrigin: \"%s\" %s",
                            r->text, r->sentence),
               "\"%s\": with its place", shown);
        test_remedy(pool, problem);
    }
}

static void test_more(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(more); i++) {
        for (const char *const *text = more[i].texts;
             text < more[i].texts + COUNT(more[i].texts) && *text; text++) {
            const cors_problem *problem = refuse(pool, *text);

            tap_is(problem ? problem->code : NULL, more[i].code, "\"%s\"",
                   *text);
        }
    }
}

/* One fault only, so that one remedy must do. */
static void test_remedies(apr_pool_t *pool)
{
    static const char *const texts[] = {
        "a.example",
        "//a.example",
        "a.example/",
        "a.example/x?y",
        "A.Example",
        "localhost:*",
        "*.example.com",
        "https:a.example",
        "https:/a.example",
        "https:///a.example",
        "https://a.example,https://b.example",
        "https://a.example,",
        "https://me@a.example",
        "https://2001:db8::1",
        "https://*.[::1]",
        "https://:443",
        "https://[0:0::1]",
        "https://[::1.2.3.4]:8443",
        "https://[::ffff:1.2.3.4]",
        "https://\xe5\xad\x97.example",
        "https://\303\234BER.example",
    };

    for (size_t i = 0; i < COUNT(texts); i++) {
        const cors_problem *problem = refuse(pool, texts[i]);

        if (problem) {
            test_remedy(pool, problem);
        } else {
            tap_ok(false, "\"%s\" is refused", texts[i]);
        }
    }
}

/* A value is shown up to the length of the longest origin. */
static void test_long_value(apr_pool_t *pool)
{
    const char *text = "https://a.example/" A189 A189;
    const cors_problem *problem = refuse(pool, text);

    tap_is(problem->value, text, "a long value is kept whole");
    tap_is(problem->sentence,
           apr_psprintf(pool,
                        "\"%.326s...\" has a path, an origin has none; write "
                        "\"https://a.example\"",
                        text),
           "and cut in the sentence");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_refusals(pool);
    test_more(pool);
    test_remedies(pool);
    test_long_value(pool);
    return tap_end();
}
