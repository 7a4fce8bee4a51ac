/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Servers with one hole each, and what the attack finds there. What is asked is
 * held against the promise: GET and OPTIONS, to one host, so often and no more.
 */
#include "lint/probe/attack.h"
#include <stddef.h>
#include <strings.h>
#include <sys/mman.h>
#include "t/lint/probe/server.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define WELCOME "https://app.example.com"

enum { REQUEST_MAX = SERVER_REQUEST_MAX };

/* What the server saw, shared with it. */
typedef struct ledger {
    char host[64]; /* whom requests are to be for */
    int requests;
    int preflights;
    int other_methods;
    int other_hosts;
    int preflight_cookies;
    int missing_cookies;
    int other_paths;
} ledger;

static void forget(ledger *seen)
{
    memset(&seen->requests, 0, sizeof(*seen) - offsetof(ledger, requests));
}

/* ---- Whom it lets in, by the path. */

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);

    return length >= strlen(end) &&
           strcmp(text + length - strlen(end), end) == 0;
}

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool admits(const char *path, const char *origin)
{
    if (strcmp(origin, WELCOME) == 0 || strcmp(path, "/reflected") == 0 ||
        strcmp(path, "/anonymous") == 0 || strcmp(path, "/preflight") == 0 ||
        strcmp(path, "/twice") == 0 || strcmp(path, "/redirect") == 0) {
        return true;
    }
    if (strcmp(path, "/prefix") == 0) {
        return begins_with(origin, WELCOME);
    }
    if (strcmp(path, "/suffix") == 0) {
        return ends_with(origin, "example.com");
    }
    if (strcmp(path, "/dot") == 0) {
        return strlen(origin) == strlen(WELCOME) &&
               begins_with(origin, "https://app") &&
               ends_with(origin, "example.com");
    }
    if (strcmp(path, "/subdomain") == 0) {
        return begins_with(origin, "https://") &&
               ends_with(origin, ".example.com");
    }
    if (strcmp(path, "/port") == 0) {
        return begins_with(origin, WELCOME ":") && !strchr(origin, '@');
    }
    return (strcmp(path, "/null") == 0 && strcmp(origin, "null") == 0) ||
           (strcmp(path, "/http") == 0 &&
            strcmp(origin, "http://app.example.com") == 0) ||
           (strcmp(path, "/dev") == 0 &&
            strcmp(origin, "http://localhost:3000") == 0) ||
           (strcmp(path, "/case") == 0 && strcasecmp(origin, WELCOME) == 0);
}

/* A header's value in a request, in a buffer of its size; "" for none. */
static void read_field(const char *request, const char *name, char *value)
{
    const char *at = strcasestr(request, name);

    *value = '\0';
    if (at) {
        at += strlen(name);
        memcpy(value, at, strcspn(at, "\r\n"));
        value[strcspn(at, "\r\n")] = '\0';
    }
}

static void note(ledger *seen, const char *request)
{
    bool preflight = begins_with(request, "OPTIONS ");
    char value[REQUEST_MAX];

    seen->requests++;
    seen->preflights += preflight;
    seen->other_methods += !preflight && !begins_with(request, "GET ");
    read_field(request, "\r\nHost: ", value);
    seen->other_hosts += strcmp(value, seen->host) != 0;
    read_field(request, "\r\nCookie: ", value);
    seen->preflight_cookies += preflight && *value;
    seen->missing_cookies += !preflight && strcmp(value, "sid=secret") != 0;
}

static void answer(int client, const char *request, void *baton)
{
    char path[64] = "";
    char origin[REQUEST_MAX];
    char cors[REQUEST_MAX] = "";
    char all[2 * REQUEST_MAX];
    bool preflight = begins_with(request, "OPTIONS ");
    bool wild;

    note(baton, request);
    sscanf(request, "%*s %63s", path);
    read_field(request, "\r\nOrigin: ", origin);
    wild = strcmp(path, "/wildcard") == 0;
    if ((wild || admits(path, origin)) &&
        (preflight || strcmp(path, "/preflight") != 0)) {
        snprintf(
            cors, sizeof(cors), "Access-Control-Allow-Origin: %.300s\r\n%s%s%s",
            wild ? "*" : origin,
            strcmp(path, "/anonymous") == 0
                ? ""
                : "Access-Control-Allow-Credentials: true\r\n",
            preflight ? "Access-Control-Allow-Headers: content-type\r\n" : "",
            strcmp(path, "/twice") == 0 ? "Access-Control-Allow-Origin: x\r\n"
                                        : "");
    }
    snprintf(all, sizeof(all),
             "HTTP/1.1 %s\r\nContent-Length: 0\r\n"
             "X-Secret: \x1b[2J\r\n%sConnection: close\r\n\r\n",
             strcmp(path, "/busy") == 0 ? "429 Too Many"
             : strcmp(path, "/redirect") == 0
                 ? "302 Found\r\nLocation: http://other.invalid/\x1b[2J"
                 : "200 OK",
             cors);
    server_send(client, all);
}

