/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "core/decision.h"
#include "core/fields.h"
#include "section.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* The answer's fields in short: those of credentials and of everybody, and
 * what Vary names. */
#define CREDENTIALS "Access-Control-Allow-Credentials: true\n"
#define ALLOW(origin) "Access-Control-Allow-Origin: " origin "\n"
#define METHODS(list) "Access-Control-Allow-Methods: " list "\n"
#define HEADERS(list) "Access-Control-Allow-Headers: " list "\n"
#define EXPOSE(list) "Access-Control-Expose-Headers: " list "\n"
#define MAX_AGE(seconds) "Access-Control-Max-Age: " seconds "\n"
#define ORIGIN "Origin"
#define PREFLIGHT                                                              \
    "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"

#define APP "https://app.example.com"
#define EVIL "https://evil.example"
#define OWN "https://api.example.com"

/* The policies. */
#define STRICT "CorsCreds On\nCorsCredsOrigin " APP "\n"
#define FULL                                                                   \
    STRICT "CorsCredsMethods PUT PATCH\nCorsCredsHeaders X-A Content-Type\n"   \
           "CorsCredsExpose X-B ETag\nCorsCredsMaxAge 600\n"
#define REJECT FULL "CorsCredsDisallowed Reject\n"
#define PASS FULL "CorsCredsPreflight Pass\n"
#define DEBUG FULL "CorsCredsDebug On\n"
#define EVERYBODY "CorsCreds On\nCorsCredsOrigin *\nCorsCredsCredentials Off\n"
#define ANYTHING                                                               \
    EVERYBODY "CorsCredsMethods *\nCorsCredsHeaders *\nCorsCredsExpose *\n"
#define NO_CREDENTIALS STRICT "CorsCredsCredentials Off\n"

typedef struct row {
    const char *policy;
    const char *method;
    const char *origin;
    const char *request_method;
    const char *request_headers;
    const char *result;
    int status;
    const char *fields;
    const char *vary;
} row;

