/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <string.h>
#include <apr_strings.h>
#include "core/cookie.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Words of the last rule, the one in question, end with NULL. */
#define WORDS_MAX 6

typedef struct refusal {
    const char *words[WORDS_MAX];
    const char *code;  /* of the only problem */
    const char *value; /* the word it is about */
} refusal;

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A1024 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64

static const refusal refusals[] = {
    {{"", "Secure"}, "cookie-name", ""},
    {{"a=b", "Secure"}, "cookie-name", "a=b"},
    {{"a;b", "Secure"}, "cookie-name", "a;b"},
    {{"a b", "Secure"}, "cookie-name", "a b"},
    {{"a\tb", "Secure"}, "cookie-name", "a\tb"},
    {{"a\001", "Secure"}, "cookie-name", "a\001"},
    {{"a\177", "Secure"}, "cookie-name", "a\177"},
    {{"*"}, "cookie-no-attribute", "*"},
    {{"*", "SameSit=None"}, "cookie-attribute", "SameSit=None"},
    {{"*", "Foo"}, "cookie-attribute", "Foo"},
    {{"*", "-Foo"}, "cookie-attribute", "-Foo"},
    {{"*", ""}, "cookie-attribute", ""},
    {{"*", "-"}, "cookie-attribute", "-"},
    {{"*", "=x"}, "cookie-attribute", "=x"},
    {{"*", "Secure;HttpOnly"}, "cookie-attribute", "Secure;HttpOnly"},
    {{"*", "MaxAge=1"}, "cookie-attribute", "MaxAge=1"},
    {{"*", "Priority=High"}, "cookie-attribute", "Priority=High"},
    {{"*", " Secure"}, "cookie-attribute", " Secure"},
    {{"*", "Secure", "secure"}, "cookie-attribute-twice", "secure"},
    {{"*", "-Path", "Path=/"}, "cookie-attribute-twice", "Path=/"},
    {{"*", "Path=/", "-path"}, "cookie-attribute-twice", "-path"},
    {{"*", "-Path", "-Path"}, "cookie-attribute-twice", "-Path"},
    {{"*", "-Path=/"}, "cookie-removed-value", "-Path=/"},
    {{"*", "-Secure="}, "cookie-removed-value", "-Secure="},
    {{"*", "Secure=1"}, "cookie-flag-value", "Secure=1"},
    {{"*", "HttpOnly="}, "cookie-flag-value", "HttpOnly="},
    {{"*", "partitioned=x", "Secure"}, "cookie-flag-value", "partitioned=x"},
    {{"*", "SameSite", "Secure"}, "cookie-samesite", "SameSite"},
    {{"*", "SameSite=", "Secure"}, "cookie-samesite", "SameSite="},
    {{"*", "SameSite=no", "Secure"}, "cookie-samesite", "SameSite=no"},
    {{"*", "SameSite=None;", "Secure"}, "cookie-samesite", "SameSite=None;"},
    {{"*", "SameSite=None"}, "cookie-samesite-none-insecure", "SameSite=None"},
    {{"*", "samesite=NONE", "HttpOnly"},
     "cookie-samesite-none-insecure",
     "SameSite=None"},
    {{"*", "-Secure", "SameSite=None"},
     "cookie-samesite-none-insecure",
     "SameSite=None"},
    {{"*", "Partitioned"}, "cookie-partitioned-insecure", "Partitioned"},
    {{"*", "Partitioned", "-Secure"},
     "cookie-partitioned-insecure",
     "Partitioned"},
    {{"*", "Path"}, "cookie-path", "Path"},
    {{"*", "Path="}, "cookie-path", "Path="},
    {{"*", "Path=x"}, "cookie-path", "Path=x"},
    {{"*", "Path=/x;y"}, "cookie-path", "Path=/x;y"},
    {{"*", "Path=/x\n"}, "cookie-path", "Path=/x\n"},
    {{"*", "Path=/x\ty"}, "cookie-path", "Path=/x\ty"},
    {{"*", "Path=/x\177"}, "cookie-path", "Path=/x\177"},
    {{"*", "Path=/x "}, "cookie-path", "Path=/x "},
    {{"*", "Path=/" A1024}, "cookie-long-value", "Path=/" A1024},
    {{"*", "Max-Age"}, "cookie-max-age", "Max-Age"},
    {{"*", "Max-Age="}, "cookie-max-age", "Max-Age="},
    {{"*", "Max-Age=-"}, "cookie-max-age", "Max-Age=-"},
    {{"*", "Max-Age=+1"}, "cookie-max-age", "Max-Age=+1"},
    {{"*", "Max-Age=1.5"}, "cookie-max-age", "Max-Age=1.5"},
    {{"*", "Max-Age=1h"}, "cookie-max-age", "Max-Age=1h"},
    {{"*", "Max-Age= 1"}, "cookie-max-age", "Max-Age= 1"},
    {{"*", "Domain"}, "cookie-domain", "Domain"},
    {{"*", "Domain="}, "cookie-domain", "Domain="},
    {{"*", "Domain=."}, "cookie-domain", "Domain=."},
    {{"*", "Domain=.example.com"}, "cookie-domain", "Domain=.example.com"},
    {{"*", "Domain=example.com."}, "cookie-domain", "Domain=example.com."},
    {{"*", "Domain=example..com"}, "cookie-domain", "Domain=example..com"},
    {{"*", "Domain=*.example.com"}, "cookie-domain", "Domain=*.example.com"},
    {{"*", "Domain=example.com:80"}, "cookie-domain", "Domain=example.com:80"},
    {{"*", "Domain=http://example.com"},
     "cookie-domain",
     "Domain=http://example.com"},
    {{"*", "Domain=example.com;"}, "cookie-domain", "Domain=example.com;"},
    {{"*", "Domain=b\xc3\xbc.example.com"},
     "cookie-domain",
     "Domain=b\xc3\xbc.example.com"},
    {{"*", "Domain=\xff.example.com"},
     "cookie-domain",
     "Domain=\xff.example.com"},
    {{"*", "Domain=" A64 ".example.com"},
     "cookie-domain",
     "Domain=" A64 ".example.com"},
    {{"*", "Domain=com"}, "cookie-domain-public-suffix", "Domain=com"},
    {{"*", "Domain=CO.UK"}, "cookie-domain-public-suffix", "Domain=CO.UK"},
    {{"*", "Domain=github.io"},
     "cookie-domain-public-suffix",
     "Domain=github.io"},
    {{"*", "Domain=intranet"},
     "cookie-domain-public-suffix",
     "Domain=intranet"},
    {{"*", "Expires=0"}, "cookie-expires", "Expires=0"},
    {{"*", "expires"}, "cookie-expires", "expires"},
    {{"__Host-sid", "Domain=example.com"}, "cookie-host-prefix", "__Host-sid"},
    {{"__Host-sid", "Path=/x"}, "cookie-host-prefix", "__Host-sid"},
    {{"__Host-sid", "-Path"}, "cookie-host-prefix", "__Host-sid"},
    {{"__Host-sid", "-Secure"}, "cookie-host-prefix", "__Host-sid"},
    {{"__HOST-sid", "-Secure"}, "cookie-host-prefix", "__HOST-sid"},
    {{"__Host-*", "Path=/x"}, "cookie-host-prefix", "__Host-*"},
    {{"__Secure-sid", "-Secure"}, "cookie-secure-prefix", "__Secure-sid"},
    {{"__secure-?", "-Secure"}, "cookie-secure-prefix", "__secure-?"},
};

