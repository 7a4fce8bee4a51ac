/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "core/origin.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void test_own(void)
{
    static const struct {
        const char *origin;
        bool https;
        const char *host;
        unsigned port;
        bool own;
    } rows[] = {
        {"https://example.com", true, "example.com", 0, true},
        {"https://example.com", true, "example.com", 443, true},
        {"http://example.com", false, "example.com", 0, true},
        {"http://example.com", false, "example.com", 80, true},
        {"https://example.com:8443", true, "example.com", 8443, true},
        {"http://localhost:3000", false, "localhost", 3000, true},
        {"https://192.0.2.1", true, "192.0.2.1", 0, true},
        {"https://[2001:db8::1]", true, "2001:db8::1", 0, true},
        {"https://[2001:db8::1]", true, "2001:db8::1", 443, true},
        {"https://[2001:db8::1]:8443", true, "2001:db8::1", 8443, true},

        {"https://example.com", true, NULL, 0, false},
        {"https://example.com", true, "", 0, false},
        {"https://", true, "", 0, false},
        {"https://[", true, "", 0, false},
        {"", true, "example.com", 0, false},
        {"null", true, "null", 0, false},
        {"example.com", true, "example.com", 0, false},

        /* Another scheme. */
        {"http://example.com", true, "example.com", 0, false},
        {"https://example.com", false, "example.com", 0, false},
        {"http://example.com", true, "example.com", 443, false},
        {"https://example.com:80", false, "example.com", 80, false},
        {"HTTPS://example.com", true, "example.com", 0, false},
        {"ftp://example.com", false, "example.com", 0, false},
        {"https:example.com", true, "example.com", 0, false},

        /* Another port. */
        {"https://example.com", true, "example.com", 80, false},
        {"https://example.com", true, "example.com", 8443, false},
        {"http://example.com", false, "example.com", 443, false},
        {"https://example.com:8443", true, "example.com", 0, false},
        {"https://example.com:8443", true, "example.com", 8444, false},
        {"https://example.com:84430", true, "example.com", 8443, false},
        {"https://example.com:844", true, "example.com", 8443, false},
        {"https://example.com:", true, "example.com", 0, false},
        {"https://example.com:0", true, "example.com", 0, false},
        {"https://example.com:4294975739", true, "example.com", 8443, false},
        {"https://example.com:8443x", true, "example.com", 8443, false},
        {"https://example.com:8443/", true, "example.com", 8443, false},

        /* Another host. */
        {"https://example.co", true, "example.com", 0, false},
        {"https://example.comm", true, "example.com", 0, false},
        /* httpd takes the dot off the host, the browser does not. */
        {"https://example.com.", true, "example.com", 0, true},
        {"https://example.com..", true, "example.com", 0, false},
        {"https://example.com.:8443", true, "example.com", 8443, true},
        {"https://example.com.evil.example", true, "example.com", 0, false},
        {"https://www.example.com", true, "example.com", 0, false},
        {"https://evil.example", true, "example.com", 0, false},
        {"https://example.com/", true, "example.com", 0, false},
        {"https://example.com@evil.example", true, "example.com", 0, false},
        {"https://EXAMPLE.com", true, "example.com", 0, false},
        {"https://[2001:db8::2]", true, "2001:db8::1", 0, false},

        /* Brackets belong to IPv6, both of them. */
        {"https://[example.com]", true, "example.com", 0, false},
        {"https://example.com]", true, "example.com", 0, false},
        {"https://[example.com", true, "example.com", 0, false},
        {"https://example.com]:8443", true, "example.com", 8443, false},
        {"https://2001:db8::1", true, "2001:db8::1", 0, false},
        {"https://[2001:db8::1", true, "2001:db8::1", 0, false},
        {"https://2001:db8::1]", true, "2001:db8::1", 0, false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        tap_ok(cors_origin_is_own(rows[i].origin, strlen(rows[i].origin),
                                  rows[i].https, rows[i].host,
                                  rows[i].port) == rows[i].own,
               "\"%s\" is %s of %s, host \"%s\", port %u", rows[i].origin,
               rows[i].own ? "that" : "not that",
               rows[i].https ? "https" : "http",
               rows[i].host ? rows[i].host : "(none)", rows[i].port);
    }
}

static void test_loopback(void)
{
    static const char *const loopback[] = {
        "localhost", "localhost.", "LocalHost",       "app.localhost",
        "127.0.0.1", "127.1.2.3",  "127.255.255.255", "a.b.localhost",
        "::1",       "[::1]",      "127.0.0.1.",
    };
    static const char *const others[] = {
        "",           "localhos",        "localhostx",
        "xlocalhost", "x-localhost",     "localhost.example.com",
        "127.0.0",    "127.0.0.1.2",     "127.0.0.256",
        "128.0.0.1",  "12.7.0.1",        "127.0.0.1.example.com",
        "::2",        "[::1].localhos",  "0.0.0.0",
        "::",         "192.168.0.1",     "10.0.0.1",
        "127",        "127.localhost.x", "[::11]",
    };

    for (size_t i = 0; i < COUNT(loopback); i++) {
        tap_ok(cors_host_is_loopback(loopback[i], strlen(loopback[i])),
               "\"%s\" is loopback", loopback[i]);
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        tap_ok(!cors_host_is_loopback(others[i], strlen(others[i])),
               "\"%s\" is not", others[i]);
    }
}

int main(void)
{
    tap_begin();
    test_own();
    test_loopback();
    return tap_end();
}