static const row rows[] = {
    /* No Origin: nothing but Vary. */
    {STRICT, "GET", NULL, NULL, NULL, "none", 0, "", ORIGIN},
    {FULL, "OPTIONS", NULL, "PUT", "X-A", "none", 0, "", ORIGIN},
    {REJECT, "POST", NULL, NULL, NULL, "none", 0, "", ORIGIN},

    /* The own origin is never CORS. */
    {STRICT, "POST", OWN, NULL, NULL, "same-origin", 0, "", ORIGIN},
    {REJECT, "POST", OWN, NULL, NULL, "same-origin", 0, "", ORIGIN},
    {REJECT, "OPTIONS", OWN, "PUT", NULL, "same-origin", 0, "", ORIGIN},
    {STRICT, "GET", OWN ":8443", NULL, NULL, "denied-origin", 0, "", ORIGIN},
    {STRICT, "GET", "http://api.example.com", NULL, NULL, "denied-origin", 0,
     "", ORIGIN},

    /* Actual requests. */
    {STRICT, "GET", APP, NULL, NULL, "allowed", 0, ALLOW(APP) CREDENTIALS,
     ORIGIN},
    {FULL, "DELETE", APP, NULL, NULL, "allowed", 0,
     ALLOW(APP) CREDENTIALS EXPOSE("X-B, ETag"), ORIGIN},
    {NO_CREDENTIALS, "GET", APP, NULL, NULL, "allowed", 0, ALLOW(APP), ORIGIN},
    {STRICT, "GET", EVIL, NULL, NULL, "denied-origin", 0, "", ORIGIN},
    {REJECT, "GET", EVIL, NULL, NULL, "rejected", 403, "", ORIGIN},
    {REJECT, "GET", APP, NULL, NULL, "allowed", 0,
     ALLOW(APP) CREDENTIALS EXPOSE("X-B, ETag"), ORIGIN},
    {STRICT, "GET", "null", NULL, NULL, "denied-origin", 0, "", ORIGIN},
    {REJECT, "GET", "null", NULL, NULL, "rejected", 403, "", ORIGIN},
    /* What start-up refuses gets nothing either where merging brings it
     * about. */
    {"CorsCredsOrigin null\n", "GET", "null", NULL, NULL, "denied-origin", 0,
     "", "Origin"},
    {"CorsCredsOrigin http://a.example\n", "GET", "http://a.example", NULL,
     NULL, "denied-origin", 0, "", "Origin"},
    {"CorsCredsOriginRegex http://.*\n", "GET", "http://a.example:81", NULL,
     NULL, "denied-origin", 0, "", "Origin"},
    {"CorsCredsOrigin null\nCorsCredsUnsafe null-origin\n", "GET", "null", NULL,
     NULL, "allowed", 0, ALLOW("null") CREDENTIALS, ORIGIN},
    {"CorsCredsOrigin null\n", "GET", "NULL", NULL, NULL, "malformed", 0, "",
     ORIGIN},
    {"CorsCredsOriginRegex .*\n", "GET", "null", NULL, NULL, "denied-origin", 0,
     "", ORIGIN},
    {"CorsCredsOriginRegex https://.*\n", "GET", EVIL, NULL, NULL, "allowed", 0,
     ALLOW(EVIL) CREDENTIALS, ORIGIN},
    {"CorsCredsOrigin https://*.example.com:*\n", "GET", APP ":1", NULL, NULL,
     "allowed", 0, ALLOW(APP ":1") CREDENTIALS, ORIGIN},
    {"CorsCredsOrigin https://*.example.com:*\n", "GET",
     "https://*.example.com:*", NULL, NULL, "malformed", 0, "", ORIGIN},
    {"CorsCreds On\n", "GET", APP, NULL, NULL, "denied-origin", 0, "", ORIGIN},
    {"CorsCredsOrigin none\n", "GET", APP, NULL, NULL, "denied-origin", 0, "",
     ORIGIN},

    /* What is no origin is on no list. */
    {STRICT, "GET", "", NULL, NULL, "malformed", 0, "", ORIGIN},
    {STRICT, "GET", APP "/", NULL, NULL, "malformed", 0, "", ORIGIN},
    {STRICT, "GET", APP ":443", NULL, NULL, "malformed", 0, "", ORIGIN},
    {STRICT, "GET", "https://App.Example.com", NULL, NULL, "malformed", 0, "",
     ORIGIN},
    {STRICT, "GET", APP ", " APP, NULL, NULL, "malformed", 0, "", ORIGIN},
    {STRICT, "GET", "*", NULL, NULL, "malformed", 0, "", ORIGIN},
    {REJECT, "GET", APP "/", NULL, NULL, "malformed", 403, "", ORIGIN},
    {"CorsCredsOriginRegex .*\n", "GET", APP "/", NULL, NULL, "malformed", 0,
     "", ORIGIN},

    /* A preflight is OPTIONS with both fields, nothing less. */
    {FULL, "OPTIONS", APP, NULL, NULL, "allowed", 0,
     ALLOW(APP) CREDENTIALS EXPOSE("X-B, ETag"), ORIGIN},
    {FULL, "OPTIONS", APP, NULL, "X-A", "allowed", 0,
     ALLOW(APP) CREDENTIALS EXPOSE("X-B, ETag"), ORIGIN},
    {FULL, "GET", APP, "PUT", "X-A", "allowed", 0,
     ALLOW(APP) CREDENTIALS EXPOSE("X-B, ETag"), ORIGIN},

    /* Preflights that are accepted. */
    {STRICT, "OPTIONS", APP, "GET", NULL, "preflight-allowed", 204,
     ALLOW(APP) CREDENTIALS, PREFLIGHT},
    {STRICT, "OPTIONS", APP, "HEAD", "", "preflight-allowed", 204,
     ALLOW(APP) CREDENTIALS, PREFLIGHT},
    {FULL, "OPTIONS", APP, "POST", "x-a,CONTENT-TYPE", "preflight-allowed", 204,
     ALLOW(APP) CREDENTIALS HEADERS("x-a,CONTENT-TYPE") MAX_AGE("600"),
     PREFLIGHT},
    {FULL, "OPTIONS", APP, "PUT", "content-type , \t x-a", "preflight-allowed",
     204,
     ALLOW(APP) CREDENTIALS METHODS("PUT") HEADERS("content-type , \t x-a")
         MAX_AGE("600"),
     PREFLIGHT},
    {FULL, "OPTIONS", APP, "PATCH", NULL, "preflight-allowed", 204,
     ALLOW(APP) CREDENTIALS METHODS("PATCH") MAX_AGE("600"), PREFLIGHT},
    {STRICT "CorsCredsMaxAge 0\n", "OPTIONS", APP, "GET", NULL,
     "preflight-allowed", 204, ALLOW(APP) CREDENTIALS MAX_AGE("0"), PREFLIGHT},
    {NO_CREDENTIALS "CorsCredsMethods PUT\n", "OPTIONS", APP, "PUT", NULL,
     "preflight-allowed", 204, ALLOW(APP) METHODS("PUT"), PREFLIGHT},

    /* And those that are not. */
    {FULL, "OPTIONS", EVIL, "PUT", NULL, "preflight-denied-origin", 403, "",
     PREFLIGHT},
    {FULL, "OPTIONS", "null", "PUT", NULL, "preflight-denied-origin", 403, "",
     PREFLIGHT},
    {FULL, "OPTIONS", APP "/", "PUT", NULL, "malformed", 403, "", PREFLIGHT},
    {REJECT, "OPTIONS", EVIL, "GET", NULL, "preflight-denied-origin", 403, "",
     PREFLIGHT},
    {FULL, "OPTIONS", APP, "DELETE", NULL, "preflight-denied-method", 403, "",
     PREFLIGHT},
    {FULL, "OPTIONS", APP, "put", NULL, "preflight-denied-method", 403, "",
     PREFLIGHT},
    {FULL, "OPTIONS", APP, "get", NULL, "preflight-denied-method", 403, "",
     PREFLIGHT},
    {FULL, "OPTIONS", APP, "", NULL, "preflight-denied-method", 403, "",
     PREFLIGHT},
    {FULL, "OPTIONS", APP, "*", NULL, "preflight-denied-method", 403, "",
     PREFLIGHT},
    {FULL, "OPTIONS", APP, "PUT, PATCH", NULL, "preflight-denied-method", 403,
     "", PREFLIGHT},
    {FULL, "OPTIONS", APP, "DELETE", "X-C", "preflight-denied-method", 403, "",
     PREFLIGHT},
    {FULL, "OPTIONS", APP, "PUT", "X-C", "preflight-denied-header", 403, "",
     PREFLIGHT},
    {STRICT, "OPTIONS", APP, "GET", "content-type", "preflight-denied-header",
     403, "", PREFLIGHT},

    /* Pass: whatever it is, the backend answers. */
    {PASS, "OPTIONS", APP, "PUT", "X-A", "preflight-passed", 0, "", PREFLIGHT},
    {PASS, "OPTIONS", EVIL, "DELETE", "X-C", "preflight-passed", 0, "",
     PREFLIGHT},
    {PASS, "OPTIONS", APP "/", "PUT", NULL, "preflight-passed", 0, "",
     PREFLIGHT},
    {PASS, "OPTIONS", APP, NULL, NULL, "allowed", 0,
     ALLOW(APP) CREDENTIALS EXPOSE("X-B, ETag"), ORIGIN},
    {PASS, "PUT", EVIL, NULL, NULL, "denied-origin", 0, "", ORIGIN},

    /* Debug: an allowed origin learns which part failed, nobody else does. */
    {DEBUG, "OPTIONS", APP, "DELETE", NULL, "preflight-denied-method", 204,
     ALLOW(APP) CREDENTIALS, PREFLIGHT},
    {DEBUG, "OPTIONS", APP, "PUT", "X-C", "preflight-denied-header", 204,
     ALLOW(APP) CREDENTIALS, PREFLIGHT},
    {DEBUG "CorsCredsCredentials Off\n", "OPTIONS", APP, "PUT", "X-C",
     "preflight-denied-header", 204, ALLOW(APP), PREFLIGHT},
    {DEBUG, "OPTIONS", EVIL, "DELETE", "X-C", "preflight-denied-origin", 403,
     "", PREFLIGHT},
    {DEBUG, "OPTIONS", APP "/", "DELETE", NULL, "malformed", 403, "",
     PREFLIGHT},
    {DEBUG, "GET", EVIL, NULL, NULL, "denied-origin", 0, "", ORIGIN},

    /* For everybody: the same on every response, without Vary. */
    {EVERYBODY, "GET", NULL, NULL, NULL, "none", 0, ALLOW("*"), NULL},
    {EVERYBODY, "GET", EVIL, NULL, NULL, "allowed", 0, ALLOW("*"), NULL},
    {EVERYBODY, "GET", OWN, NULL, NULL, "same-origin", 0, ALLOW("*"), NULL},
    {EVERYBODY, "GET", "null", NULL, NULL, "allowed", 0, ALLOW("*"), NULL},
    {EVERYBODY, "GET", EVIL "/", NULL, NULL, "malformed", 0, ALLOW("*"), NULL},
    {ANYTHING, "GET", EVIL, NULL, NULL, "allowed", 0, ALLOW("*") EXPOSE("*"),
     NULL},
    {EVERYBODY, "OPTIONS", EVIL, "GET", NULL, "preflight-allowed", 204,
     ALLOW("*"), NULL},
    {EVERYBODY, "OPTIONS", EVIL, "PUT", NULL, "preflight-denied-method", 403,
     "", NULL},
    {EVERYBODY, "OPTIONS", "null", "GET", NULL, "preflight-allowed", 204,
     ALLOW("*"), NULL},
    {ANYTHING, "OPTIONS", EVIL, "PUT", "X-Z, y", "preflight-allowed", 204,
     ALLOW("*") METHODS("PUT") HEADERS("X-Z, y"), NULL},
    {ANYTHING, "OPTIONS", EVIL, "lower", NULL, "preflight-allowed", 204,
     ALLOW("*") METHODS("lower"), NULL},
    {ANYTHING, "OPTIONS", EVIL, "PU T", NULL, "preflight-denied-method", 403,
     "", NULL},
    {ANYTHING, "OPTIONS", EVIL, "GET", "X:", "preflight-denied-header", 403, "",
     NULL},
    /* Fetch standard section 3.2.4: `*` does not stand for Authorization. */
    {ANYTHING, "OPTIONS", EVIL, "GET", "Authorization",
     "preflight-denied-header", 403, "", NULL},
    {ANYTHING "CorsCredsHeaders Authorization\n", "OPTIONS", EVIL, "GET",
     "authorization", "preflight-allowed", 204,
     ALLOW("*") HEADERS("authorization"), NULL},

    /* `*` with credentials, by sections that nobody saw merging: nobody. */
    {"CorsCredsOrigin *\n", "GET", EVIL, NULL, NULL, "denied-origin", 0, "",
     ORIGIN},
    {"CorsCredsOrigin *\n", "GET", "null", NULL, NULL, "denied-origin", 0, "",
     ORIGIN},
    {STRICT "CorsCredsMethods *\n", "OPTIONS", APP, "PUT", NULL,
     "preflight-denied-method", 403, "", PREFLIGHT},
    {STRICT "CorsCredsHeaders *\n", "OPTIONS", APP, "GET", "X-A",
     "preflight-denied-header", 403, "", PREFLIGHT},
};

