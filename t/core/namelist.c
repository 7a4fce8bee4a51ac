/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_strings.h>
#include "core/namelist.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define A63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A128 A63 A63 "aa"

#define METHOD CORS_NAME_METHOD
#define REQUEST CORS_NAME_REQUEST
#define RESPONSE CORS_NAME_RESPONSE

static const cors_place place = {"httpd.conf", 7, "CorsCredsHeaders"};

/* What each kind makes of a name. */
static const struct {
    cors_name_kind kind;
    const char *code; /* NULL: accepted */
    const char *names[40];
} rows[] = {
    {METHOD,
     NULL,
     {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND",
      "MKCOL", "X-OWN", "X", "custom", "Purge", "BAN", "!#$%&'*+.^_`|~",
      "CONNECTED", "TRACER", A128}},
    {METHOD,
     "method-forbidden",
     {"CONNECT", "TRACE", "TRACK", "connect", "Trace", "tRACK"}},
    {METHOD,
     "method-case",
     {"get", "Head", "post", "put", "Delete", "options", "patch", "PropFind",
      "proppatch", "copy", "move", "mkcol", "lock", "unlock", "report",
      "search"}},
    {METHOD,
     "name-syntax",
     {"",      " ",     "PUT,PATCH", "PUT,",      "PUT ",  " PUT",    "PU T",
      "PUT;",  "PUT:",  "PUT/1",     "(PUT)",     "PUT@",  "\"PUT\"", "P\tT",
      "P\nT",  "P\x01", "P\x7f",     "P\xc3\x9c", "P\xff", "[PUT]",   "{PUT}",
      "PUT=1", "PUT?",  "P\\T",      "<PUT>",     A128 "a"}},
    {REQUEST,
     NULL,
     {"Authorization",
      "Content-Type",
      "X-Requested-With",
      "x-a",
      "Accept",
      "User-Agent",
      "Cache-Control",
      "Range",
      "Idempotency-Key",
      "Security",
      "Sec",
      "Proxy",
      "Proxied-By",
      "Dates",
      "Hostess",
      "Via2",
      "Access",
      "Access-Control",
      "X-Forwarded-For",
      "!#$%&'*+.^_`|~",
      A128}},
    {REQUEST,
     "header-forbidden",
     {"Accept-Charset",
      "Accept-Encoding",
      "Access-Control-Request-Headers",
      "Access-Control-Request-Method",
      "Access-Control-Request-Private-Network",
      "Connection",
      "Content-Length",
      "Cookie",
      "Cookie2",
      "Date",
      "DNT",
      "Expect",
      "Host",
      "Keep-Alive",
      "Origin",
      "Referer",
      "Set-Cookie",
      "TE",
      "Trailer",
      "Transfer-Encoding",
      "Upgrade",
      "Via",
      "Proxy-Authorization",
      "Proxy-",
      "Sec-Fetch-Site",
      "Sec-",
      "cookie",
      "ORIGIN",
      "sEC-cH-uA",
      "pROXY-x"}},
    {REQUEST,
     "header-response-only",
     {"Access-Control-Allow-Origin", "Access-Control-Allow-Credentials",
      "Access-Control-Max-Age", "access-control-expose-headers",
      "ACCESS-CONTROL-", "Access-Control-Request"}},
    {REQUEST,
     "name-syntax",
     {"", "X-A,X-B", "X-A:", "X A", "X-(A)", "X-\xc3\x84", "X;", A128 "a"}},
    {RESPONSE,
     NULL,
     {"ETag", "Location", "X-Total-Count", "Cookie", "Date", "Content-Length",
      "WWW-Authenticate", "Set-Cookies"}},
    {RESPONSE,
     "header-forbidden",
     {"Set-Cookie", "Set-Cookie2", "set-cookie", "SET-COOKIE2"}},
    {RESPONSE, "name-syntax", {"", "ETag,", "E Tag", "E\"Tag\""}},
};

static void test_rows(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t j = 0; j < COUNT(rows[i].names) && rows[i].names[j]; j++) {
            const char *name = rows[i].names[j];
            cors_namelist *list = cors_namelist_create(pool, rows[i].kind);
            cors_problems *problems = cors_problems_create(pool);
            const char *code = NULL;

            cors_namelist_add(list, &place, 1, &name, problems);
            if (problems->list->nelts) {
                code = APR_ARRAY_IDX(problems->list, 0, cors_problem).code;
            }
            tap_is(code, rows[i].code, "\"%s\" as kind %d", name,
                   (int)rows[i].kind);
            tap_ok(problems->list->nelts == (rows[i].code ? 1 : 0),
                   "\"%s\": told once", name);
            tap_ok(cors_namelist_has(list, name, strlen(name)) == !rows[i].code,
                   "\"%s\": on the list, if it is good", name);
            tap_is(cors_namelist_joined(list), rows[i].code ? "" : name,
                   "\"%s\": as it was written", name);
        }
    }
}

