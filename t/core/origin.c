/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_strings.h>
#include "core/origin.h"
#include "tap.h"

#define A50 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A63 A50 "aaaaaaaaaaaaa"

typedef struct row {
    const char *text;
    const char *scheme;
    const char *host;
    const char *port; /* NULL: none */
} row;

static const row origins[] = {
    {"https://example.com", "https", "example.com", NULL},
    {"http://example.com", "http", "example.com", NULL},
    {"https://example.com:8443", "https", "example.com", "8443"},
    {"https://example.com:1", "https", "example.com", "1"},
    {"https://example.com:65535", "https", "example.com", "65535"},
    {"https://example.com:80", "https", "example.com", "80"},
    {"http://example.com:443", "http", "example.com", "443"},
    {"http://example.com:8080", "http", "example.com", "8080"},
    {"https://a.b.c.d.e.f.example.com", "https", "a.b.c.d.e.f.example.com",
     NULL},
    {"https://example", "https", "example", NULL},
    {"https://localhost", "https", "localhost", NULL},
    {"http://localhost:3000", "http", "localhost", "3000"},
    {"https://a", "https", "a", NULL},
    {"https://1.example", "https", "1.example", NULL},
    {"https://1-800.example.com", "https", "1-800.example.com", NULL},
    {"https://4chan.example", "https", "4chan.example", NULL},
    {"https://example.c0m", "https", "example.c0m", NULL},
    {"https://example.3com", "https", "example.3com", NULL},
    {"https://a_b.example.com", "https", "a_b.example.com", NULL},
    {"https://_dmarc.example.com", "https", "_dmarc.example.com", NULL},
    {"https://-a-.example.com", "https", "-a-.example.com", NULL},
    {"https://xn--bcher-kva.example", "https", "xn--bcher-kva.example", NULL},
    {"https://example.com.", "https", "example.com.", NULL},
    {"https://example.com.:8443", "https", "example.com.", "8443"},
    {"https://127.0.0.1", "https", "127.0.0.1", NULL},
    {"http://0.0.0.0:8000", "http", "0.0.0.0", "8000"},
    {"https://255.255.255.255", "https", "255.255.255.255", NULL},
    {"https://192.0.2.1:8443", "https", "192.0.2.1", "8443"},
    {"https://192.0.2.1.example", "https", "192.0.2.1.example", NULL},
    {"https://[::1]", "https", "[::1]", NULL},
    {"https://[::]", "https", "[::]", NULL},
    {"https://[2001:db8::1]:8443", "https", "[2001:db8::1]", "8443"},
    {"https://[2001:db8:85a3:8d3:1319:8a2e:370:7348]", "https",
     "[2001:db8:85a3:8d3:1319:8a2e:370:7348]", NULL},
    {"https://[abcd:abcd:abcd:abcd:abcd:abcd:abcd:abcd]", "https",
     "[abcd:abcd:abcd:abcd:abcd:abcd:abcd:abcd]", NULL},
    {"capacitor://localhost", "capacitor", "localhost", NULL},
    {"ionic://localhost", "ionic", "localhost", NULL},
    {"chrome-extension://abcdefghijklmnop", "chrome-extension",
     "abcdefghijklmnop", NULL},
    {"moz-extension://f81d4fae-7dec-11d0", "moz-extension",
     "f81d4fae-7dec-11d0", NULL},
    {"app+v1.2-x://host:80", "app+v1.2-x", "host", "80"},
    {"x://example.com", "x", "example.com", NULL},
    {"httpss://example.com:443", "httpss", "example.com", "443"},
    {"https://" A63 ".com", "https", A63 ".com", NULL},
};

