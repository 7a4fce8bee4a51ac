/* SPDX-License-Identifier: Apache-2.0 */
/*
 * URLs, origins as people write them, and what two origins are to each other.
 */
#include "lint/browser/url.h"
#include "t/core/tap.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
    const char *text;
    const char *origin; /* NULL: refused */
    const char *host;
    const char *target;
    const char *path;
    unsigned port;
} urls[] = {
    {"https://api.example.com", "https://api.example.com", "api.example.com",
     "/", "/", 443},
    {"HTTPS://API.Example.COM:443/a?b#c", "https://api.example.com",
     "api.example.com", "/a?b", "/a", 443},
    {"http://h.example:8080?x=1", "http://h.example:8080", "h.example", "/?x=1",
     "/", 8080},
    {"http://h.example:/", "http://h.example", "h.example", "/", "/", 80},
    {"https://h.example:80/", "https://h.example:80", "h.example", "/", "/",
     80},
    {"http://[::1]:81/x", "http://[::1]:81", "[::1]", "/x", "/x", 81},
    {"https://b\xc3\xbc"
     "cher.example/",
     "https://xn--bcher-kva.example", "xn--bcher-kva.example", "/", "/", 443},
    {"https://h.example/a/../b/./c", "https://h.example", "h.example", "/b/c",
     "/b/c", 443},
    {"https://h.example/a/%2E%2e/..", "https://h.example", "h.example", "/",
     "/", 443},
    {"https://h.example/a/b/..", "https://h.example", "h.example", "/a/", "/a/",
     443},
    {"https://h.example/a/.", "https://h.example", "h.example", "/a/", "/a/",
     443},
    {"https://h.example/...//x", "https://h.example", "h.example", "/...//x",
     "/...//x", 443},
    {.text = "h.example"},
    {.text = ""},
    {.text = "ftp://h.example/"},
    {.text = "https://"},
    {.text = "https:///x"},
    {.text = "https://user:word@h.example/"},
    {.text = "https://user@h.example/"},
    {.text = "https://h.example:0/"},
    {.text = "https://h.example:65536/"},
    {.text = "https://h.example:99999999999999999999/"},
    {.text = "https://h.example:http/"},
    {.text = "https://h example/"},
    {.text = "https://h.example/a b"},
    {.text = "https://h.example/\xc3\xbc"},
    {.text = "https://h.example/a\\b"},
    {.text = "https://h.example/\r\nX: y"},
    {.text = "https://1.2.3.4.5/"},
};

static const struct {
    const char *text;
    const char *origin;
} origins[] = {
    {"https://app.example.com", "https://app.example.com"},
    {"https://app.example.com/", "https://app.example.com"},
    {"HTTPS://App.Example.com:443/", "https://app.example.com"},
    {"http://localhost:80", "http://localhost"},
    {"http://localhost:443", "http://localhost:443"},
    {"https://h.example:8443", "https://h.example:8443"},
    {"https://b\xc3\xbc"
     "cher.example",
     "https://xn--bcher-kva.example"},
    {"capacitor://localhost", "capacitor://localhost"},
    {"null", "null"},
    {"NULL", NULL},
    {"app.example.com", NULL},
    {"https://app.example.com/path", NULL},
    {"https://app.example.com//", NULL},
    {"https://*.example.com", NULL},
    {"https://", NULL},
    {"://x", NULL},
    {"", NULL},
};

static const struct {
    const char *one, *other;
    lint_relation relation;
} pairs[] = {
    {"https://a.example", "https://a.example", LINT_SAME_ORIGIN},
    {"https://app.x.example", "https://api.x.example", LINT_SAME_SITE},
    {"https://x.example", "https://x.example:8443", LINT_SAME_SITE},
    {"http://app.x.example", "https://api.x.example", LINT_OTHER_SCHEME},
    {"https://a.example", "https://b.example", LINT_CROSS_SITE},
    {"https://a.github.io", "https://b.github.io", LINT_CROSS_SITE},
    {"https://github.io", "https://b.github.io", LINT_CROSS_SITE},
    {"https://github.io:1", "https://github.io:2", LINT_SAME_SITE},
    {"https://a.x.co.uk", "https://b.x.co.uk", LINT_SAME_SITE},
    {"https://a.co.uk", "https://b.co.uk", LINT_CROSS_SITE},
    {"http://app.localhost", "http://api.localhost", LINT_CROSS_SITE},
    {"http://localhost:1", "http://localhost:2", LINT_SAME_SITE},
    {"http://127.0.0.1:1", "http://127.0.0.1:2", LINT_SAME_SITE},
    {"http://127.0.0.1", "http://127.0.0.2", LINT_CROSS_SITE},
    {"http://1.127.0.1", "http://2.127.0.1", LINT_CROSS_SITE},
    {"http://[::1]:1", "http://[::1]:2", LINT_SAME_SITE},
    {"null", "null", LINT_CROSS_SITE},
    {"null", "https://a.example", LINT_CROSS_SITE},
    {"https://a.example", "null", LINT_CROSS_SITE},
    {"capacitor://localhost", "https://localhost", LINT_CROSS_SITE},
};

static void check_urls(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(urls); i++) {
        lint_url url;
        const char *wrong = lint_url_parse(pool, urls[i].text, &url);

        if (!urls[i].origin) {
            tap_ok(wrong && strstr(wrong, "; "), "\"%s\" is refused: %s",
                   urls[i].text, wrong ? wrong : "it is not");
            continue;
        }
        if (!tap_ok(!wrong, "\"%s\" is a URL", urls[i].text)) {
            continue;
        }
        tap_is(url.origin, urls[i].origin, "its origin");
        tap_is(url.host, urls[i].host, "its host");
        tap_is(url.target, urls[i].target, "its target");
        tap_is(url.path, urls[i].path, "its path");
        tap_ok(url.port == urls[i].port, "its port");
        tap_ok(url.secure == (strncmp(url.origin, "https", 5) == 0),
               "its scheme");
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    check_urls(pool);
    for (size_t i = 0; i < COUNT(origins); i++) {
        tap_is(lint_origin_serialise(pool, origins[i].text), origins[i].origin,
               "\"%s\" as an origin", origins[i].text);
    }
    for (size_t i = 0; i < COUNT(pairs); i++) {
        lint_relation there =
            lint_origin_relation(pairs[i].one, pairs[i].other);
        lint_relation back = lint_origin_relation(pairs[i].other, pairs[i].one);

        tap_ok(there == pairs[i].relation && back == there,
               "%s and %s are %s: %s", pairs[i].one, pairs[i].other,
               lint_relation_name(pairs[i].relation),
               lint_relation_name(there));
    }
    tap_is(lint_origin_site(pool, "https://a.b.example.com:8443"),
           "https://example.com", "the site of an origin");
    tap_is(lint_origin_site(pool, "https://github.io"), "https://github.io",
           "the site of a public suffix");
    tap_is(lint_origin_site(pool, "http://app.localhost"),
           "http://app.localhost", "the site of a loopback name");
    tap_is(lint_origin_site(pool, "null"), "null", "the site of null");
    return tap_end();
}