/* ---- What is found. */

typedef struct scene {
    lint_url url;
    apr_table_t *headers;
    lint_attack_plan plan;
    apr_array_header_t *questions;
    lint_attack *attack;
} scene;

static void attack(apr_pool_t *pool, const char *host, const char *path,
                   int limit, scene *s)
{
    static const lint_live_options options;
    const char *wrong;
    lint_live *live = lint_live_open(pool, &options, &wrong);

    if (!live ||
        lint_url_parse(pool, apr_pstrcat(pool, "http://", host, path, NULL),
                       &s->url)) {
        printf("Bail out! %s\n", live ? "no URL" : wrong);
        exit(2);
    }
    s->headers = apr_table_make(pool, 2);
    apr_table_set(s->headers, "Cookie", "sid=secret");
    apr_table_set(s->headers, "origin", WELCOME);
    s->plan = (lint_attack_plan){.origin = WELCOME,
                                 .url = &s->url,
                                 .headers = s->headers,
                                 .limit = limit};
    s->questions = lint_attack_questions(pool, &s->plan);
    s->attack = lint_attack_run(pool, live, &s->plan, s->questions);
}

/* Each hole as one word. */
static const char *summary(apr_pool_t *pool, const lint_attack *attack)
{
    const char *text = "";

    for (int i = 0; i < attack->holes->nelts; i++) {
        const lint_attack_hole *hole =
            APR_ARRAY_IDX(attack->holes, i, const lint_attack_hole *);

        text = apr_pstrcat(pool, text, *text ? " " : "", hole->id,
                           hole->severity == LINT_ERROR     ? "!"
                           : hole->severity == LINT_WARNING ? "?"
                                                            : "",
                           hole->everybody ? "*" : "", hole->reads ? "r" : "",
                           hole->credentials ? "c" : "", hole->sends ? "s" : "",
                           NULL);
    }
    return text;
}

static const struct {
    const char *path;
    const char *holes;
    const char *origin; /* of the first; NULL: whichever */
    int requests;       /* 0: as many as there may be */
    bool ok;
} rows[] = {
    {"/strict", "", NULL, 0, true},
    {"/reflected", "any-origin-credentials!*rcs", "https://evil.example", 3,
     false},
    {"/anonymous", "any-origin-reflected?*r", "https://evil.example", 3, false},
    {"/preflight",
     "any-origin-reflected!s origin-null!s "
     "origin-prefix-bypass!s origin-suffix-bypass!s "
     "origin-unescaped-dot!s origin-prefix-bypass!s "
     "origin-plain-http?s origin-any-subdomains origin-any-ports",
     "https://evil.example", 0, false},
    {"/wildcard", "", NULL, 0, true},
    {"/twice", "", NULL, 0, true},
    {"/null", "origin-null!rcs", "null", 0, false},
    {"/prefix",
     "origin-prefix-bypass!rcs origin-prefix-bypass!rcs origin-any-portrcs "
     "origin-looserc",
     "https://app.example.com.evil.example", 0, false},
    {"/suffix",
     "origin-suffix-bypass!rcs origin-unescaped-dot!rcs origin-plain-http?rcs "
     "origin-any-subdomainrcs",
     "https://evilexample.com", 0, false},
    {"/dot", "origin-unescaped-dot!rcs", "https://appxexample.com", 0, false},
    {"/http", "origin-plain-http?rcs", "http://app.example.com", 0, false},
    {"/subdomain", "origin-any-subdomainrcs", NULL, 0, true},
    {"/port", "origin-any-portrcs", "https://app.example.com:8443", 0, true},
    {"/case", "origin-looserc", "https://APP.EXAMPLE.COM", 0, true},
};