static const char *const strangers[] = {
    "http://0.0.0.0:80000",

    /* No origins at all. */
    "",
    "null",
    "*",
    "example.com",
    "example.com:8443",
    "//example.com",
    "://example.com",
    "https",
    "https:",
    "https:/",
    "https://",
    "https:///",
    "https:example.com",
    "https:/example.com",
    "https:///example.com",
    "https//example.com",
    "https:\\\\example.com",
    "file://",
    "data:text/plain,x",
    "about:blank",
    "blob:https://example.com",

    /* The scheme. */
    "HTTPS://example.com",
    "Https://example.com",
    "1http://example.com",
    "+http://example.com",
    "-http://example.com",
    ".http://example.com",
    "ht_tp://example.com",
    "ht tp://example.com",
    " https://example.com",
    "\thttps://example.com",
    "*://example.com",
    "https ://example.com",

    /* What an origin does not have. */
    "https://example.com/",
    "https://example.com/a",
    "https://example.com?a",
    "https://example.com#a",
    "https://example.com:8443/",
    "https://user@example.com",
    "https://user:pw@example.com",
    "https://@example.com",
    "https://example.com\\",
    "https://example.com;a",
    "https://example.com ",
    "https://example.com\n",
    "https://example.com\r\nX: y",
    "https://example.com,https://example.org",
    "https://example.com, https://example.org",
    "https://example.com https://example.org",
    "https://example.com%2f",
    "https://example%2ecom",
    "https://example.com%00.evil.example",
    "https://example.com{.evil.example",
    "https://example.com`.evil.example",
    "https://example.com!.evil.example",

    /* The host. */
    "https://*.example.com",
    "https://example.com:*",
    "https://Example.com",
    "https://EXAMPLE.COM",
    "https://b\303\274cher.example",
    "https://ex\357\274\216com",
    "https://.",
    "https://..",
    "https://.example.com",
    "https://example..com",
    "https://example.com..",
    "https://example.com..:8443",
    "https://" A63 "a.com",
    "https://com." A63 "a",
    "https://com." A63 "a.",

    /* A host that ends in a number is an IPv4 address or nothing. */
    "https://1",
    "https://1.2",
    "https://1.2.3",
    "https://1.2.3.4.5",
    "https://1.2.3.4.",
    "https://1.2.3.256",
    "https://256.2.3.4",
    "https://1.2.3.04",
    "https://01.2.3.4",
    "https://1.2..4",
    "https://1.2.3.0000",
    "https://example.1",
    "https://example.1.",
    "https://example.com.123",
    "https://2130706433",
    "https://a.2.3.4",

    /* IPv6. */
    "https://[",
    "https://[]",
    "https://[:]",
    "https://[::1",
    "https://::1",
    "https://::1]",
    "https://[::1]8443",
    "https://[::1].example.com",
    "https://[::1]]",
    "https://[[::1]]",
    "https://[::A]",
    "https://[::g]",
    "https://[::ffff:1.2.3.4]",
    "https://[fe80::1%25eth0]",
    "https://a[::1]",
    "https://[abcd:abcd:abcd:abcd:abcd:abcd:abcd:abcda]",

    /* The port. */
    "https://example.com:",
    "https://example.com:0",
    "https://example.com:443",
    "http://example.com:80",
    "https://[::1]:443",
    "http://127.0.0.1:80",
    "https://example.com:0443",
    "https://example.com:08443",
    "https://example.com:65536",
    "https://example.com:99999",
    "https://example.com:100000",
    "https://example.com:4294967739",
    "https://example.com:-1",
    "https://example.com:+1",
    "https://example.com: 1",
    "https://example.com:1 ",
    "https://example.com:0x1",
    "https://example.com:1a",
    "https://example.com:1:2",
    "https://example.com::1",
    "https://:8443",
    "https://.:8443",

};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void test_origins(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(origins); i++) {
        const row *r = &origins[i];
        cors_origin origin;

        if (!cors_origin_parse(r->text, strlen(r->text), &origin)) {
            tap_ok(false, "\"%s\" is an origin", r->text);
            continue;
        }
        tap_is(apr_pstrmemdup(pool, origin.text, origin.scheme_length),
               r->scheme, "\"%s\": scheme", r->text);
        tap_is(apr_pstrmemdup(pool, origin.text + origin.host_at,
                              origin.host_length),
               r->host, "\"%s\": host", r->text);
        tap_is(origin.port_at ? origin.text + origin.port_at : NULL, r->port,
               "\"%s\": port", r->text);
    }
    for (size_t i = 0; i < COUNT(strangers); i++) {
        cors_origin origin;

        tap_ok(!cors_origin_parse(strangers[i], strlen(strangers[i]), &origin),
               "\"%s\" is no origin", strangers[i]);
    }
}

