/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The CORS check, the preflight's answer, and what a script may read.
 */
#include "lint/browser/cors.h"
#include <apr_strings.h>
#include "t/core/tap.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static lint_url api;

/* "Name: value" lines; O, C, M, H, E stand for the names of CORS. */
static apr_table_t *table_of(apr_pool_t *pool, const char *lines)
{
    static const struct {
        const char *mark;
        const char *name;
    } names[] = {{"O", "Access-Control-Allow-Origin"},
                 {"C", "access-control-allow-credentials"},
                 {"M", "Access-Control-Allow-Methods"},
                 {"H", "Access-Control-Allow-Headers"},
                 {"E", "Access-Control-Expose-Headers"}};
    apr_table_t *headers = apr_table_make(pool, 4);
    char *rest = apr_pstrdup(pool, lines);
    char *line;

    while ((line = apr_strtok(rest, "\n", &rest))) {
        char *colon = strchr(line, ':');
        const char *name = line;

        *colon = '\0';
        for (size_t i = 0; i < COUNT(names); i++) {
            if (strcmp(line, names[i].mark) == 0) {
                name = names[i].name;
            }
        }
        apr_table_add(headers, name, colon + 1);
    }
    return headers;
}

#define APP "https://app.example"
#define GOOD "O: " APP "\nC: true\n"

static const struct {
    const char *headers;
    bool credentials;
    lint_cors_failure failure;
    lint_cors_hint hint;
} checks[] = {
    {GOOD, true, LINT_CORS_PASSED, LINT_CORS_NO_HINT},
    {"O:\t " APP " \nC:true\t", true, LINT_CORS_PASSED, LINT_CORS_NO_HINT},
    {"O: " APP, false, LINT_CORS_PASSED, LINT_CORS_NO_HINT},
    {"O: *", false, LINT_CORS_PASSED, LINT_CORS_NO_HINT},
    {"O: *\nC: true", true, LINT_CORS_ORIGIN_WILDCARD, LINT_CORS_NO_HINT},
    {"X: y", true, LINT_CORS_ORIGIN_MISSING, LINT_CORS_NO_HINT},
    {"O: " APP "\nO: " APP "\nC: true", true, LINT_CORS_ORIGIN_TWICE,
     LINT_CORS_NO_HINT},
    {"O: *\nO: *", false, LINT_CORS_ORIGIN_TWICE, LINT_CORS_NO_HINT},
    {"O: " APP ", https://b.example", true, LINT_CORS_ORIGIN_LIST,
     LINT_CORS_NO_HINT},
    {"O: " APP " https://b.example", true, LINT_CORS_ORIGIN_LIST,
     LINT_CORS_NO_HINT},
    {"O: null", true, LINT_CORS_ORIGIN_NULL, LINT_CORS_NO_HINT},
    {"O: https://b.example", true, LINT_CORS_ORIGIN_OTHER, LINT_CORS_NO_HINT},
    {"O:", true, LINT_CORS_ORIGIN_OTHER, LINT_CORS_HINT_EMPTY},
    {"O: " APP "/", true, LINT_CORS_ORIGIN_OTHER, LINT_CORS_HINT_SLASH},
    {"O: " APP "/x", true, LINT_CORS_ORIGIN_OTHER, LINT_CORS_HINT_PATH},
    {"O: " APP ":443", true, LINT_CORS_ORIGIN_OTHER,
     LINT_CORS_HINT_DEFAULT_PORT},
    {"O: " APP ":444", true, LINT_CORS_ORIGIN_OTHER, LINT_CORS_HINT_PORT},
    {"O: http://app.example", true, LINT_CORS_ORIGIN_OTHER,
     LINT_CORS_HINT_SCHEME},
    {"O: app.example", true, LINT_CORS_ORIGIN_OTHER, LINT_CORS_HINT_NO_SCHEME},
    {"O: https://App.example", true, LINT_CORS_ORIGIN_OTHER,
     LINT_CORS_HINT_CASE},
    {"O: \"" APP "\"", true, LINT_CORS_ORIGIN_OTHER, LINT_CORS_HINT_QUOTES},
    {"O: https://*.example", true, LINT_CORS_ORIGIN_OTHER,
     LINT_CORS_HINT_PATTERN},
    {"O: %{ORIGIN}e", true, LINT_CORS_ORIGIN_OTHER, LINT_CORS_HINT_UNEXPANDED},
    {"O: (null)", true, LINT_CORS_ORIGIN_OTHER, LINT_CORS_HINT_UNEXPANDED},
    {"O: https://www.app.example", true, LINT_CORS_ORIGIN_OTHER,
     LINT_CORS_HINT_SUBDOMAIN},
    {"O: " APP, true, LINT_CORS_CREDENTIALS_MISSING, LINT_CORS_NO_HINT},
    {"O: " APP "\nC: True", true, LINT_CORS_CREDENTIALS_NOT_TRUE,
     LINT_CORS_HINT_CASE},
    {"O: " APP "\nC: 1", true, LINT_CORS_CREDENTIALS_NOT_TRUE,
     LINT_CORS_NO_HINT},
    {"O: " APP "\nC: 'true'", true, LINT_CORS_CREDENTIALS_NOT_TRUE,
     LINT_CORS_HINT_QUOTES},
    {"O: " APP "\nC: true\nC: true", true, LINT_CORS_CREDENTIALS_NOT_TRUE,
     LINT_CORS_NO_HINT},
};