static const char *text_of(apr_pool_t *pool, const cors_policy *policy,
                           const cors_request *request,
                           const cors_verdict *verdict)
{
    cors_field fields[CORS_FIELDS_MAX];
    char number[CORS_NUMBER_MAX];
    size_t count =
        cors_response_fields(policy, request, verdict, fields, number);
    const char *text = "";

    for (size_t i = 0; i < count; i++) {
        text = apr_pstrcat(pool, text, fields[i].name, ": ", fields[i].value,
                           "\n", NULL);
    }
    return text;
}

static void test_rows(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        const row *r = &rows[i];
        const cors_policy *policy = &section_of(pool, r->policy)->policy;
        const cors_request request = {.options =
                                          strcmp(r->method, "OPTIONS") == 0,
                                      .origin = r->origin,
                                      .origin_count = r->origin ? 1 : 0,
                                      .request_method = r->request_method,
                                      .request_headers = r->request_headers,
                                      .https = true,
                                      .host = "api.example.com",
                                      .port = 0};
        cors_verdict verdict = cors_decide(policy, &request);
        const char *name = apr_psprintf(
            pool, "%s %s %s (%s) under %s", r->method,
            r->origin ? r->origin : "-",
            r->request_method ? r->request_method : "-",
            r->request_headers ? r->request_headers : "-", r->policy);

        tap_is(cors_result_name(verdict.result), r->result, "%s: result", name);
        tap_ok(cors_verdict_status(policy, &verdict) == r->status,
               "%s: status %d", name, r->status);
        tap_is(text_of(pool, policy, &request, &verdict), r->fields,
               "%s: fields", name);
        tap_is(cors_response_vary(&verdict), r->vary, "%s: Vary", name);
    }
}

