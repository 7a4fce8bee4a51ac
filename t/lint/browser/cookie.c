/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Set-Cookie fields, read, stored and sent, engine by engine.
 */
#include "lint/browser/cookie.h"
#include <apr_strings.h>
#include "t/core/tap.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A1024 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64 A64

enum { CHROMIUM, FIREFOX, WEBKIT };

static const apr_time_t now = apr_time_from_sec((apr_time_t)1700000000);

/* Read: what is there, as "name=value; Attribute=..." in a fixed order. */
static const struct {
    const char *field;
    const char *read; /* NULL: ignored */
    lint_cookie_verdict verdict;
} fields[] = {
    {"a=b", "a=b", LINT_COOKIE_STORED},
    {" a = b ", "a=b", LINT_COOKIE_STORED},
    {"b", "=b", LINT_COOKIE_STORED},
    {"=b", "=b", LINT_COOKIE_STORED},
    {"a=", "a=", LINT_COOKIE_STORED},
    {"a=b=c", "a=b=c", LINT_COOKIE_STORED},
    {"a=b;SECURE;httponly;Partitioned", "a=b Secure HttpOnly Partitioned",
     LINT_COOKIE_STORED},
    {"a=b; Secure=no; SameSite = none", "a=b Secure None", LINT_COOKIE_STORED},
    {"a=b; SameSite=Lax; SameSite=Strict", "a=b Strict", LINT_COOKIE_STORED},
    {"a=b; SameSite=Lax; SameSite=Any", "a=b", LINT_COOKIE_STORED},
    {"a=b; Domain=.EXAMPLE.com", "a=b Domain=example.com", LINT_COOKIE_STORED},
    {"a=b; Domain=x.example; Domain=", "a=b", LINT_COOKIE_STORED},
    {"a=b; Path=/x; Path=/y", "a=b Path=/y", LINT_COOKIE_STORED},
    {"a=b; Path=/x; Path=y", "a=b", LINT_COOKIE_STORED},
    {"a=b; Path=/" A1024, "a=b", LINT_COOKIE_STORED},
    {"a=b; Max-Age=60", "a=b +60", LINT_COOKIE_STORED},
    {"a=b; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "a=b +60",
     LINT_COOKIE_STORED},
    {"a=b; Max-Age=0", "a=b gone", LINT_COOKIE_STORED},
    {"a=b; Max-Age=-5", "a=b gone", LINT_COOKIE_STORED},
    {"a=b; Max-Age=", "a=b", LINT_COOKIE_STORED},
    {"a=b; Max-Age=-", "a=b", LINT_COOKIE_STORED},
    {"a=b; Max-Age=-5x", "a=b", LINT_COOKIE_STORED},
    {"a=b; Max-Age=6x; Max-Age=7", "a=b +7", LINT_COOKIE_STORED},
    {"a=b; Max-Age=7; Max-Age=6x", "a=b +7", LINT_COOKIE_STORED},
    {"a=b; Max-Age=99999999999999999999999", "a=b +34560000",
     LINT_COOKIE_STORED},
    {"a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "a=b gone",
     LINT_COOKIE_STORED},
    {"a=b; Expires=Tue, 14 Nov 2023 22:14:20 GMT", "a=b +60",
     LINT_COOKIE_STORED},
    {"a=b; Expires=Fri, 31 Dec 9999 23:59:59 GMT", "a=b +34560000",
     LINT_COOKIE_STORED},
    {"a=b; Expires=soon", "a=b", LINT_COOKIE_STORED},
    {"", NULL, LINT_COOKIE_EMPTY},
    {" = ; Secure", NULL, LINT_COOKIE_EMPTY},
    {"a=b\x01", NULL, LINT_COOKIE_CONTROL_BYTE},
    {"a=b; Path=/\x7f", NULL, LINT_COOKIE_CONTROL_BYTE},
    {"a=b\tc", "a=b\tc", LINT_COOKIE_STORED},
    {"__host-a", NULL, LINT_COOKIE_NAMELESS_PREFIX},
    {"=__Secure-a=b", NULL, LINT_COOKIE_NAMELESS_PREFIX},
};