static const char *const accepted[][WORDS_MAX] = {
    {"*", "SameSite=None", "Secure", "Partitioned", "HttpOnly"},
    {"sid", "samesite=lax"},
    {"sid", "SameSite=Strict", "-Secure"},
    {"sid", "-Expires", "-Max-Age", "-Domain", "-path", "-HttpOnly"},
    {"s?d*", "Path=/", "Domain=example.com", "Max-Age=0"},
    {"sid", "Max-Age=-1"},
    {"sid", "Max-Age=99999999999999999999"},
    {"sid", "Domain=localhost"},
    {"sid", "Domain=api.localhost"},
    {"sid", "Domain=127.0.0.1"},
    {"sid", "Domain=192.0.2.1"},
    {"sid", "Domain=EXAMPLE.co.uk"},
    {"sid", "Domain=my-app.github.io"},
    {"sid", "Domain=xn--bcher-kva.example"},
    {"sid", "Domain=a_b.example.com"},
    {"sid", "Path=/a b/\xc3\xa9"},
    {"\xc3\xa9*", "Secure"},
    {"a,b:c@d[e]", "Secure"},
    {"__Host-sid", "Path=/", "-Domain", "Secure", "SameSite=None"},
    {"__Host-*", "HttpOnly"},
    {"__Host", "Domain=example.com"},
    {"*__Host-", "Domain=example.com"},
    {"__Secure-sid", "Domain=example.com", "-Path"},
};

/* Two rules, and whether the second one is ever reached. */
static const struct {
    const char *first;
    const char *second;
    bool reached;
} pairs[] = {
    {"*", "sid", false},   {"*", "*", false},      {"sid", "sid", false},
    {"s*", "sid", false},  {"s*", "s?d*", false},  {"s?d", "sad", false},
    {"s?d", "s?d", false}, {"*s*", "*ss*", false}, {"**", "x", false},
    {"?*", "x?", false},   {"sid", "SID", true},   {"sid", "*", true},
    {"s?d", "s*d", true},  {"?", "*", true},       {"s*d", "s*", true},
    {"sid", "sid2", true}, {"s?", "s", true},      {"a*", "*a", true},
    {"sid", "s?d", true},
};

