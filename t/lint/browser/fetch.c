/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a browser makes of fetch() before it sends anything: refusals,
 * preflights and their causes.
 */
#include "lint/browser/fetch.h"
#include <apr_strings.h>
#include "t/core/tap.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define A16 "aaaaaaaaaaaaaaaa"
#define A64 A16 A16 A16 A16
#define A128 A64 A64
#define ACCEPT_LINES(value)                                                    \
    "Accept: " value "\nAccept: " value "\nAccept: " value "\nAccept: " value

static lint_url api;

/* A fetch by https://app.example; its headers are "Name: value" lines. */
static lint_fetch fetch_of(apr_pool_t *pool, const char *method,
                           const char *lines, bool body)
{
    apr_table_t *headers = apr_table_make(pool, 4);
    char *rest = apr_pstrdup(pool, lines ? lines : "");
    char *line;

    while ((line = apr_strtok(rest, "\n", &rest))) {
        char *colon = strstr(line, ": ");

        *colon = '\0';
        apr_table_addn(headers, line, colon + 2);
    }
    return (lint_fetch){.origin = "https://app.example",
                        .url = &api,
                        .method = method,
                        .headers = headers,
                        .has_body = body,
                        .credentials = true};
}

static const struct {
    const char *method;
    const char *headers;
    bool body;
    lint_fetch_cause cause;
    const char *caused_by;
    const char *request_headers;
} plans[] = {
    {NULL, NULL, false, LINT_FETCH_SIMPLE, NULL, NULL},
    {"get", NULL, false, LINT_FETCH_SIMPLE, NULL, NULL},
    {"HEAD", NULL, false, LINT_FETCH_SIMPLE, NULL, NULL},
    {"post", NULL, true, LINT_FETCH_SIMPLE, NULL, NULL},
    {"put", NULL, true, LINT_FETCH_METHOD, "PUT", NULL},
    {"delete", NULL, false, LINT_FETCH_METHOD, "DELETE", NULL},
    {"options", NULL, false, LINT_FETCH_METHOD, "OPTIONS", NULL},
    {"PATCH", NULL, true, LINT_FETCH_METHOD, "PATCH", NULL},
    /* Not normalised, the classic trap. */
    {"patch", NULL, true, LINT_FETCH_METHOD, "patch", NULL},
    {"Post", "Content-Type: application/json", true, LINT_FETCH_CONTENT_TYPE,
     "Content-Type", "content-type"},
    {"POST", "Content-Type: TEXT/Plain ; charset=x", true, LINT_FETCH_SIMPLE,
     NULL, NULL},
    {"POST", "content-type: application/x-www-form-urlencoded", true,
     LINT_FETCH_SIMPLE, NULL, NULL},
    {"POST", "Content-Type: multipart/form-data;boundary=x", true,
     LINT_FETCH_SIMPLE, NULL, NULL},
    {"POST", "Content-Type: multipart/form-data;boundary=\"x\"", true,
     LINT_FETCH_HEADER_VALUE, "Content-Type", "content-type"},
    {"POST", "Content-Type: text/plainer", true, LINT_FETCH_CONTENT_TYPE,
     "Content-Type", "content-type"},
    {"POST", "Content-Type:  ", true, LINT_FETCH_CONTENT_TYPE, "Content-Type",
     "content-type"},
    {"GET", "X-Requested-With: XMLHttpRequest", false, LINT_FETCH_HEADER,
     "X-Requested-With", "x-requested-with"},
    {"PUT", "X-B: 1\nAuthorization: x\nx-b: 2\nX-A: 3\nAccept: */*", false,
     LINT_FETCH_METHOD, "PUT", "authorization,x-a,x-b"},
    {"GET", "User-Agent: axios", false, LINT_FETCH_HEADER, "User-Agent",
     "user-agent"},
    {"GET", "Accept: text/html, */*;q=0.8", false, LINT_FETCH_SIMPLE, NULL,
     NULL},
    {"GET", "Accept: a;b=\"c\"", false, LINT_FETCH_HEADER_VALUE, "Accept",
     "accept"},
    {"GET", "Accept: a\tb", false, LINT_FETCH_SIMPLE, NULL, NULL},
    {"GET", "Accept: a\x7f", false, LINT_FETCH_HEADER_VALUE, "Accept",
     "accept"},
    {"GET", "Accept: \xc3\xbc", false, LINT_FETCH_SIMPLE, NULL, NULL},
    {"GET", "Accept-Language: de-DE,en;q=0.5, *", false, LINT_FETCH_SIMPLE,
     NULL, NULL},
    {"GET", "Accept-Language: de_DE", false, LINT_FETCH_HEADER_VALUE,
     "Accept-Language", "accept-language"},
    {"GET", "Content-Language: de/en", false, LINT_FETCH_HEADER_VALUE,
     "Content-Language", "content-language"},
    {"GET", "Range: bytes=0-", false, LINT_FETCH_SIMPLE, NULL, NULL},
    {"GET", "Range: bytes=7-0012", false, LINT_FETCH_SIMPLE, NULL, NULL},
    {"GET", "Range: bytes=9-9", false, LINT_FETCH_SIMPLE, NULL, NULL},
    {"GET", "Range: bytes=10-9", false, LINT_FETCH_HEADER_VALUE, "Range",
     "range"},
    {"GET", "Range: bytes=-9", false, LINT_FETCH_HEADER_VALUE, "Range",
     "range"},
    {"GET", "Range: bytes=0-1,5-6", false, LINT_FETCH_HEADER_VALUE, "Range",
     "range"},
    {"GET", "Range: bytes= 0-1", false, LINT_FETCH_HEADER_VALUE, "Range",
     "range"},
    {"GET", "Range: BYTES=0-1", false, LINT_FETCH_HEADER_VALUE, "Range",
     "range"},
    {"GET", "Range: bytes=0", false, LINT_FETCH_HEADER_VALUE, "Range", "range"},
    {"GET", "Accept: " A128, false, LINT_FETCH_SIMPLE, NULL, NULL},
    {"GET", "Accept: " A128 "a", false, LINT_FETCH_HEADER_LONG, "Accept",
     "accept"},
    /* 1024 bytes in all, and one more. */
    {"GET", ACCEPT_LINES(A128) "\n" ACCEPT_LINES(A128), false,
     LINT_FETCH_SIMPLE, NULL, NULL},
    {"GET", ACCEPT_LINES(A128) "\n" ACCEPT_LINES(A128) "\nAccept-Language: x",
     false, LINT_FETCH_HEADERS_LONG, "Accept", "accept,accept-language"},
    /* What a browser leaves out makes no preflight. */
    {"GET", "Cookie: a=b\nOrigin: https://x.example\nSec-Foo: 1", false,
     LINT_FETCH_SIMPLE, NULL, NULL},
};