static const char *shown(apr_pool_t *pool, const lint_baked_cookie *cookie)
{
    static const char *const same_sites[] = {"", " None", " Lax", " Strict"};
    const char *life = "";

    if (cookie->persistent) {
        life = cookie->expires <= now
                   ? " gone"
                   : apr_psprintf(pool, " +%" APR_INT64_T_FMT,
                                  apr_time_sec(cookie->expires - now));
    }
    return apr_pstrcat(
        pool, cookie->name, "=", cookie->value, cookie->secure ? " Secure" : "",
        cookie->http_only ? " HttpOnly" : "",
        cookie->partitioned ? " Partitioned" : "",
        same_sites[cookie->same_site], cookie->domain ? " Domain=" : "",
        cookie->domain ? cookie->domain : "", cookie->path ? " Path=" : "",
        cookie->path ? cookie->path : "", life, NULL);
}

static void check_fields(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(fields); i++) {
        lint_baked_cookie cookie;
        lint_cookie_verdict verdict =
            lint_cookie_bake(pool, fields[i].field, now, &cookie);

        tap_ok(verdict == fields[i].verdict, "%.60s: %s", fields[i].field,
               lint_cookie_verdict_text(pool, verdict, NULL, NULL));
        if (fields[i].read && !verdict) {
            tap_is(shown(pool, &cookie), fields[i].read, "what is in it");
        }
    }
}

/* A name of one byte and a value of that many. */
static lint_cookie_verdict bake_long(apr_pool_t *pool, size_t length)
{
    char *field = apr_pcalloc(pool, length + 3);
    lint_baked_cookie cookie;

    field[0] = 'a';
    field[1] = '=';
    memset(field + 2, 'b', length);
    return lint_cookie_bake(pool, field, now, &cookie);
}

static void check_sizes(apr_pool_t *pool)
{
    tap_ok(bake_long(pool, 4095) == LINT_COOKIE_STORED,
           "4096 bytes of name and value");
    tap_ok(bake_long(pool, 4096) == LINT_COOKIE_TOO_LONG, "one byte more");
}

static lint_cookie_scene scene_of(apr_pool_t *pool, int engine,
                                  const char *origin, const char *url,
                                  bool blocks)
{
    lint_url *parsed = apr_palloc(pool, sizeof(*parsed));
    const char *wrong = lint_url_parse(pool, url, parsed);

    if (wrong) {
        printf("Bail out! %s\n", wrong);
        exit(2);
    }
    return (lint_cookie_scene){
        &lint_engines[engine], origin, parsed, true, blocks, now};
}

static lint_baked_cookie cookie_of(apr_pool_t *pool, const char *field)
{
    lint_baked_cookie cookie;

    if (lint_cookie_bake(pool, field, now, &cookie)) {
        printf("Bail out! no cookie: %s\n", field);
        exit(2);
    }
    return cookie;
}

/* What real browsers were seen to do: s stored and sent, k kept but not sent,
 * - refused; Chromium, Firefox, WebKit. */
static const struct {
    const char *field;
    const char *cross_site;
    const char *same_site;
    const char *blocked; /* cross-site, third-party cookies blocked */
} seen[] = {
    {"a=b; SameSite=None; Secure", "sss", "sss", "---"},
    {"a=b; SameSite=None; Secure; Partitioned", "sss", "sss", "ss-"},
    {"a=b; SameSite=None", "--s", "--s", "---"},
    {"a=b", "-ss", "sss", "---"},
    {"a=b; SameSite=Lax; Secure", "--k", "sss", "---"},
    {"a=b; SameSite=Strict; Secure", "--k", "sss", "---"},
};

static char fate(apr_pool_t *pool, const char *field,
                 const lint_cookie_scene *scene)
{
    lint_baked_cookie cookie = cookie_of(pool, field);

    if (lint_cookie_store(&cookie, scene)) {
        return '-';
    }
    return lint_cookie_send(pool, &cookie, scene, scene) ? 'k' : 's';
}

static void check_seen(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(seen); i++) {
        char cross[LINT_ENGINES + 1] = {0};
        char same[LINT_ENGINES + 1] = {0};
        char blocked[LINT_ENGINES + 1] = {0};

        for (int j = 0; j < LINT_ENGINES; j++) {
            lint_cookie_scene scene =
                scene_of(pool, j, "https://app.one.example",
                         "https://api.two.example/", false);

            cross[j] = fate(pool, seen[i].field, &scene);
            scene.blocks_third_party = true;
            blocked[j] = fate(pool, seen[i].field, &scene);
            scene.origin = "https://app.two.example";
            same[j] = fate(pool, seen[i].field, &scene);
        }
        tap_is(cross, seen[i].cross_site, "%s cross-site", seen[i].field);
        tap_is(same, seen[i].same_site, "%s same-site", seen[i].field);
        tap_is(blocked, seen[i].blocked, "%s as a blocked third party's",
               seen[i].field);
    }
}