static const cors_place place = {"case.conf", 7, "CorsCredsCookie"};

static int word_count(const char *const *words)
{
    int count = 0;

    while (count < WORDS_MAX && words[count]) {
        count++;
    }
    return count;
}

/* A sentence as the house writes them. */
static bool is_sentence(const char *text)
{
    size_t length = strlen(text);

    return length && !isupper((unsigned char)text[0]) &&
           text[length - 1] != '.' && strchr(text, '"') &&
           (strstr(text, "; write") || strstr(text, "; take") ||
            strstr(text, "; add") || strstr(text, "; leave") ||
            strstr(text, "; move"));
}

static void test_refusals(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const refusal *r = &refusals[i];
        cors_cookie_rules *rules = cors_cookie_rules_create(pool);
        cors_problems *problems = cors_problems_create(pool);
        const cors_problem *problem;
        const char *shown = "";

        for (int j = 0; j < word_count(r->words); j++) {
            shown = apr_pstrcat(pool, shown, j ? " " : "", r->words[j], NULL);
        }
        cors_cookie_rules_add(rules, &place, word_count(r->words), r->words,
                              problems);
        if (!tap_ok(problems->list->nelts == 1, "%.100s: one problem", shown)) {
            continue;
        }
        problem = &APR_ARRAY_IDX(problems->list, 0, cors_problem);
        tap_is(problem->code, r->code, "%.100s: code", shown);
        tap_is(problem->value, r->value, "%.100s: value", shown);
        tap_ok(is_sentence(problem->sentence), "%.200s", problem->sentence);
        tap_ok(problem->place.line == place.line, "its place");
        tap_ok(cors_cookie_rules_empty(rules), "it is not kept");
    }
}

static void test_accepted(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(accepted); i++) {
        cors_cookie_rules *rules = cors_cookie_rules_create(pool);
        cors_problems *problems = cors_problems_create(pool);

        cors_cookie_rules_add(rules, &place, word_count(accepted[i]),
                              accepted[i], problems);
        tap_is(problems->list->nelts
                   ? APR_ARRAY_IDX(problems->list, 0, cors_problem).sentence
                   : NULL,
               NULL, "%s %s is a rule", accepted[i][0], accepted[i][1]);
        tap_ok(!cors_cookie_rules_empty(rules), "and is kept");
    }
}

static void test_reached(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(pairs); i++) {
        cors_cookie_rules *rules = cors_cookie_rules_create(pool);
        cors_problems *problems = cors_problems_create(pool);
        const char *words[] = {pairs[i].first, "Secure"};

        cors_cookie_rules_add(rules, &place, 2, words, problems);
        words[0] = pairs[i].second;
        cors_cookie_rules_add(rules, &place, 2, words, problems);
        tap_ok((problems->list->nelts == 0) == pairs[i].reached,
               "\"%s\" behind \"%s\" is %sreached", pairs[i].second,
               pairs[i].first, pairs[i].reached ? "" : "not ");
        if (problems->list->nelts) {
            const cors_problem *problem =
                &APR_ARRAY_IDX(problems->list, 0, cors_problem);

            tap_is(problem->code, "cookie-rule-unreachable", "its code");
            tap_ok(strstr(problem->sentence, "case.conf:7") != NULL &&
                       is_sentence(problem->sentence),
                   "%s", problem->sentence);
        }
    }
}

/* Every word is judged, and then the rule as a whole. */
static void test_all_told(apr_pool_t *pool)
{
    static const char *const words[] = {"a b", "SameSite=Nun", "Path=x",
                                        "Secur"};
    static const char *const whole[] = {"__Host-a", "SameSite=None",
                                        "Partitioned", "-Path"};
    cors_cookie_rules *rules = cors_cookie_rules_create(pool);
    cors_problems *problems = cors_problems_create(pool);

    cors_cookie_rules_add(rules, &place, COUNT(words), words, problems);
    tap_ok(problems->list->nelts == 4, "four wrong words, four problems");
    cors_cookie_rules_add(rules, &place, COUNT(whole), whole, problems);
    tap_ok(problems->list->nelts == 7, "and three wrongs in good words");
    cors_cookie_rules_add(rules, &place, 0, words, problems);
    tap_ok(problems->list->nelts > 7, "no word at all is wrong too");
    tap_ok(cors_cookie_rules_empty(rules), "none is kept");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_refusals(pool);
    test_accepted(pool);
    test_reached(pool);
    test_all_told(pool);
    return tap_end();
}