static const struct {
    int status;
    const char *headers;
    const char *method;
    const char *asked; /* a header of the script */
    bool credentials;
    lint_cors_failure failure;
    lint_cors_hint hint;
} preflights[] = {
    {204, GOOD "M: PUT", "PUT", NULL, true, LINT_CORS_PASSED, 0},
    {200, GOOD "M: GET\nM: DELETE , PUT", "put", NULL, true, LINT_CORS_PASSED,
     0},
    {299, GOOD "H: x-a,,\tX-TOKEN ,", "GET", "X-Token", true, LINT_CORS_PASSED,
     0},
    /* What is safelisted needs no leave. */
    {204, GOOD "H: x-token", "POST", "X-Token", true, LINT_CORS_PASSED, 0},
    {204, GOOD "M: GET\nH: x-token", "POST", "X-Token", true, LINT_CORS_PASSED,
     0},
    {302, GOOD "M: PUT", "PUT", NULL, true, LINT_CORS_STATUS_REDIRECT, 0},
    {301, "X: y", "PUT", NULL, true, LINT_CORS_STATUS_REDIRECT, 0},
    {401, GOOD "M: PUT", "PUT", NULL, true, LINT_CORS_STATUS_UNAUTHORISED, 0},
    {403, "X: y", "PUT", NULL, true, LINT_CORS_STATUS_UNAUTHORISED, 0},
    {405, GOOD "M: PUT", "PUT", NULL, true, LINT_CORS_STATUS, 0},
    {500, "X: y", "PUT", NULL, true, LINT_CORS_STATUS, 0},
    {204, "M: PUT", "PUT", NULL, true, LINT_CORS_ORIGIN_MISSING, 0},
    {204, "O: " APP "\nM: PUT", "PUT", NULL, true,
     LINT_CORS_CREDENTIALS_MISSING, 0},
    {204, GOOD, "PUT", NULL, true, LINT_CORS_METHOD, 0},
    {204, GOOD "M: POST", "PUT", NULL, true, LINT_CORS_METHOD, 0},
    {204, GOOD "M: PATCH", "patch", NULL, true, LINT_CORS_METHOD,
     LINT_CORS_HINT_CASE},
    {204, GOOD "M: *", "PUT", NULL, true, LINT_CORS_METHOD_WILDCARD, 0},
    {204, "O: *\nM: *", "PUT", NULL, false, LINT_CORS_PASSED, 0},
    {204, GOOD "M: PUT POST", "PUT", NULL, true, LINT_CORS_METHODS_UNREADABLE,
     0},
    {204, GOOD "M: PUT\nH: \"x\"", "PUT", NULL, true,
     LINT_CORS_HEADERS_UNREADABLE, 0},
    {204, GOOD "M: PUT", "PUT", "X-Token", true, LINT_CORS_HEADER, 0},
    {204, GOOD "M: PUT\nH: x-tokens", "PUT", "X-Token", true, LINT_CORS_HEADER,
     0},
    {204, GOOD "H: *", "GET", "X-Token", true, LINT_CORS_HEADER_WILDCARD, 0},
    {204, "O: *\nH: *", "GET", "X-Token", false, LINT_CORS_PASSED, 0},
    {204, "O: *\nH: *", "GET", "Authorization", false,
     LINT_CORS_HEADER_AUTHORIZATION, 0},
    {204, "O: *\nH: *, authorization", "GET", "Authorization", false,
     LINT_CORS_PASSED, 0},
};

static const struct {
    const char *value; /* NULL for none */
    long seconds;
} ages[] = {{NULL, 5},   {"0", 0},   {"7200", 7200}, {"-1", 5},     {"", 5},
            {"soon", 5}, {"10s", 5}, {"1e3", 5},     {"600,600", 5}};