static const struct {
    const char *field;
    const char *url;
    lint_cookie_verdict verdict;
    int engine;
} stored[] = {
    {"a=b; Domain=example.com", "https://api.example.com/", LINT_COOKIE_STORED,
     CHROMIUM},
    {"a=b; Domain=api.example.com", "https://api.example.com/",
     LINT_COOKIE_STORED, CHROMIUM},
    {"a=b; Domain=www.example.com", "https://api.example.com/",
     LINT_COOKIE_DOMAIN_OTHER, CHROMIUM},
    {"a=b; Domain=pi.example.com", "https://api.example.com/",
     LINT_COOKIE_DOMAIN_OTHER, CHROMIUM},
    {"a=b; Domain=com", "https://api.example.com/", LINT_COOKIE_DOMAIN_SUFFIX,
     CHROMIUM},
    {"a=b; Domain=co.uk", "https://x.co.uk/", LINT_COOKIE_DOMAIN_SUFFIX,
     CHROMIUM},
    {"a=b; Domain=github.io", "https://x.github.io/", LINT_COOKIE_DOMAIN_SUFFIX,
     CHROMIUM},
    {"a=b; Domain=github.io", "https://github.io/", LINT_COOKIE_STORED,
     CHROMIUM},
    {"a=b; Domain=localhost", "http://localhost/", LINT_COOKIE_STORED,
     CHROMIUM},
    {"a=b; Domain=localhost", "http://api.localhost/",
     LINT_COOKIE_DOMAIN_SUFFIX, CHROMIUM},
    {"a=b; Domain=127.0.0.1", "http://127.0.0.1/", LINT_COOKIE_STORED,
     CHROMIUM},
    {"a=b; Domain=0.0.1", "http://127.0.0.1/", LINT_COOKIE_DOMAIN_OTHER,
     CHROMIUM},
    /* Not the same as none, as browsers were seen to read it. */
    {"a=b; Domain=.", "https://api.example.com/", LINT_COOKIE_DOMAIN_OTHER,
     CHROMIUM},
    {"a=b; Domain=..", "https://api.example.com/", LINT_COOKIE_DOMAIN_OTHER,
     FIREFOX},
    {"a=b; Domain=api.example.com.", "https://api.example.com/",
     LINT_COOKIE_DOMAIN_OTHER, CHROMIUM},
    {"__Host-a=b; Secure; Path=/; Domain=", "https://api.example.com/",
     LINT_COOKIE_STORED, CHROMIUM},
    {"a=b; Secure", "http://api.example.com/", LINT_COOKIE_SECURE_OVER_HTTP,
     FIREFOX},
    {"__Secure-a=b; Secure", "http://localhost/", LINT_COOKIE_STORED, CHROMIUM},
    {"a=b; Secure", "http://localhost/", LINT_COOKIE_STORED, CHROMIUM},
    {"a=b; Secure", "http://127.0.0.1/", LINT_COOKIE_STORED, FIREFOX},
    {"a=b; Secure", "http://localhost/", LINT_COOKIE_SECURE_OVER_HTTP, WEBKIT},
    {"a=b; SameSite=None", "https://api.example.com/",
     LINT_COOKIE_NONE_INSECURE, CHROMIUM},
    {"a=b; Partitioned", "https://api.example.com/",
     LINT_COOKIE_PARTITIONED_INSECURE, FIREFOX},
    {"a=b; Partitioned", "https://api.example.com/", LINT_COOKIE_STORED,
     WEBKIT},
    {"__Secure-a=b", "https://api.example.com/", LINT_COOKIE_SECURE_PREFIX,
     CHROMIUM},
    {"__secure-a=b; Secure", "https://api.example.com/", LINT_COOKIE_STORED,
     CHROMIUM},
    {"__HOST-a=b; Secure", "https://api.example.com/", LINT_COOKIE_HOST_PREFIX,
     CHROMIUM},
    {"__Host-a=b; Path=/", "https://api.example.com/", LINT_COOKIE_HOST_PREFIX,
     CHROMIUM},
    {"__Host-a=b; Secure; Path=/; Domain=api.example.com",
     "https://api.example.com/", LINT_COOKIE_HOST_PREFIX, CHROMIUM},
    {"__Host-a=b; Secure; Path=/x", "https://api.example.com/",
     LINT_COOKIE_HOST_PREFIX, CHROMIUM},
    {"__Host-a=b; Secure; Path=/", "https://api.example.com/",
     LINT_COOKIE_STORED, CHROMIUM},
    {"__Http-a=b; Secure", "https://api.example.com/", LINT_COOKIE_HTTP_PREFIX,
     CHROMIUM},
    {"__Http-a=b; HttpOnly", "https://api.example.com/",
     LINT_COOKIE_HTTP_PREFIX, FIREFOX},
    {"__http-a=b", "https://api.example.com/", LINT_COOKIE_HTTP_PREFIX,
     FIREFOX},
    {"__Http-a=b; Secure; HttpOnly", "https://api.example.com/",
     LINT_COOKIE_STORED, FIREFOX},
    {"__Http-a", "https://api.example.com/", LINT_COOKIE_NAMELESS_PREFIX,
     CHROMIUM},
    {"__Http-a=b", "https://api.example.com/", LINT_COOKIE_STORED, WEBKIT},
    {"__Http-a", "https://api.example.com/", LINT_COOKIE_STORED, WEBKIT},
    {"__Host-Http-a=b; Secure; Path=/; HttpOnly", "https://api.example.com/",
     LINT_COOKIE_STORED, CHROMIUM},
    {"a=; Max-Age=0", "https://api.example.com/", LINT_COOKIE_DELETES,
     CHROMIUM},
    {"a=; Max-Age=0; Domain=com", "https://api.example.com/",
     LINT_COOKIE_DOMAIN_SUFFIX, CHROMIUM},
};

