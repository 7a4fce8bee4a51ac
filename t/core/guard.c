/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
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

/* Without a list: whom the guard concerns, and what it makes of them. */
static const struct {
    cors_guard_facts facts;
    const char *origin;
    cors_guard_answer answer;
} rows[] = {
    /* method, Upgrade, Sec-Fetch-Site, Host */
    {{"GET", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_UNASKED},
    {{"HEAD", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_UNASKED},
    {{"OPTIONS", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_UNASKED},
    {{"get", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_FAILS},
    {{"POST", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_FAILS},
    {{"TRACE", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_FAILS},
    {{"WHATEVER", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_FAILS},
    {{"", NULL, "cross-site", HOST}, EVIL, CORS_GUARD_FAILS},

    {{"POST", NULL, "same-origin", HOST}, EVIL, CORS_GUARD_OWN_PAGE},
    {{"POST", NULL, "same-origin", HOST}, "null", CORS_GUARD_OWN_PAGE},
    {{"POST", NULL, "none", HOST}, EVIL, CORS_GUARD_OWN_PAGE},
    {{"POST", NULL, "none", HOST}, NULL, CORS_GUARD_OWN_PAGE},
    {{"POST", NULL, "same-site", HOST}, OWN, CORS_GUARD_FAILS},
    {{"POST", NULL, "SAME-ORIGIN", HOST}, OWN, CORS_GUARD_FAILS},
    {{"POST", NULL, "same-origin, same-origin", HOST}, OWN, CORS_GUARD_FAILS},
    {{"POST", NULL, ", same-origin", HOST}, OWN, CORS_GUARD_FAILS},
    {{"POST", NULL, "same-origin;x", HOST}, OWN, CORS_GUARD_FAILS},
    {{"POST", NULL, "cross-site", HOST}, NULL, CORS_GUARD_FAILS},

    {{"POST", NULL, NULL, HOST}, NULL, CORS_GUARD_NO_PAGE},
    {{"POST", NULL, NULL, NULL}, NULL, CORS_GUARD_NO_PAGE},
    {{"POST", NULL, "", HOST}, NULL, CORS_GUARD_NO_PAGE},
    {{"POST", NULL, "", HOST}, EVIL, CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST}, OWN, CORS_GUARD_OWN_HOST},
    {{"POST", NULL, NULL, HOST}, "http://" HOST, CORS_GUARD_OWN_HOST},
    {{"POST", NULL, NULL, HOST ":8443"}, OWN, CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST}, OWN ":8443", CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST ":8443"}, OWN ":8443", CORS_GUARD_OWN_HOST},
    {{"POST", NULL, NULL, "[::1]:81"}, "http://[::1]:81", CORS_GUARD_OWN_HOST},
    {{"POST", NULL, NULL, "API.example.com"}, OWN, CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST "."}, OWN, CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST}, OWN ".evil.example", CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST}, "https://x." HOST, CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST}, "https://u@" HOST, CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST}, OWN "/", CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST "/"}, OWN "/", CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST}, OWN ", " OWN, CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST}, "://" HOST, CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST}, HOST, CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST}, "", CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, HOST}, "null", CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, "null"}, "null", CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, NULL}, OWN, CORS_GUARD_FAILS},
    {{"POST", NULL, NULL, ""}, "https://", CORS_GUARD_FAILS},

    {{"GET", "websocket", NULL, HOST}, EVIL, CORS_GUARD_FAILS},
    {{"GET", "WebSocket", NULL, HOST}, EVIL, CORS_GUARD_FAILS},
    {{"GET", "h2c, websocket", NULL, HOST}, EVIL, CORS_GUARD_FAILS},
    {{"GET", "\tfoo/1 ,,websocket/13 , x", NULL, HOST}, EVIL, CORS_GUARD_FAILS},
    {{"HEAD", "websocket", NULL, HOST}, EVIL, CORS_GUARD_FAILS},
    {{"OPTIONS", "websocket", NULL, HOST}, EVIL, CORS_GUARD_FAILS},
    {{"GET", "websocket", "cross-site", HOST}, NULL, CORS_GUARD_FAILS},
    {{"GET", "websocket", "same-origin", HOST}, OWN, CORS_GUARD_OWN_PAGE},
    {{"GET", "websocket", NULL, HOST}, OWN, CORS_GUARD_OWN_HOST},
    {{"GET", "websocket", NULL, HOST}, NULL, CORS_GUARD_NO_PAGE},
    {{"GET", "h2c", NULL, HOST}, EVIL, CORS_GUARD_UNASKED},
    {{"GET", "websockets", NULL, HOST}, EVIL, CORS_GUARD_UNASKED},
    {{"GET", "x-websocket", NULL, HOST}, EVIL, CORS_GUARD_UNASKED},
    {{"GET", "web, socket", NULL, HOST}, EVIL, CORS_GUARD_UNASKED},
    {{"GET", "", NULL, HOST}, EVIL, CORS_GUARD_UNASKED},
    {{"GET", ",,,", NULL, HOST}, EVIL, CORS_GUARD_UNASKED},
};

