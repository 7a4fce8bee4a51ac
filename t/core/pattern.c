/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "core/origin.h"
#include "core/pattern.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define A63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const cors_place place = {"httpd.conf", 7, "CorsCredsOrigin"};

static const struct {
    const char *text;
    cors_pattern_kind kind;
    bool any_port;
    bool insecure;
    const char *host;
    int labels;
} accepted[] = {
    {"*", CORS_PATTERN_ANY, false, false, NULL, 0},
    {"null", CORS_PATTERN_NULL, false, false, NULL, 0},
    {"https://a", CORS_PATTERN_EXACT, false, false, "a", 1},
    {"https://app.example.com", CORS_PATTERN_EXACT, false, false,
     "app.example.com", 3},
    {"https://app.example.com:8443", CORS_PATTERN_EXACT, false, false,
     "app.example.com", 3},
    {"https://app.example.com:*", CORS_PATTERN_EXACT, true, false,
     "app.example.com", 3},
    {"https://*.example.com", CORS_PATTERN_SUBDOMAINS, false, false,
     "example.com", 2},
    {"https://*.example.com:8443", CORS_PATTERN_SUBDOMAINS, false, false,
     "example.com", 2},
    {"https://*.a.b.example.com:*", CORS_PATTERN_SUBDOMAINS, true, false,
     "a.b.example.com", 4},
    {"https://*.com", CORS_PATTERN_SUBDOMAINS, false, false, "com", 1},
    {"https://app.example.com:80", CORS_PATTERN_EXACT, false, false,
     "app.example.com", 3},
    {"https://app.example.com:65535", CORS_PATTERN_EXACT, false, false,
     "app.example.com", 3},
    {"https://a_b.example", CORS_PATTERN_EXACT, false, false, "a_b.example", 2},
    {"https://1.example", CORS_PATTERN_EXACT, false, false, "1.example", 2},
    {"https://192.0.2.1", CORS_PATTERN_EXACT, false, false, "192.0.2.1", 4},
    {"https://192.0.2.1:*", CORS_PATTERN_EXACT, true, false, "192.0.2.1", 4},
    {"https://[2001:db8::1]", CORS_PATTERN_EXACT, false, false, "[2001:db8::1]",
     1},
    {"https://[2001:db8::1]:8443", CORS_PATTERN_EXACT, false, false,
     "[2001:db8::1]", 1},
    {"https://[::ffff:c000:201]:*", CORS_PATTERN_EXACT, true, false,
     "[::ffff:c000:201]", 1},
    {"https://[::1:2]", CORS_PATTERN_EXACT, false, false, "[::1:2]", 1},
    {"https://[::]", CORS_PATTERN_EXACT, false, false, "[::]", 1},
    {"chrome-extension://abcdef", CORS_PATTERN_EXACT, false, false, "abcdef",
     1},
    {"capacitor://localhost", CORS_PATTERN_EXACT, false, false, "localhost", 1},
    {"http://app.example.com", CORS_PATTERN_EXACT, false, true,
     "app.example.com", 3},
    {"http://app.example.com:443", CORS_PATTERN_EXACT, false, true,
     "app.example.com", 3},
    {"http://*.example.com", CORS_PATTERN_SUBDOMAINS, false, true,
     "example.com", 2},
    {"http://[::2]:*", CORS_PATTERN_EXACT, true, true, "[::2]", 1},
    {"http://192.0.2.1", CORS_PATTERN_EXACT, false, true, "192.0.2.1", 4},
    {"http://localhost", CORS_PATTERN_EXACT, false, false, "localhost", 1},
    {"http://localhost:3000", CORS_PATTERN_EXACT, false, false, "localhost", 1},
    {"http://*.localhost:*", CORS_PATTERN_SUBDOMAINS, true, false, "localhost",
     1},
    {"http://app.localhost", CORS_PATTERN_EXACT, false, false, "app.localhost",
     2},
    {"http://127.0.0.1:8080", CORS_PATTERN_EXACT, false, false, "127.0.0.1", 4},
    {"http://[::1]", CORS_PATTERN_EXACT, false, false, "[::1]", 1},
    {"https://" A63 "." A63 "." A63 ".a23456789012345678901234567890123456789"
     "012345678901234567890",
     CORS_PATTERN_EXACT, false, false,
     A63 "." A63 "." A63 ".a23456789012345678901234567890123456789"
         "012345678901234567890",
     4},
};

static void test_accepted(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(accepted); i++) {
        cors_problems *problems = cors_problems_create(pool);
        const char *text = accepted[i].text;
        cors_pattern pattern;
        cors_origin origin;

        if (!cors_pattern_parse(pool, &place, text, &pattern, problems)) {
            tap_ok(false, "\"%s\" is accepted", text);
            continue;
        }
        tap_ok(problems->list->nelts == 0, "\"%s\" is accepted", text);
        tap_ok(pattern.kind == accepted[i].kind, "\"%s\": kind", text);
        tap_ok(pattern.any_port == accepted[i].any_port, "\"%s\": port", text);
        tap_ok(pattern.insecure == accepted[i].insecure, "\"%s\": insecure",
               text);
        tap_ok(pattern.labels == accepted[i].labels, "\"%s\": labels", text);
        tap_is(pattern.host, accepted[i].host, "\"%s\": host", text);
        tap_is(pattern.text, text, "\"%s\": text", text);
        /* What is no pattern but an origin must be one that browsers send. */
        tap_ok(cors_origin_parse(text, strlen(text), &origin) ==
                   (pattern.kind == CORS_PATTERN_EXACT && !pattern.any_port),
               "\"%s\": an origin, if it is exact", text);
    }
}

int main(void)
{
    test_accepted(tap_begin());
    return tap_end();
}