/* From a page of the URL's own origin. */
static void check_stored(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(stored); i++) {
        lint_cookie_scene scene =
            scene_of(pool, stored[i].engine, "", stored[i].url, false);
        lint_baked_cookie cookie = cookie_of(pool, stored[i].field);
        lint_cookie_verdict verdict;

        scene.origin = scene.url->origin;
        verdict = lint_cookie_store(&cookie, &scene);
        tap_ok(verdict == stored[i].verdict, "%s from %s in %s: %s",
               stored[i].field, stored[i].url, scene.engine->name,
               lint_cookie_verdict_text(pool, verdict, &cookie, &scene));
    }
}

static const struct {
    const char *field;
    const char *from;
    const char *to;
    lint_cookie_verdict verdict;
} sent[] = {
    {"a=b", "https://h.example/", "https://h.example/x", LINT_COOKIE_STORED},
    {"a=b", "https://h.example/", "https://w.h.example/",
     LINT_COOKIE_OTHER_HOST},
    {"a=b; Domain=h.example", "https://h.example/", "https://w.h.example/",
     LINT_COOKIE_STORED},
    {"a=b; Domain=h.example", "https://h.example/", "https://wh.example/",
     LINT_COOKIE_OTHER_HOST},
    {"a=b; Domain=github.io", "https://github.io/", "https://x.github.io/",
     LINT_COOKIE_OTHER_HOST},
    /* A port is not part of it. */
    {"a=b", "https://h.example/", "https://h.example:8443/",
     LINT_COOKIE_STORED},
    {"a=b; Path=/x", "https://h.example/", "https://h.example/x",
     LINT_COOKIE_STORED},
    {"a=b; Path=/x", "https://h.example/", "https://h.example/x/y",
     LINT_COOKIE_STORED},
    {"a=b; Path=/x/", "https://h.example/", "https://h.example/x/y",
     LINT_COOKIE_STORED},
    {"a=b; Path=/x/", "https://h.example/", "https://h.example/x",
     LINT_COOKIE_OTHER_PATH},
    {"a=b; Path=/x", "https://h.example/", "https://h.example/xy",
     LINT_COOKIE_OTHER_PATH},
    /* The default path is where it was set: the trap of a login's cookie. */
    {"a=b", "https://h.example/auth/login", "https://h.example/api",
     LINT_COOKIE_OTHER_PATH},
    {"a=b", "https://h.example/auth/login", "https://h.example/auth/me",
     LINT_COOKIE_STORED},
    {"a=b; Secure", "https://h.example/", "http://h.example/",
     LINT_COOKIE_SECURE_ONLY},
    {"a=b; Max-Age=60", "https://h.example/", "https://h.example/",
     LINT_COOKIE_STORED},
    {"a=b; Max-Age=0", "https://h.example/", "https://h.example/",
     LINT_COOKIE_EXPIRED},
};

