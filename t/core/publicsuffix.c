/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <string.h>
#include <apr_strings.h>
#include "core/publicsuffix.h"
#include "core/punycode.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define A60 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define LONG A60 "." A60 "." A60 "." A60 "." A60 "."

static const struct {
    const char *host;
    bool suffix;
    const char *registrable; /* NULL for none */
} hosts[] = {
    {"com", true, NULL},
    {"example.com", false, "example.com"},
    {"a.b.example.com", false, "example.com"},
    {"EXAMPLE.Com", false, "EXAMPLE.Com"},
    {"A.EXAMPLE.Com", false, "EXAMPLE.Com"},
    {"co.uk", true, NULL},
    {"CO.UK", true, NULL},
    {"a.example.co.uk", false, "example.co.uk"},
    /* The private section. */
    {"github.io", true, NULL},
    {"evil.github.io", false, "evil.github.io"},
    {"a.evil.github.io", false, "evil.github.io"},
    {"s3.amazonaws.com", true, NULL},
    /* A wildcard rule, and an exception to it. */
    {"ck", true, NULL},
    {"x.ck", true, NULL},
    {"y.x.ck", false, "y.x.ck"},
    {"www.ck", false, "www.ck"},
    {"a.www.ck", false, "www.ck"},
    /* The default rule. */
    {"intranet", true, NULL},
    {"evil.example", false, "evil.example"},
    {"a.evil.example", false, "evil.example"},
    /* Punycode, and what it stands for. */
    {"xn--p1ai", true, NULL},
    {"a.xn--e1aybc.xn--p1ai", false, "xn--e1aybc.xn--p1ai"},
    {"xn--bcher-kva.example", false, "xn--bcher-kva.example"},
    {"\xd1\x80\xd1\x84", true, NULL},
    /* A trailing dot changes nothing. */
    {"com.", true, NULL},
    {"co.uk.", true, NULL},
    {"a.example.co.uk.", false, "example.co.uk."},
    /* Loopback names and addresses. */
    {"localhost", false, "localhost"},
    {"LocalHost", false, "LocalHost"},
    {"localhost.", false, "localhost."},
    {"api.localhost", false, "api.localhost"},
    {"a.b.localhost", false, "a.b.localhost"},
    {"127.0.0.1", false, "127.0.0.1"},
    {"127.9.8.7", false, "127.9.8.7"},
    {"[::1]", false, "[::1]"},
    {"::1", false, "::1"},
    {"192.0.2.1", false, "192.0.2.1"},
    {"[2001:db8::1]", false, "[2001:db8::1]"},
    {"xlocalhost", true, NULL},
    {"localhost.com", false, "localhost.com"},
    {"127.0.0.1.com", false, "1.com"},
    /* What is no host at all. */
    {"", false, NULL},
    {".", false, NULL},
    {".com", true, NULL},
    {LONG "com", false, A60 ".com"},
    {LONG "co.uk", false, A60 ".co.uk"},
    {LONG LONG "example.com", false, "example.com"},
};

static const struct {
    const char *host;
    const char *ascii; /* NULL for none */
} names[] = {
    {"example.com", "example.com"},
    {"Example.COM", "example.com"},
    {"", ""},
    {".", "."},
    {"a..b.", "a..b."},
    {"b\xc3\xbc"
     "cher.example",
     "xn--bcher-kva.example"},
    {"B\xc3\x9c"
     "CHER.Example",
     "xn--bcher-kva.example"},
    {"\xc3\xbc.\xc3\xbc", "xn--tda.xn--tda"},
    {"m\xc3\xbcnchen-ost.de", "xn--mnchen-ost-9db.de"},
    {"stra\xc3\x9f"
     "e.de",
     "xn--strae-oqa.de"},
    {"\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd1\x80.\xd1\x80\xd1\x84",
     "xn--e1afmkfd.xn--p1ai"},
    {"\xe4\xbe\x8b\xe5\xad\x90.\xe6\xb5\x8b\xe8\xaf\x95",
     "xn--fsqu00a.xn--0zwm56d"},
    /* The ideographic full stop is a dot. */
    {"\xe4\xbe\x8b\xe5\xad\x90\xe3\x80\x82\xe6\xb5\x8b\xe8\xaf\x95",
     "xn--fsqu00a.xn--0zwm56d"},
    {"\xf0\x9f\x92\xa9.la", "xn--ls8h.la"},
    {A60 "\xc3\xbc\xc3\xbc\xc3\xbc.de", "xn--" A60 "-3hgaa.de"},
    {A60 "\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc.de", NULL},
    /* Not UTF-8. */
    {"b\xfc"
     "cher.example",
     NULL},
    {"\xc3", NULL},
    {"\xc3.de", NULL},
    {"\x80", NULL},
    {"\xff", NULL},
    {"\xc0\xaf", NULL},
    {"\xe0\x80\xaf", NULL},
    {"\xed\xa0\x80", NULL},
    {"\xf4\x90\x80\x80", NULL},
    {"\xf8\x88\x80\x80\x80", NULL},
};