static void test_sentences(apr_pool_t *pool)
{
    static const struct {
        cors_name_kind kind;
        const char *name;
        const char *sentence;
    } refused[] = {
        {METHOD, "TRACE",
         "\"TRACE\" is a method that no browser lets a script use; take it "
         "out"},
        {METHOD, "patch",
         "\"patch\" is not the method PATCH, names of methods are "
         "case-sensitive; write \"PATCH\""},
        {METHOD, "PUT,PATCH",
         "\"PUT,PATCH\" is not a method name; write names with blanks between "
         "them, without commas or colons"},
        {REQUEST, "X-A:",
         "\"X-A:\" is not a header name; write names with blanks between them, "
         "without commas or colons"},
        {REQUEST, "cookie",
         "\"cookie\" is a request header that no browser lets a script set, so "
         "no preflight asks for it; take it out"},
        {REQUEST, "Access-Control-Max-Age",
         "\"Access-Control-Max-Age\" is a response header, which the module "
         "sends by itself; take it out"},
        {RESPONSE, "Set-Cookie",
         "\"Set-Cookie\" is a response header that no browser shows to a "
         "script; take it out"},
    };

    for (size_t i = 0; i < COUNT(refused); i++) {
        cors_namelist *list = cors_namelist_create(pool, refused[i].kind);
        cors_problems *problems = cors_problems_create(pool);
        const cors_problem *problem;

        cors_namelist_add(list, &place, 1, &refused[i].name, problems);
        if (problems->list->nelts != 1) {
            tap_ok(false, "\"%s\" is refused", refused[i].name);
            continue;
        }
        problem = &APR_ARRAY_IDX(problems->list, 0, cors_problem);
        tap_is(problem->sentence, refused[i].sentence, "\"%s\": sentence",
               refused[i].name);
        tap_is(problem->value, refused[i].name, "\"%s\": value",
               refused[i].name);
        tap_ok(problem->place.line == place.line &&
                   strcmp(problem->place.file, place.file) == 0 &&
                   strcmp(problem->place.directive, place.directive) == 0,
               "\"%s\": place", refused[i].name);
    }
}

static bool has(const cors_namelist *list, const char *name)
{
    return cors_namelist_has(list, name, strlen(name));
}

/* Methods are told apart by case, header names are not. */
static void test_case(apr_pool_t *pool)
{
    static const char *const methods[] = {"PUT", "X-Own", "PUT", "x-own"};
    static const char *const headers[] = {"X-A", "Content-Type", "x-a",
                                          "CONTENT-type", "ETag"};
    cors_problems *problems = cors_problems_create(pool);
    cors_namelist *list = cors_namelist_create(pool, METHOD);

    cors_namelist_add(list, &place, (int)COUNT(methods), methods, problems);
    tap_is(cors_namelist_joined(list), "PUT, X-Own, x-own", "methods");
    tap_ok(has(list, "PUT") && has(list, "X-Own") && has(list, "x-own"),
           "as they are written");
    tap_ok(!has(list, "put") && !has(list, "X-OWN"), "and no other way");

    list = cors_namelist_create(pool, REQUEST);
    tap_is(cors_namelist_joined(list), "", "no names yet");
    tap_ok(!has(list, "X-A"), "and none found");
    cors_namelist_add(list, &place, (int)COUNT(headers), headers, problems);
    tap_is(cors_namelist_joined(list), "X-A, Content-Type, ETag",
           "each header once, as it was written first");
    tap_ok(has(list, "x-a") && has(list, "X-A") && has(list, "cOnTeNt-TyPe"),
           "found in any case");
    tap_ok(!has(list, "X-B") && !has(list, "X-") && !has(list, "X-AA") &&
               !has(list, ""),
           "no others");
    tap_ok(!has(list, A128 A128), "nor one that is longer than any");
    tap_ok(cors_namelist_has(list, "X-ABC", 3), "the length ends a name");
    tap_ok(problems->list->nelts == 0, "nothing was wrong");
}

static void test_any(apr_pool_t *pool)
{
    static const char *const names[] = {"*", "Authorization", "*"};
    static const cors_hazard_kind kinds[] = {CORS_HAZARD_ANY_METHOD,
                                             CORS_HAZARD_ANY_HEADER,
                                             CORS_HAZARD_ANY_EXPOSED};

    for (int kind = METHOD; kind <= RESPONSE; kind++) {
        cors_problems *problems = cors_problems_create(pool);
        cors_namelist *list = cors_namelist_create(pool, (cors_name_kind)kind);
        const cors_hazards *hazards = cors_namelist_hazards(list);

        tap_ok(!cors_namelist_any(list), "kind %d: not for all", kind);
        tap_ok(!hazards->list, "kind %d: not dangerous", kind);
        cors_namelist_add(list, &place, (int)COUNT(names), names, problems);
        tap_ok(cors_namelist_any(list), "kind %d: * is for all", kind);
        tap_ok(!has(list, "*") && !has(list, "X-B"),
               "kind %d: and no name on the list", kind);
        tap_is(cors_namelist_joined(list), "*, Authorization",
               "kind %d: * is there once", kind);
        tap_ok(hazards->list &&
                   APR_ARRAY_IDX(hazards->list, 0, cors_hazard).kind ==
                       kinds[kind],
               "kind %d: dangerous with credentials", kind);
        tap_ok(problems->list->nelts == 0, "kind %d: not wrong by itself",
               kind);
    }
}

/* RFC 9110 section 5.6.2. */
static void test_tokens(void)
{
    static const char others[] = "!#$%&'*+-.^_`|~";
    int wrong = 0;

    for (int byte = 1; byte < 256; byte++) {
        const char text[] = {'a', (char)byte, '\0'};
        bool token = (byte >= '0' && byte <= '9') ||
                     (byte >= 'a' && byte <= 'z') ||
                     (byte >= 'A' && byte <= 'Z') || strchr(others, byte);

        wrong += cors_is_token(text) != token;
        wrong += cors_is_token(text + 1) != token;
    }
    tap_ok(wrong == 0, "each byte of a token");
    tap_ok(!cors_is_token(""), "no token is empty");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_rows(pool);
    test_sentences(pool);
    test_case(pool);
    test_any(pool);
    test_tokens();
    return tap_end();
}