/* From a page of the URL's own origin. */
static void check_sent(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(sent); i++) {
        lint_cookie_scene set =
            scene_of(pool, CHROMIUM, "", sent[i].from, false);
        lint_cookie_scene used =
            scene_of(pool, CHROMIUM, "", sent[i].to, false);
        lint_baked_cookie cookie = cookie_of(pool, sent[i].field);
        lint_cookie_verdict verdict;

        set.origin = set.url->origin;
        used.origin = used.url->origin;
        verdict = lint_cookie_send(pool, &cookie, &set, &used);
        tap_ok(verdict == sent[i].verdict, "%s of %s to %s: %s", sent[i].field,
               sent[i].from, sent[i].to,
               lint_cookie_verdict_text(pool, verdict, &cookie, &used));
    }
}

static void check_scenes(apr_pool_t *pool)
{
    const char *none = "a=b; SameSite=None; Secure; Partitioned";
    const char *lax = "a=b; SameSite=Lax";
    lint_cookie_scene scene = scene_of(pool, CHROMIUM, "https://one.example",
                                       "https://api.example/", true);
    lint_cookie_scene other = scene;
    lint_baked_cookie cookie = cookie_of(pool, none);

    tap_ok(lint_cookie_is_third_party(&scene), "another site's is a third "
                                               "party's");
    other.origin = "https://two.example";
    tap_ok(lint_cookie_send(pool, &cookie, &scene, &other) ==
               LINT_COOKIE_OTHER_PARTITION,
           "a partitioned cookie stays below its page's site");
    other.origin = "https://www.one.example:8443";
    tap_ok(!lint_cookie_send(pool, &cookie, &scene, &other),
           "whatever the page's host and port are there");
    other.engine = scene.engine = &lint_engines[WEBKIT];
    tap_ok(!lint_cookie_is_partitioned(&cookie, &scene),
           "WebKit knows no partitions");
    scene.engine = &lint_engines[CHROMIUM];
    scene.credentials = false;
    tap_ok(lint_cookie_store(&cookie, &scene) == LINT_COOKIE_NO_CREDENTIALS &&
               lint_cookie_send(pool, &cookie, &other, &scene) ==
                   LINT_COOKIE_NO_CREDENTIALS,
           "without credentials a cookie is neither stored nor sent");

    scene = scene_of(pool, CHROMIUM, "http://app.x.example",
                     "https://api.x.example/", true);
    cookie = cookie_of(pool, lax);
    tap_ok(lint_cookie_store(&cookie, &scene) == LINT_COOKIE_LAX_CROSS_SITE,
           "http and https are different sites to Chromium");
    cookie = cookie_of(pool, "a=b; SameSite=None; Secure");
    tap_ok(!lint_cookie_store(&cookie, &scene),
           "but not a third party's cookies");
    scene.engine = &lint_engines[FIREFOX];
    cookie = cookie_of(pool, lax);
    tap_ok(!lint_cookie_store(&cookie, &scene), "and one site to Firefox");

    scene = scene_of(pool, CHROMIUM, "null", "https://api.example/", false);
    tap_ok(lint_cookie_store(&cookie, &scene) == LINT_COOKIE_LAX_CROSS_SITE,
           "null is of no site");
}

static void check_cookie_field(apr_pool_t *pool)
{
    lint_baked_cookie one = cookie_of(pool, "a=b; Path=/");
    lint_baked_cookie two = cookie_of(pool, "nameless");
    apr_array_header_t *list = apr_array_make(pool, 2, sizeof(void *));

    tap_is(lint_cookie_field(pool, list), NULL, "no cookies, no field");
    APR_ARRAY_PUSH(list, const lint_baked_cookie *) = &one;
    APR_ARRAY_PUSH(list, const lint_baked_cookie *) = &two;
    tap_is(lint_cookie_field(pool, list), "a=b; nameless", "two cookies");
    tap_is(lint_cookie_default_path(pool, "/"), "/", "the path of /");
    tap_is(lint_cookie_default_path(pool, "/x"), "/", "the path of /x");
    tap_is(lint_cookie_default_path(pool, "/x/"), "/x", "the path of /x/");
    tap_is(lint_cookie_default_path(pool, "/x/y"), "/x", "the path of /x/y");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    check_fields(pool);
    check_sizes(pool);
    check_seen(pool);
    check_stored(pool);
    check_sent(pool);
    check_scenes(pool);
    check_cookie_field(pool);
    return tap_end();
}