static void check_checks(apr_pool_t *pool)
{
    lint_fetch fetch = {.origin = APP, .url = &api};

    for (size_t i = 0; i < COUNT(checks); i++) {
        lint_cors_verdict verdict;

        fetch.credentials = checks[i].credentials;
        verdict =
            lint_cors_check(pool, &fetch, table_of(pool, checks[i].headers));
        tap_ok(verdict.failure == checks[i].failure &&
                   verdict.hint == checks[i].hint,
               "%s, %s credentials: %s", checks[i].headers,
               fetch.credentials ? "with" : "without",
               lint_cors_verdict_text(pool, &verdict));
    }
    fetch.origin = "null";
    tap_ok(lint_cors_check(pool, &fetch, table_of(pool, "O: null\nC: true"))
                   .failure == LINT_CORS_PASSED,
           "null is let in where null asks");
}

static void check_preflights(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(preflights); i++) {
        apr_table_t *headers = apr_table_make(pool, 1);
        lint_fetch fetch = {.origin = APP,
                            .url = &api,
                            .method = preflights[i].method,
                            .headers = headers,
                            .credentials = preflights[i].credentials};
        lint_cors_verdict verdict;

        if (preflights[i].asked) {
            apr_table_set(headers, preflights[i].asked, "x");
        }
        verdict = lint_cors_check_preflight(
            pool, &fetch, lint_fetch_plan_make(pool, &fetch),
            preflights[i].status, table_of(pool, preflights[i].headers));
        tap_ok(verdict.failure == preflights[i].failure &&
                   verdict.hint == preflights[i].hint,
               "%d %s, %s %s: %s", preflights[i].status, preflights[i].headers,
               fetch.method, preflights[i].asked ? preflights[i].asked : "",
               lint_cors_verdict_text(pool, &verdict));
    }
}

static void check_texts(apr_pool_t *pool)
{
    lint_fetch fetch = {.origin = APP, .url = &api, .credentials = true};
    lint_cors_verdict verdict =
        lint_cors_check(pool, &fetch, table_of(pool, "O: " APP "/x"));

    tap_is(lint_cors_verdict_text(pool, &verdict),
           "Access-Control-Allow-Origin is \"https://app.example/x\" and not "
           "\"https://app.example\": an origin has no path",
           "a value is quoted, and the hint told");
    verdict =
        (lint_cors_verdict){LINT_CORS_METHOD, LINT_CORS_NO_HINT, NULL, "PUT"};
    tap_is(lint_cors_verdict_text(pool, &verdict),
           "Access-Control-Allow-Methods is not there and does not list "
           "\"PUT\"",
           "what is missing is said to be");
}

static void check_reading(apr_pool_t *pool)
{
    apr_table_t *headers = table_of(
        pool, "Content-Type: a\nX-A: 1\nX-B: 2\nx-a: 3\nSet-Cookie: c=d\n"
              "E: x-a, Set-Cookie");
    apr_table_t *all = table_of(pool, "X-A: 1\nSet-Cookie: c=d\nE: *");

    tap_is(apr_array_pstrcat(
               pool, lint_cors_header_names(pool, headers, true, true), ' '),
           "Content-Type X-A", "what a script may read");
    tap_is(apr_array_pstrcat(
               pool, lint_cors_header_names(pool, headers, true, false), ' '),
           "X-B Set-Cookie Access-Control-Expose-Headers",
           "what it may not read");
    tap_ok(!lint_cors_exposes(pool, all, "X-A", true),
           "with credentials * exposes nothing");
    tap_ok(lint_cors_exposes(pool, all, "X-A", false),
           "without credentials * exposes all");
    tap_ok(!lint_cors_exposes(pool, all, "Set-Cookie", false),
           "but never Set-Cookie");
    for (size_t i = 0; i < COUNT(ages); i++) {
        apr_table_t *aged = apr_table_make(pool, 1);

        if (ages[i].value) {
            apr_table_set(aged, "Access-Control-Max-Age", ages[i].value);
        }
        tap_ok(lint_cors_max_age(aged) == ages[i].seconds,
               "Access-Control-Max-Age: %s is %ld seconds",
               ages[i].value ? ages[i].value : "(none)", ages[i].seconds);
    }
    headers = apr_table_make(pool, 2);
    apr_table_add(headers, "Access-Control-Max-Age", "600");
    apr_table_addn(headers, "access-control-max-age", "600");
    tap_ok(lint_cors_max_age(headers) == 5,
           "Access-Control-Max-Age twice is no number");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    lint_url_parse(pool, "https://api.example/", &api);
    check_checks(pool);
    check_preflights(pool);
    check_texts(pool);
    check_reading(pool);
    return tap_end();
}