#define ENFORCE "CorsCredsOrigin " APP "\nCorsCredsGuard Enforce\n"
#define REPORT "CorsCredsOrigin " APP "\nCorsCredsGuard Report\n"
#define OPEN "CorsCredsCredentials Off\nCorsCredsOrigin *\n"
#define PASS "CorsCredsPreflight Pass\n"
#define REJECT "CorsCredsDisallowed Reject\n"

/* Under a policy: what it is called, how it ends, and why. */
static const struct {
    const char *policy;
    const char *method;
    const char *upgrade;
    const char *origin;
    const char *site;
    const char *result;
    int status;
    cors_guard_answer answer;
} verdicts[] = {
    {"CorsCredsOrigin " APP "\n", "POST", NULL, EVIL, "cross-site",
     "denied-origin", 0, CORS_GUARD_UNASKED},
    {"CorsCredsOrigin " APP "\nCorsCredsGuard Off\n", "POST", NULL, EVIL,
     "cross-site", "denied-origin", 0, CORS_GUARD_UNASKED},

    {ENFORCE, "GET", NULL, EVIL, "cross-site", "denied-origin", 0,
     CORS_GUARD_UNASKED},
    {ENFORCE, "POST", NULL, EVIL, NULL, "guard-denied", 403, CORS_GUARD_FAILS},
    {ENFORCE, "POST", NULL, NULL, "cross-site", "guard-denied", 403,
     CORS_GUARD_FAILS},
    {ENFORCE, "POST", NULL, OWN, "cross-site", "guard-denied", 403,
     CORS_GUARD_FAILS},
    {ENFORCE, "POST", NULL, "null", "cross-site", "guard-denied", 403,
     CORS_GUARD_FAILS},
    {ENFORCE, "GET", "websocket", EVIL, NULL, "guard-denied", 403,
     CORS_GUARD_FAILS},
    {ENFORCE, "POST", NULL, APP, "cross-site", "allowed", 0,
     CORS_GUARD_TRUSTED},
    {ENFORCE, "POST", NULL, APP, NULL, "allowed", 0, CORS_GUARD_TRUSTED},
    {ENFORCE, "GET", "websocket", APP, "cross-site", "allowed", 0,
     CORS_GUARD_TRUSTED},
    {ENFORCE, "POST", NULL, APP, "same-origin", "allowed", 0,
     CORS_GUARD_OWN_PAGE},
    {ENFORCE, "POST", NULL, OWN, "same-origin", "same-origin", 0,
     CORS_GUARD_OWN_PAGE},
    {ENFORCE, "POST", NULL, OWN, NULL, "same-origin", 0, CORS_GUARD_OWN_HOST},
    {ENFORCE, "POST", NULL, "http://" HOST, NULL, "denied-origin", 0,
     CORS_GUARD_OWN_HOST},
    {ENFORCE, "POST", NULL, NULL, NULL, "none", 0, CORS_GUARD_NO_PAGE},

    /* Malformed comes first, and is refused whatever else is said. */
    {ENFORCE, "POST", NULL, APP "/", NULL, "malformed", 403, CORS_GUARD_FAILS},
    {ENFORCE, "POST", NULL, APP ", " APP, "same-origin", "malformed", 403,
     CORS_GUARD_FAILS},
    {ENFORCE, "GET", "websocket", "", "none", "malformed", 403,
     CORS_GUARD_FAILS},
    {ENFORCE, "GET", NULL, APP "/", NULL, "malformed", 0, CORS_GUARD_UNASKED},
    {REPORT, "POST", NULL, APP "/", NULL, "malformed", 0, CORS_GUARD_FAILS},

    {REPORT, "POST", NULL, EVIL, NULL, "guard-reported", 0, CORS_GUARD_FAILS},
    {REPORT, "POST", NULL, APP, NULL, "allowed", 0, CORS_GUARD_TRUSTED},
    {REPORT REJECT, "POST", NULL, EVIL, NULL, "rejected", 403,
     CORS_GUARD_FAILS},
    {REPORT REJECT, "POST", NULL, "null", "same-origin", "rejected", 403,
     CORS_GUARD_OWN_PAGE},
    {REPORT REJECT, "POST", NULL, NULL, "cross-site", "guard-reported", 0,
     CORS_GUARD_FAILS},
    {ENFORCE REJECT, "POST", NULL, EVIL, NULL, "guard-denied", 403,
     CORS_GUARD_FAILS},
    {ENFORCE REJECT, "GET", NULL, EVIL, NULL, "rejected", 403,
     CORS_GUARD_UNASKED},

    /* Preflights are CORS; but one that is not answered may upgrade. */
    {ENFORCE, "OPTIONS", NULL, APP, "cross-site", "preflight-allowed", 204,
     CORS_GUARD_UNASKED},
    {ENFORCE, "OPTIONS", "websocket", EVIL, NULL, "preflight-denied-origin",
     403, CORS_GUARD_UNASKED},
    {ENFORCE PASS, "OPTIONS", NULL, EVIL, NULL, "preflight-passed", 0,
     CORS_GUARD_UNASKED},
    {ENFORCE PASS, "OPTIONS", "websocket", EVIL, NULL, "guard-denied", 403,
     CORS_GUARD_FAILS},
    {ENFORCE PASS, "OPTIONS", "websocket", APP, NULL, "preflight-passed", 0,
     CORS_GUARD_TRUSTED},

    /* Everybody is not somebody to trust. */
    {OPEN "CorsCredsGuard Enforce\n", "POST", NULL, EVIL, NULL, "guard-denied",
     403, CORS_GUARD_FAILS},
    {OPEN "CorsCredsGuard Enforce\n", "POST", NULL, "null", "cross-site",
     "guard-denied", 403, CORS_GUARD_FAILS},
    {OPEN "CorsCredsGuard Enforce\n", "POST", NULL, "*", "cross-site",
     "malformed", 403, CORS_GUARD_FAILS},
    {OPEN "CorsCredsGuard Enforce\n", "GET", NULL, EVIL, "cross-site",
     "allowed", 0, CORS_GUARD_UNASKED},
    {OPEN ENFORCE, "POST", NULL, APP, "cross-site", "allowed", 0,
     CORS_GUARD_TRUSTED},
    {"CorsCredsUnsafe null-origin\nCorsCredsOrigin null\n" ENFORCE, "POST",
     NULL, "null", "cross-site", "guard-denied", 403, CORS_GUARD_FAILS},
    {"CorsCredsUnsafe null-origin\nCorsCredsOrigin null\n" ENFORCE, "GET", NULL,
     "null", "cross-site", "allowed", 0, CORS_GUARD_UNASKED},

    /* The server's own origin by another name may be listed as well. */
    {"CorsCredsOrigin " OWN "\n" ENFORCE, "POST", NULL, OWN, "same-site",
     "same-origin", 0, CORS_GUARD_TRUSTED},
    {"CorsCredsOriginRegex https://tenant-[0-9]\\.example\\.com\n" ENFORCE,
     "POST", NULL, "https://tenant-7.example.com", "cross-site", "allowed", 0,
     CORS_GUARD_TRUSTED},
};