static const struct {
    const char *method;
    const char *headers;
    bool body;
    lint_fetch_refusal refusal;
    const char *refused;
} refusals[] = {
    {"TRACE", NULL, false, LINT_FETCH_METHOD_FORBIDDEN, "TRACE"},
    {"track", NULL, false, LINT_FETCH_METHOD_FORBIDDEN, "track"},
    {"Connect", NULL, false, LINT_FETCH_METHOD_FORBIDDEN, "Connect"},
    {"", NULL, false, LINT_FETCH_METHOD_UNREADABLE, ""},
    {"GE T", NULL, false, LINT_FETCH_METHOD_UNREADABLE, "GE T"},
    {"GET", NULL, true, LINT_FETCH_BODY_FORBIDDEN, "GET"},
    {"head", NULL, true, LINT_FETCH_BODY_FORBIDDEN, "HEAD"},
    {"GET", "X Y: z", false, LINT_FETCH_HEADER_UNREADABLE, "X Y"},
    {"GET", "X-Y: a\rb", false, LINT_FETCH_HEADER_UNREADABLE, "X-Y"},
};

static const struct {
    const char *header;
    bool forbidden;
} headers[] = {
    {"cookie: a=b", true},
    {"HOST: x", true},
    {"Proxy-Authorization: x", true},
    {"sec-fetch-site: none", true},
    {"Set-Cookie: a=b", true},
    {"User-Agent: x", false},
    {"Authorization: x", false},
    {"X-HTTP-Method-Override: PUT", false},
    {"X-HTTP-Method-Override: PUT , trace", true},
    /* Only commas separate methods. */
    {"X-Method-Override: no TRACE", false},
    {"x-method-override: CONNECT", true},
    {"X-HTTP-Method: TRACK", true},
    {"X-HTTP-Method: TRACKS", false},
};