static void check_rows(apr_pool_t *pool, const char *host, ledger *seen)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        scene s;
        const lint_attack *found;

        forget(seen);
        attack(pool, host, rows[i].path, 0, &s);
        found = s.attack;
        tap_is(found->wrong, NULL, "%s: answers", rows[i].path);
        tap_is(summary(pool, found), rows[i].holes, "%s: the holes",
               rows[i].path);
        tap_ok(found->ok == rows[i].ok, "%s: and how it ends", rows[i].path);
        if (rows[i].origin) {
            tap_is(
                found->holes->nelts
                    ? APR_ARRAY_IDX(found->holes, 0, lint_attack_hole *)->origin
                    : NULL,
                rows[i].origin, "%s: the witness", rows[i].path);
        }
        tap_ok(seen->requests == found->tries->nelts &&
                   seen->requests == (rows[i].requests ? rows[i].requests
                                                       : s.questions->nelts) &&
                   seen->requests <= LINT_ATTACK_LIMIT,
               "%s: %d requests", rows[i].path, seen->requests);
        tap_ok(!seen->other_methods && !seen->other_hosts && seen->preflights,
               "%s: GET and OPTIONS, and of no other host", rows[i].path);
        tap_ok(!seen->preflight_cookies && !seen->missing_cookies,
               "%s: the cookie goes with requests alone", rows[i].path);
    }
}

static void check_limit(apr_pool_t *pool, const char *host, ledger *seen)
{
    static const int limits[] = {1, 2, 7};

    for (size_t i = 0; i < COUNT(limits); i++) {
        scene s;

        forget(seen);
        attack(pool, host, "/strict", limits[i], &s);
        tap_ok(seen->requests == limits[i], "at most %d: %d", limits[i],
               seen->requests);
    }
}

static void check_ends(apr_pool_t *pool, const char *host, ledger *seen)
{
    scene s;

    forget(seen);
    attack(pool, host, "/busy", 0, &s);
    tap_ok(seen->requests == 1 && s.attack->wrong &&
               strstr(s.attack->wrong, "429"),
           "429 is obeyed");
    forget(seen);
    attack(pool, host, "/redirect", 0, &s);
    tap_ok(seen->requests == 3, "no redirect is followed");
    tap_is(s.attack->redirect, "http://other.invalid/\x1b[2J",
           "where it leads to is told");
}

/* ---- What is printed. */

static const char *printed(apr_pool_t *pool, const lint_attack *attack)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    const char *copy;

    lint_attack_print(out, pool, attack, false, true);
    fclose(out);
    copy = apr_pstrdup(pool, text);
    free(text);
    return copy;
}

static void check_print(apr_pool_t *pool, const char *host)
{
    scene s;
    const char *text;
    char *json;
    json_t *object;

    attack(pool, host, "/null", 0, &s);
    text = printed(pool, s.attack);
    tap_is(
        text,
        apr_psprintf(
            pool,
            "  \xe2\x9c\x97 scripts of \"null\" may read answers with the "
            "user's cookies, and send JSON in the user's name "
            "[origin-null]\n"
            "      who:     any site can do it from a sandboxed frame, whose "
            "origin is null, once the user visits it\n"
            "      remedy:  take null out of the list\n"
            "      > GET http://%s/null\n"
            "      > Origin: null\n"
            "      < 200\n"
            "      < Access-Control-Allow-Origin: null\n"
            "      < Access-Control-Allow-Credentials: true\n"
            "\n"
            "%d requests as hostile origins: 1 hole\n",
            host, s.questions->nelts),
        "a hole, printed");
    attack(pool, host, "/redirect", 0, &s);
    text = printed(pool, s.attack);
    tap_ok(strstr(text, "redirected to http://other.invalid/\\x1B[2J") &&
               !strchr(text, '\x1b'),
           "no terminal obeys the server");
    tap_ok(!strstr(text, "secret"), "no cookie is shown");
    object = lint_attack_json(pool, s.attack);
    json = json_dumps(object, 0);
    tap_ok(json && !strstr(json, "secret") && strstr(json, "other.invalid"),
           "nor in JSON");
    tap_is(json_string_value(json_object_get(
               json_array_get(json_object_get(object, "holes"), 0), "id")),
           "any-origin-credentials", "which has the holes");
    tap_ok(json_array_size(json_object_get(object, "tries")) == 3,
           "and the requests");
    free(json);
    json_decref(object);
    attack(pool, host, "/strict", 2, &s);
    tap_is(printed(pool, s.attack),
           "2 requests as hostile origins: no hole was found\n",
           "nothing found, printed");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();
    const char *host;
    ledger *seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t server;

    if (seen == MAP_FAILED) {
        puts("Bail out! no memory to share");
        exit(2);
    }
    server = server_start(pool, answer, seen, &host);
    apr_cpystrn(seen->host, host, sizeof(seen->host));

    check_rows(pool, host, seen);
    check_limit(pool, host, seen);
    check_ends(pool, host, seen);
    check_print(pool, host);
    server_stop(server);
    return tap_end();
}