/* Each value of CORS_CREDS_RESULT has its name, and a row above; but for the
 * guard's, which are in guard.c. */
static void test_names(void)
{
    for (int result = CORS_NONE; result <= CORS_REJECTED; result++) {
        const char *name = cors_result_name((cors_result)result);
        size_t i = 0;

        while (i < COUNT(rows) && strcmp(rows[i].result, name) != 0) {
            i++;
        }
        tap_ok(i < COUNT(rows) || strncmp(name, "guard-", 6) == 0,
               "%s is among the rows", name);
    }
}

/* httpd has not merged repeated fields on the path of an early 400. */
static void test_several_origins(apr_pool_t *pool)
{
    static const char *const policies[] = {STRICT, REJECT, EVERYBODY};

    for (size_t i = 0; i < COUNT(policies); i++) {
        const cors_policy *policy = &section_of(pool, policies[i])->policy;
        cors_request request = {.origin = APP,
                                .origin_count = 2,
                                .https = true,
                                .host = "app.example.com"};
        cors_verdict verdict = cors_decide(policy, &request);

        tap_is(cors_result_name(verdict.result), "malformed",
               "two origins are none: %s", policies[i]);
        request.options = true;
        request.request_method = "GET";
        verdict = cors_decide(policy, &request);
        tap_is(cors_result_name(verdict.result), "malformed",
               "nor in a preflight: %s", policies[i]);
        tap_ok(cors_verdict_status(policy, &verdict) == 403,
               "which is refused: %s", policies[i]);
        tap_is(text_of(pool, policy, &request, &verdict), "",
               "without a field: %s", policies[i]);
    }
}