static void test_rows(void)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        const cors_guard_facts *facts = &rows[i].facts;
        cors_guard_answer answer =
            cors_guard_concerns(facts->method, facts->upgrade)
                ? cors_guard_judge(facts, rows[i].origin)
                : CORS_GUARD_UNASKED;

        tap_ok(answer == rows[i].answer,
               "%s, Upgrade %s, site %s, Host %s, origin %s", facts->method,
               facts->upgrade ? facts->upgrade : "-",
               facts->fetch_site ? facts->fetch_site : "-",
               facts->host ? facts->host : "-",
               rows[i].origin ? rows[i].origin : "-");
    }
}

static void test_verdicts(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(verdicts); i++) {
        const cors_policy *policy =
            &section_of(pool, apr_pstrcat(pool, "CorsCreds On\n",
                                          verdicts[i].policy, NULL))
                 ->policy;
        bool options = strcmp(verdicts[i].method, "OPTIONS") == 0;
        const cors_guard_facts facts = {verdicts[i].method, verdicts[i].upgrade,
                                        verdicts[i].site, HOST};
        bool guarded = cors_policy_guard(policy) != CORS_GUARD_OFF &&
                       cors_guard_concerns(facts.method, facts.upgrade);
        const cors_request request = {.origin = verdicts[i].origin,
                                      .origin_count =
                                          verdicts[i].origin ? 1 : 0,
                                      .options = options,
                                      .request_method = options ? "POST" : NULL,
                                      .https = true,
                                      .host = HOST,
                                      .guard = guarded ? &facts : NULL};
        cors_verdict verdict = cors_decide(policy, &request);
        const char *name =
            apr_psprintf(pool, "%s%s %s (%s), row %d", verdicts[i].method,
                         verdicts[i].upgrade ? " as an upgrade" : "",
                         verdicts[i].origin ? verdicts[i].origin : "-",
                         verdicts[i].site ? verdicts[i].site : "-", (int)i);

        tap_is(cors_result_name(verdict.result), verdicts[i].result, "%s",
               name);
        tap_ok(cors_verdict_status(policy, &verdict) == verdicts[i].status,
               "%s: status %d", name, verdicts[i].status);
        tap_ok(verdict.guard == verdicts[i].answer, "%s: why (%d)", name,
               (int)verdict.guard);
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_rows();
    test_verdicts(pool);
    return tap_end();
}
