/* SPDX-License-Identifier: Apache-2.0 */
#include <apr_strings.h>
#include "core/decision.h"
#include "core/guard.h"
#include "section.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

#define APP "https://app.example.com"
#define EVIL "https://evil.example"
#define OWN "https://api.example.com"
#define HOST "api.example.com"

static const struct {
    cors_guard_facts facts;
    const char *origin;
    cors_guard_answer answer;
} rows[] = {
    /* method, Upgrade, Sec-Fetch-Site, Host */
    {{"GET", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_PASSES},
    {{"HEAD", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_PASSES},
    {{"OPTIONS", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_PASSES},
    {{"get", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_ASKS},
    {{"POST", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_ASKS},
    {{"TRACE", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_ASKS},
    {{"WHATEVER", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_ASKS},

    {{"POST", NULL, "same-origin", HOST}, EVIL, CORS_GUARD_PASSES},
    {{"POST", NULL, "none", HOST}, EVIL, CORS_GUARD_PASSES},
    {{"POST", NULL, "same-site", HOST}, OWN, CORS_GUARD_ASKS},
    {{"POST", NULL, "SAME-ORIGIN", HOST}, OWN, CORS_GUARD_ASKS},
    {{"POST", NULL, "same-origin, same-origin", HOST}, OWN, CORS_GUARD_ASKS},
    {{"POST", NULL, "cross-site", HOST}, NULL, CORS_GUARD_ASKS},

    {{"POST", NULL, NULL, HOST}, NULL, CORS_GUARD_PASSES},
    {{"POST", NULL, "", HOST}, NULL, CORS_GUARD_PASSES},
    {{"POST", NULL, "", HOST}, EVIL, CORS_GUARD_ASKS},
    {{"POST", NULL, NULL, HOST}, OWN, CORS_GUARD_PASSES},
    {{"POST", NULL, NULL, HOST}, "http://" HOST, CORS_GUARD_PASSES},
    {{"POST", NULL, NULL, HOST ":8443"}, OWN, CORS_GUARD_ASKS},
    {{"POST", NULL, NULL, HOST ":8443"}, OWN ":8443", CORS_GUARD_PASSES},
    {{"POST", NULL, NULL, "API.example.com"}, OWN, CORS_GUARD_ASKS},
    {{"POST", NULL, NULL, HOST}, OWN ".evil.example", CORS_GUARD_ASKS},
    {{"POST", NULL, NULL, HOST}, "null", CORS_GUARD_ASKS},
    {{"POST", NULL, NULL, NULL}, OWN, CORS_GUARD_ASKS},
    {{"POST", NULL, NULL, ""}, "https://", CORS_GUARD_ASKS},

    {{"GET", "websocket", NULL, HOST}, EVIL, CORS_GUARD_ASKS},
    {{"GET", "WebSocket", NULL, HOST}, EVIL, CORS_GUARD_ASKS},
    {{"GET", "h2c, websocket", NULL, HOST}, EVIL, CORS_GUARD_ASKS},
    {{"GET", "\tfoo/1 ,,websocket/13 , x", NULL, HOST}, EVIL, CORS_GUARD_ASKS},
    {{"OPTIONS", "websocket", NULL, HOST}, EVIL, CORS_GUARD_ASKS},
    {{"GET", "websocket", NULL, HOST}, OWN, CORS_GUARD_PASSES},
    {{"GET", "websocket", NULL, HOST}, NULL, CORS_GUARD_PASSES},
    {{"GET", "h2c", NULL, HOST}, EVIL, CORS_GUARD_PASSES},
    {{"GET", "websockets", NULL, HOST}, EVIL, CORS_GUARD_PASSES},
    {{"GET", "x-websocket", NULL, HOST}, EVIL, CORS_GUARD_PASSES},
    {{"GET", "", NULL, HOST}, EVIL, CORS_GUARD_PASSES},
    {{"GET", ",,,", NULL, HOST}, EVIL, CORS_GUARD_PASSES},
};

/* Under a policy: what it is called, and how it ends. */
static const struct {
    const char *policy;
    const char *method;
    const char *origin;
    const char *site;
    const char *result;
    int status;
} verdicts[] = {
    {"", "POST", EVIL, "cross-site", "denied-origin", 0},
    {"CorsCredsGuard Off\n", "POST", EVIL, "cross-site", "denied-origin", 0},
    {"CorsCredsGuard Report\n", "POST", EVIL, NULL, "guard-reported", 0},
    {"CorsCredsGuard Enforce\n", "POST", EVIL, NULL, "guard-denied", 403},
    {"CorsCredsGuard Enforce\n", "POST", APP, "cross-site", "allowed", 0},
    {"CorsCredsGuard Enforce\n", "POST", NULL, NULL, "none", 0},
    {"CorsCredsGuard Enforce\n", "POST", NULL, "cross-site", "guard-denied",
     403},
    {"CorsCredsGuard Enforce\n", "GET", EVIL, "cross-site", "denied-origin", 0},
    {"CorsCredsGuard Enforce\n", "POST", OWN, "same-origin", "same-origin", 0},
    {"CorsCredsGuard Enforce\n", "POST", OWN, "cross-site", "guard-denied",
     403},
    {"CorsCredsGuard Enforce\n", "POST", APP "/", NULL, "malformed", 403},
    {"CorsCredsGuard Report\n", "POST", APP "/", NULL, "malformed", 0},
    {"CorsCredsGuard Enforce\n", "POST", APP "/", "same-origin", "malformed",
     0},
    {"CorsCredsGuard Report\nCorsCredsDisallowed Reject\n", "POST", EVIL, NULL,
     "rejected", 403},
    {"CorsCredsGuard Enforce\nCorsCredsDisallowed Reject\n", "POST", EVIL, NULL,
     "guard-denied", 403},
    {"CorsCredsGuard Enforce\nCorsCredsDisallowed Reject\n", "GET", EVIL, NULL,
     "rejected", 403},
};

int main(void)
{
    apr_pool_t *pool = tap_begin();

    for (size_t i = 0; i < COUNT(rows); i++) {
        const cors_guard_facts *facts = &rows[i].facts;

        tap_ok(cors_guard_judge(facts, rows[i].origin) == rows[i].answer,
               "%s, Upgrade %s, site %s, Host %s, origin %s", facts->method,
               facts->upgrade ? facts->upgrade : "-",
               facts->fetch_site ? facts->fetch_site : "-",
               facts->host ? facts->host : "-",
               rows[i].origin ? rows[i].origin : "-");
    }
    for (size_t i = 0; i < COUNT(verdicts); i++) {
        const cors_policy *policy =
            &section_of(pool,
                        apr_pstrcat(pool,
                                    "CorsCreds On\nCorsCredsOrigin " APP "\n",
                                    verdicts[i].policy, NULL))
                 ->policy;
        const cors_request request = {.origin = verdicts[i].origin,
                                      .origin_count =
                                          verdicts[i].origin ? 1 : 0,
                                      .https = true,
                                      .host = HOST,
                                      .guard = {.method = verdicts[i].method,
                                                .fetch_site = verdicts[i].site,
                                                .host = HOST}};
        cors_verdict verdict = cors_decide(policy, &request);
        const char *name = apr_psprintf(
            pool, "%s %s (%s) under %s", verdicts[i].method,
            verdicts[i].origin ? verdicts[i].origin : "-",
            verdicts[i].site ? verdicts[i].site : "-", verdicts[i].policy);

        tap_is(cors_result_name(verdict.result), verdicts[i].result, "%s",
               name);
        tap_ok(cors_verdict_status(policy, &verdict) == verdicts[i].status,
               "%s: status %d", name, verdicts[i].status);
    }
    return tap_end();
}