/* A source that counts who asks, and admits everybody. */
static bool count_and_admit(void *data, const cors_origin *origin,
                            void *context)
{
    int *asked = data;

    (void)origin;
    (void)context;
    ++*asked;
    return true;
}

/* How often a source is asked: a database is not for what can be told without
 * it, and not for the same question twice. */
static void test_source(apr_pool_t *pool)
{
    static const struct {
        const char *lines;
        const char *method;
        const char *origin;
        int asked;
        const char *result;
    } cases[] = {
        {"", "GET", EVIL, 1, "allowed"},
        {"", "GET", APP, 0, "allowed"},
        {"", "POST", EVIL, 1, "allowed"},
        {"", "POST", OWN, 0, "same-origin"},
        {"", "GET", NULL, 0, "none"},
        {"", "GET", "null", 0, "denied-origin"},
        {"CorsCredsUnsafe null-origin", "GET", "null", 0, "denied-origin"},
        {"", "GET", EVIL "/", 0, "malformed"},
        {"", "GET", "https://a' OR '1'='1", 0, "malformed"},
        {"", "GET", "http://a.example", 0, "denied-origin"},
        {"", "POST", "http://a.example", 0, "guard-denied"},
        {"", "GET", "http://localhost", 1, "allowed"},
        {"CorsCredsUnsafe insecure-origin", "GET", "http://a.example", 1,
         "allowed"},
        {"CorsCredsCredentials Off", "GET", "http://a.example", 1, "allowed"},
        {"CorsCredsCredentials Off\nCorsCredsOrigin *", "GET", EVIL, 0,
         "allowed"},
        {"CorsCredsCredentials Off\nCorsCredsOrigin *", "POST", EVIL, 1,
         "allowed"},
        {"CorsCredsPreflight Pass", "OPTIONS", EVIL, 0, "preflight-passed"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        int asked = 0;
        const cors_origin_source source = {count_and_admit, &asked};
        cors_section *section =
            section_of(pool, STRICT "CorsCredsGuard Enforce");
        cors_guard_facts guard = {.method = cases[i].method,
                                  .fetch_site = "cross-site"};
        cors_request request = {.origin = cases[i].origin,
                                .origin_count = 1,
                                .host = "api.example.com",
                                .https = true};
        cors_verdict verdict;

        section_add(section, cases[i].lines, cors_problems_create(pool));
        cors_allowlist_add_source(section->policy.origins, &source);
        request.options = strcmp(cases[i].method, "OPTIONS") == 0;
        request.request_method = request.options ? "PUT" : NULL;
        request.guard =
            strcmp(cases[i].method, "POST") == 0 &&
                    strcmp(cases[i].origin ? cases[i].origin : "", OWN) != 0
                ? &guard
                : NULL;
        verdict = cors_decide(&section->policy, &request);
        tap_is(cors_result_name(verdict.result), cases[i].result, "%s %s: %s",
               cases[i].lines, cases[i].method,
               cases[i].origin ? cases[i].origin : "no origin");
        tap_ok(asked == cases[i].asked, "and is asked for %d times, %d",
               cases[i].asked, asked);
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_rows(pool);
    test_names();
    test_several_origins(pool);
    test_source(pool);
    return tap_end();
}