static void check_plans(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(plans); i++) {
        lint_fetch fetch =
            fetch_of(pool, plans[i].method, plans[i].headers, plans[i].body);
        lint_fetch_plan *plan = lint_fetch_plan_make(pool, &fetch);
        const char *text = lint_fetch_plan_text(pool, plan);
        const char *shown =
            apr_psprintf(pool, "%s %.80s", fetch.method ? fetch.method : "GET",
                         plans[i].headers ? plans[i].headers : "");

        tap_ok(!plan->refusal && plan->cause == plans[i].cause &&
                   plan->preflight == (plans[i].cause != LINT_FETCH_SIMPLE),
               "%s: %s", shown, text);
        tap_is(plan->caused_by, plans[i].caused_by, "%s: the cause", shown);
        tap_is(plan->request_headers, plans[i].request_headers,
               "%s: what it asks for", shown);
    }
}

static void check_refusals(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(refusals); i++) {
        lint_fetch fetch = fetch_of(pool, refusals[i].method,
                                    refusals[i].headers, refusals[i].body);
        lint_fetch_plan *plan = lint_fetch_plan_make(pool, &fetch);

        tap_ok(plan->refusal == refusals[i].refusal, "refused: %s",
               lint_fetch_plan_text(pool, plan));
        tap_is(plan->refused, refusals[i].refused, "and names it");
    }
    for (size_t i = 0; i < COUNT(headers); i++) {
        lint_fetch fetch = fetch_of(pool, "GET", headers[i].header, false);
        lint_fetch_plan *plan = lint_fetch_plan_make(pool, &fetch);

        tap_ok(plan->forbidden->nelts == headers[i].forbidden &&
                   apr_is_empty_table(plan->headers) == headers[i].forbidden,
               "\"%s\" is %s", headers[i].header,
               headers[i].forbidden ? "left out" : "sent");
    }
}

static void check_fields(apr_pool_t *pool)
{
    lint_fetch fetch = fetch_of(pool, "patch", "X-B: 1", true);
    lint_fetch_plan *plan = lint_fetch_plan_make(pool, &fetch);
    apr_table_t *asked = lint_fetch_preflight_headers(pool, &fetch, plan);
    apr_table_t *sent = lint_fetch_request_headers(pool, &fetch, plan);

    tap_is(apr_table_get(asked, "Access-Control-Request-Method"), "patch",
           "the preflight asks for patch, in small letters");
    tap_is(apr_table_get(asked, "Access-Control-Request-Headers"), "x-b",
           "and for the header");
    tap_is(apr_table_get(asked, "Origin"), "https://app.example",
           "and says who asks");
    tap_is(apr_table_get(sent, "Content-Type"), "text/plain;charset=UTF-8",
           "a string brings its type");
    tap_is(apr_table_get(sent, "Origin"), "https://app.example",
           "the request has an Origin");
    tap_is(apr_table_get(sent, "X-B"), "1", "and the script's header");
    tap_ok(strstr(lint_fetch_plan_text(pool, plan), "write \"PATCH\""),
           "what to write instead of patch is told");

    fetch = fetch_of(pool, "GET", "Accept: a", false);
    plan = lint_fetch_plan_make(pool, &fetch);
    asked = lint_fetch_preflight_headers(pool, &fetch, plan);
    tap_is(apr_table_get(asked, "Access-Control-Request-Headers"), NULL,
           "no headers, no question for any");
    sent = lint_fetch_request_headers(pool, &fetch, plan);
    tap_is(apr_table_get(sent, "Accept"), "a", "the script's Accept stays");
}

static void check_same_origin(apr_pool_t *pool)
{
    lint_fetch fetch = fetch_of(pool, "PUT", "X-B: 1", false);
    lint_fetch_plan *plan;

    fetch.origin = "https://api.example";
    plan = lint_fetch_plan_make(pool, &fetch);
    tap_ok(!plan->preflight && plan->sends_origin &&
               plan->relation == LINT_SAME_ORIGIN,
           "PUT to the page's own origin: %s",
           lint_fetch_plan_text(pool, plan));
    fetch.method = "GET";
    plan = lint_fetch_plan_make(pool, &fetch);
    tap_is(
        apr_table_get(lint_fetch_request_headers(pool, &fetch, plan), "Origin"),
        NULL, "GET there has no Origin");
    fetch.origin = "null";
    plan = lint_fetch_plan_make(pool, &fetch);
    tap_ok(plan->preflight && plan->sends_origin,
           "null is another origin to everybody");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    lint_url_parse(pool, "https://api.example/x", &api);
    check_plans(pool);
    check_refusals(pool);
    check_fields(pool);
    check_same_origin(pool);
    return tap_end();
}