/* An origin around one part that is repeated to the wanted length. */
static bool parses(apr_pool_t *pool, const char *before, int repeated,
                   const char *after)
{
    char *middle = apr_palloc(pool, (size_t)repeated + 1);
    const char *text;
    cors_origin origin;

    memset(middle, 'a', (size_t)repeated);
    middle[repeated] = '\0';
    text = apr_pstrcat(pool, before, middle, after, NULL);
    return cors_origin_parse(text, strlen(text), &origin);
}

static void test_lengths(apr_pool_t *pool)
{
#define LABELS_192 A63 "." A63 "." A63 "."
    cors_origin origin;
    /* scheme 64, "://", host 253, ":", port 5: the longest origin there is. */
    const char *longest =
        apr_pstrcat(pool, A63 "a://" LABELS_192, A50 "aaaaaaaaaaa:65535", NULL);
    const char *longer = apr_pstrcat(pool, longest, "5", NULL);

    tap_ok(strlen(longest) == CORS_ORIGIN_MAX, "the longest has 326 bytes");
    tap_ok(cors_origin_parse(longest, 326, &origin), "326 bytes are an origin");
    tap_ok(!cors_origin_parse(longer, 327, &origin), "327 bytes are none");
    tap_ok(!cors_origin_parse("https://example.com\0.org", 24, &origin),
           "a NUL is no byte of a host");
    tap_ok(parses(pool, "", 64, "://example.com"), "a scheme of 64 bytes");
    tap_ok(!parses(pool, "", 65, "://example.com"), "none of 65");
    tap_ok(parses(pool, "https://", 63, ""), "a label of 63 bytes");
    tap_ok(!parses(pool, "https://", 64, ""), "none of 64");
    tap_ok(parses(pool, "https://a.", 63, ".com"), "63 in the middle");
    tap_ok(!parses(pool, "https://a.", 64, ".com"), "not 64");
    tap_ok(parses(pool, "https://" LABELS_192, 61, ""), "a host of 253 bytes");
    tap_ok(!parses(pool, "https://" LABELS_192, 62, ""), "none of 254");
    tap_ok(parses(pool, "https://" LABELS_192, 60, "."),
           "253 with the trailing dot");
    tap_ok(!parses(pool, "https://" LABELS_192, 61, "."),
           "not 254 with the trailing dot");
}

/* Each byte in each part: what is not named here does not belong. */
static void test_bytes(void)
{
    static const struct {
        const char *text; /* with ? where the byte goes */
        const char *allowed;
    } places[] = {
        {"ht?p://example.com", "abcdefghijklmnopqrstuvwxyz0123456789+-."},
        {"?ttp://example.com", "abcdefghijklmnopqrstuvwxyz"},
        {"https://exa?ple.com", "abcdefghijklmnopqrstuvwxyz0123456789-_."},
        {"https://?xample.com", "abcdefghijklmnopqrstuvwxyz0123456789-_"},
        {"https://example.co?", "abcdefghijklmnopqrstuvwxyz0123456789-_."},
        {"https://example.com:8?43", "0123456789"},
        {"https://example.com:?443", "123456789"},
        {"https://example.com?8443", ":0123456789abcdefghijklmnopqrstuvwxyz-_"},
        {"https://[2001:?b8::1]", "0123456789abcdef:"},
        {"https?//example.com", ":"},
        {"https://192.0.2.?", "0123456789abcdefghijklmnopqrstuvwxyz-_"},
    };

    for (size_t i = 0; i < COUNT(places); i++) {
        char text[40];
        size_t length = strlen(places[i].text);
        int wrong = 0;

        for (int byte = 0; byte < 256; byte++) {
            cors_origin origin;
            bool allowed = byte && strchr(places[i].allowed, byte);

            memcpy(text, places[i].text, length + 1);
            *strchr(text, '?') = (char)byte;
            wrong += cors_origin_parse(text, length, &origin) != allowed;
        }
        tap_ok(wrong == 0, "each byte in \"%s\"", places[i].text);
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_origins(pool);
    test_lengths(pool);
    test_bytes();
    return tap_end();
}
