/* SPDX-License-Identifier: Apache-2.0 */
#include "cookie_testing.h"

#define NONE "* SameSite=None Secure"

/* `before`, then count times the byte c, then `after`. */
static char *padded(apr_pool_t *pool, const char *before, size_t count, char c,
                    const char *after)
{
    char *pad = apr_palloc(pool, count + 1);

    memset(pad, c, count);
    pad[count] = '\0';
    return apr_pstrcat(pool, before, pad, after, NULL);
}

static void test_limits(apr_pool_t *pool)
{
    const cors_cookie_rules *rules = read_rules(pool, NONE);
    const cors_cookie_rules *path = read_rules(pool, "* Path=/");
    const char tail[] = "; SameSite=None; Secure";
    const struct {
        const cors_cookie_rules *rules;
        char *field;
        const char *end; /* what is added; NULL for untouched */
        const char *name;
    } cases[] = {
        {rules, padded(pool, "a=", 4095, 'x', ""), tail, "4096 bytes of pair"},
        {rules, padded(pool, "a=", 4096, 'x', ""), NULL, "4097"},
        {rules, padded(pool, "", 4096, 'x', ""), tail, "4096 without a name"},
        {rules, padded(pool, "", 4097, 'x', ""), NULL, "4097 without a name"},
        {rules, padded(pool, "", 4096, 'x', "="), tail, "4096 of name"},
        {rules, padded(pool, "a=b", 9000, ' ', ""), tail, "blanks at the end"},
        {rules, padded(pool, "", 9000, ' ', "a\t= b"), tail, "or before"},
        {rules, padded(pool, "a=b; SameSite=", 1025, 'x', ""), tail,
         "a value of 1025 bytes is none of its name"},
        {path, padded(pool, "a=b; Path=", 1025, 'x', "; Path=/"), "",
         "so the next one is the first"},
        {path, padded(pool, "a=b; Path=", 2000, ' ', "/"), "",
         "but blanks do not count"},
        {rules, padded(pool, "a=b; X=", 100000, 'x', ""), tail,
         "100 KB of an attribute"},
        {rules, padded(pool, "a=b; Secure", 100000, '\t', ""),
         "; SameSite=None", "100 KB of blanks"},
        {rules, padded(pool, "a=b", 100000, ';', "x"), tail,
         "100,000 attributes"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        cors_cookie_outcome outcome;
        const char *result =
            rewrite(pool, cases[i].rules, true, cases[i].field, &outcome);

        tap_is(result,
               apr_pstrcat(pool, cases[i].field,
                           cases[i].end ? cases[i].end : "", NULL),
               "%s", cases[i].name);
        tap_ok(outcome ==
                   (cases[i].end ? CORS_COOKIE_DONE : CORS_COOKIE_UNTOUCHED),
               "%s: outcome", cases[i].name);
    }
}

/* Wherever a control stands, in a field of whatever length. */
static void test_controls(apr_pool_t *pool)
{
    const cors_cookie_rules *rules = read_rules(pool, NONE);
    int missed = 0, spoilt = 0;
    apr_pool_t *inner;

    apr_pool_create(&inner, pool);
    for (size_t length = 3; length < 70; length++) {
        for (size_t at = 0; at < length; at++) {
            char *field = padded(inner, "a=", length - 2, 'x', "");
            cors_cookie_outcome outcome;

            for (const char *c = "\x01\x1f\x7f\n"; *c; c++) {
                field[at] = *c;
                missed += rewrite(inner, rules, true, field, &outcome) != field;
            }
            field[at] = '\x80'; /* no control, and a byte of UTF-8 */
            spoilt += rewrite(inner, rules, true, field, &outcome) == field;
            apr_pool_clear(inner);
        }
    }
    apr_pool_destroy(inner);
    tap_ok(missed == 0, "a control spoils the cookie wherever it stands");
    tap_ok(spoilt == 0, "other bytes beyond ASCII do not");
}

/* Many of the same attribute, where moving bytes about would be quadratic. */
static void test_many(apr_pool_t *pool)
{
    const cors_cookie_rules *rules = read_rules(pool, "* -Domain Path=/");
    const cors_cookie_rules *glob = read_rules(pool, "*a*a*a*a*b HttpOnly");
    char *field = apr_palloc(pool, 200001);
    cors_cookie_outcome outcome;
    apr_time_t start = apr_time_now();

    memcpy(field, "a=b", 3);
    for (int i = 3; i + 14 <= 200000; i += 14) {
        memcpy(field + i, ";domain;path=x", 15);
    }
    tap_is(rewrite(pool, rules, true, field, &outcome), "a=b;Path=/",
           "200 KB of duplicates");
    field = padded(pool, "", 4000, 'a', "=1");
    tap_ok(rewrite(pool, glob, true, field, &outcome) == field,
           "a glob that nearly matches");
    tap_ok(apr_time_now() - start < apr_time_from_sec(2), "in no time");
}

/* The same numbers on every machine. */
static unsigned draw(unsigned *state, unsigned count)
{
    *state = *state * 1664525U + 1013904223U;
    return (*state >> 16) % count;
}

/* Fields made of what matters, and of any byte at all. */
static char *random_field(apr_pool_t *pool, unsigned *state)
{
    static const char *const pieces[] = {
        ";",
        "; ",
        "=",
        " ",
        "\t",
        "SameSite",
        "samesite=none",
        "Secure",
        "Path=/",
        "path",
        "Domain=x",
        "Max-Age=0",
        "Max-Age=9",
        "Expires=Wed, 21 Oct 2015 07:28:00 GMT",
        "Expires=Tue, 19 Jan 2038 03:14:07 GMT",
        "HttpOnly",
        "Partitioned",
        "__Host-",
        "__Secure-",
        "a",
        "a=b",
        "\xc3\xa9",
        "\"",
        ",",
    };
    char *field = apr_pstrdup(pool, draw(state, 4) ? "a=b;" : "");

    for (unsigned i = draw(state, 12); i > 0; i--) {
        char byte[2] = {(char)draw(state, 256), '\0'};
        unsigned piece = draw(state, 26);

        field = apr_pstrcat(
            pool, field,
            piece < sizeof(pieces) / sizeof(pieces[0]) ? pieces[piece] : byte,
            NULL);
    }
    return field;
}

/* Whatever the field: the pair keeps its bytes, a second time changes nothing
 * (in rewrite), and neither does the order of doing it. */
static void test_random(apr_pool_t *pool)
{
    static const char *const rules[] = {
        NONE,
        "* SameSite=None Secure Partitioned",
        "* -Domain -Path",
        "* Max-Age=60 -Expires",
        "* Path=/ Secure -Domain",
        "a* SameSite=Lax HttpOnly | * -SameSite -Secure",
        "* -Max-Age Domain=example.com",
    };
    unsigned state = 1;
    int changed = 0, wrong = 0;

    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        const cors_cookie_rules *list = read_rules(pool, rules[i]);
        apr_pool_t *inner;

        apr_pool_create(&inner, pool);
        for (int j = 0; j < 20000; j++) {
            const char *field = random_field(inner, &state);
            size_t pair = strcspn(field, ";");
            cors_cookie_outcome outcome;
            const char *result =
                rewrite(inner, list, j % 3 > 0, field, &outcome);

            changed += result != field;
            wrong += strncmp(result, field, pair) != 0 ||
                     (result[pair] && result[pair] != ';');
            wrong += result != field && (outcome == CORS_COOKIE_UNTOUCHED ||
                                         outcome == CORS_COOKIE_PREFIX_REFUSED);
            apr_pool_clear(inner);
        }
        apr_pool_destroy(inner);
    }
    tap_ok(wrong == 0, "name and value keep their bytes");
    tap_ok(changed > 50000, "although most fields change (%d)", changed);
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_limits(pool);
    test_controls(pool);
    test_many(pool);
    test_random(pool);
    return tap_end();
}