/* From RFC 3492 section 7.1. */
static const struct {
    const char *name;
    uint32_t points[40];
    size_t count;
    const char *encoded;
} samples[] = {
    {"(A) Arabic",
     {0x644, 0x64a, 0x647, 0x645, 0x627, 0x628, 0x62a, 0x643, 0x644, 0x645,
      0x648, 0x634, 0x639, 0x631, 0x628, 0x64a, 0x61f},
     17,
     "egbpdaj6bu4bxfgehfvwxn"},
    {"(B) Chinese, simplified",
     {0x4ed6, 0x4eec, 0x4e3a, 0x4ec0, 0x4e48, 0x4e0d, 0x8bf4, 0x4e2d, 0x6587},
     9,
     "ihqwcrb4cv8a8dqg056pqjye"},
    {"(D) Czech",
     {0x50, 0x72, 0x6f, 0x10d, 0x70, 0x72, 0x6f,  0x73, 0x74, 0x11b, 0x6e,
      0x65, 0x6d, 0x6c, 0x75,  0x76, 0xed, 0x10d, 0x65, 0x73, 0x6b,  0x79},
     22,
     "Proprostnemluvesky-uyb24dma41a"},
    {"(L) Japanese artists",
     {0x33, 0x5e74, 0x42, 0x7d44, 0x91d1, 0x516b, 0x5148, 0x751f},
     8,
     "3B-ww4c5e180e575a65lsy2b"},
    {"(P) Japanese",
     {0x4d, 0x61, 0x6a, 0x69, 0x3067, 0x4b, 0x6f, 0x69, 0x3059, 0x308b, 0x35,
      0x79d2, 0x524d},
     13,
     "MajiKoi5-783gue6qz075azm5e"},
    {"(S) ASCII",
     {0x2d, 0x3e, 0x20, 0x24, 0x31, 0x2e, 0x30, 0x30, 0x20, 0x3c, 0x2d},
     11,
     "-> $1.00 <--"},
    {"the last code point", {0x10ffff}, 1, "dn32g"},
};

/* The longest encoding there is fits into what the header promises. */
static void test_longest(void)
{
    uint32_t points[CORS_PUNYCODE_POINTS_MAX];
    char encoded[CORS_PUNYCODE_BYTES_MAX];
    size_t length;

    for (size_t i = 0; i < CORS_PUNYCODE_POINTS_MAX; i++) {
        points[i] = i % 2 ? 0x80 : (uint32_t)(0x10ffff - i * 0x4000);
    }
    length = cors_punycode_encode(points, CORS_PUNYCODE_POINTS_MAX, encoded);
    tap_ok(length <= CORS_PUNYCODE_BYTES_MAX, "%d bytes for %d points",
           (int)length, CORS_PUNYCODE_POINTS_MAX);
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    for (size_t i = 0; i < COUNT(hosts); i++) {
        const char *host = hosts[i].host;
        const char *registrable = cors_registrable_domain(host);

        tap_ok(cors_is_public_suffix(host) == hosts[i].suffix,
               "\"%.60s\" is %sa public suffix", host,
               hosts[i].suffix ? "" : "not ");
        tap_is(registrable, hosts[i].registrable, "\"%.60s\": registrable",
               host);
        tap_ok(!registrable ||
                   (registrable >= host && registrable <= host + strlen(host)),
               "which points into it");
    }
    for (size_t i = 0; i < COUNT(names); i++) {
        tap_is(cors_host_to_ascii(pool, names[i].host), names[i].ascii, "%s",
               names[i].host);
    }
    for (size_t i = 0; i < COUNT(samples); i++) {
        char encoded[CORS_PUNYCODE_BYTES_MAX];
        size_t length =
            cors_punycode_encode(samples[i].points, samples[i].count, encoded);

        tap_is(apr_pstrmemdup(pool, encoded, length), samples[i].encoded, "%s",
               samples[i].name);
    }
    test_longest();
    return tap_end();
}
