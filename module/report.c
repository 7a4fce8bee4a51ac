/* SPDX-License-Identifier: Apache-2.0 */
#include "report.h"

#include <string.h>
#include <http_log.h>
#include <apr_atomic.h>
#include <apr_shm.h>
#include <apr_strings.h>
#include "core/hash.h"

APLOG_USE_MODULE(cors_creds);

/* Each slot speaks at most once a minute, whichever origins share it: a flood
 * of new origins gets this many lines a minute, and a single origin gets one.
 */
#define SLOTS 64

/* What was told already, by any of the server's processes. */
typedef struct told {
    apr_uint32_t denied_at[SLOTS]; /* seconds */
    apr_uint32_t guarded_at[SLOTS];
    apr_uint32_t database_at[SLOTS];
    apr_uint32_t insecure;
    apr_uint32_t prefix;
    apr_uint32_t nobody;
    apr_uint32_t versions[SLOTS]; /* of origin files */
} told;

static told own_told; /* where there is no shared memory, each its own */
static told *told_so_far = &own_told;

int cors_report_share(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                      server_rec *main_server)
{
    apr_shm_t *memory;

    (void)plog;
    (void)ptemp;
    (void)main_server;
    told_so_far = &own_told;
    if (apr_shm_create(&memory, sizeof(told), NULL, pconf) == APR_SUCCESS) {
        told_so_far = apr_shm_baseaddr_get(memory);
    }
    memset(told_so_far, 0, sizeof(told));
    return OK;
}

static bool is_first(apr_uint32_t *flag)
{
    return apr_atomic_read32(flag) == 0 && apr_atomic_cas32(flag, 1, 0) == 0;
}

/* One of several threads wins the minute of the origin, or whatever else the
 * text names; those without one share it. */
static bool may_speak(const request_rec *r, apr_uint32_t slots[SLOTS],
                      const char *text)
{
    apr_uint32_t *slot =
        &slots[text ? cors_hash_of(text, strlen(text)) % SLOTS : 0];
    apr_uint32_t now = (apr_uint32_t)apr_time_sec(r->request_time);
    apr_uint32_t before = apr_atomic_read32(slot);

    return (before == 0 || (apr_int32_t)(now - before) >= 60) &&
           apr_atomic_cas32(slot, now, before) == before;
}

bool cors_report_version(unsigned number, apr_uint32_t version)
{
    apr_uint32_t *slot = &told_so_far->versions[number % SLOTS];
    apr_uint32_t before = apr_atomic_read32(slot);

    return before != version &&
           apr_atomic_cas32(slot, version, before) == before;
}

bool cors_report_database(const request_rec *r)
{
    return may_speak(r, told_so_far->database_at, r->server->server_hostname);
}

static const char *explain_guard(apr_pool_t *pool, const cors_request *facts)
{
    const char *origin = facts->origin;
    const char *site = facts->guard->fetch_site;

    return apr_psprintf(
        pool,
        "%s%s from a page of another origin: Origin is %s, Sec-Fetch-Site is "
        "%s%s",
        cors_quoted(pool, facts->guard->method),
        facts->guard->upgrade
            ? apr_pstrcat(pool, " with Upgrade ",
                          cors_quoted(pool, facts->guard->upgrade), NULL)
            : "",
        origin ? cors_quoted(pool, origin) : "not sent",
        site ? cors_quoted(pool, site) : "not sent",
        origin && strcmp(origin, "null") != 0
            ? "; if it is meant, add the origin to CorsCredsOrigin"
            : "");
}

/* What the guard has to say of a request that is called something else. */
static const char *aside_of_guard(const cors_state *state)
{
    switch (state->verdict.guard) {
    case CORS_GUARD_UNASKED:
        break;
    case CORS_GUARD_OWN_PAGE:
        return "; passes the guard by Sec-Fetch-Site";
    case CORS_GUARD_NO_PAGE:
        return "; passes the guard, as no browser sent it";
    case CORS_GUARD_OWN_HOST:
        return "; passes the guard, as Origin names this host";
    case CORS_GUARD_TRUSTED:
        return "; passes the guard, as the origin is listed";
    case CORS_GUARD_FAILS:
        if (state->verdict.result == CORS_GUARD_DENIED ||
            state->verdict.result == CORS_GUARD_REPORTED) {
            break;
        }
        return cors_policy_guard(state->policy) == CORS_GUARD_ENFORCE
                   ? "; the guard refuses it"
                   : "; the guard would refuse it";
    }
    return "";
}

static const char *explanation(apr_pool_t *pool, const cors_state *state)
{
    const cors_request *facts = &state->facts;
    const cors_verdict *verdict = &state->verdict;
    const char *origin = cors_quoted(pool, facts->origin ? facts->origin : "");

    switch (verdict->result) {
    case CORS_NONE:
        return "no Origin header";
    case CORS_SAME_ORIGIN:
        return apr_psprintf(pool, "origin %s is the server's own", origin);
    case CORS_MALFORMED:
        return apr_psprintf(pool, "%s is not a serialised origin", origin);
    case CORS_ALLOWED:
        return apr_psprintf(pool, "origin %s is allowed", origin);
    case CORS_DENIED_ORIGIN:
    case CORS_REJECTED:
    case CORS_PREFLIGHT_DENIED_ORIGIN:
        return apr_psprintf(pool, "origin %s is not allowed", origin);
    case CORS_PREFLIGHT_ALLOWED:
        return apr_psprintf(pool, "origin %s may send %s", origin,
                            facts->request_method);
    case CORS_PREFLIGHT_DENIED_METHOD:
        return apr_psprintf(pool,
                            "method %s is not in CorsCredsMethods for origin "
                            "%s",
                            cors_quoted(pool, facts->request_method), origin);
    case CORS_PREFLIGHT_DENIED_HEADER:
        return apr_psprintf(
            pool, "request header %s is not in CorsCredsHeaders for origin %s",
            cors_quoted(pool, apr_pstrmemdup(pool, verdict->header,
                                             verdict->header_length)),
            origin);
    case CORS_PREFLIGHT_PASSED:
        return "preflight is left to the backend";
    case CORS_GUARD_DENIED:
    case CORS_GUARD_REPORTED:
        return explain_guard(pool, facts);
    }
    return "";
}

const char *cors_report_explanation(apr_pool_t *pool, const cors_state *state)
{
    return apr_pstrcat(pool, explanation(pool, state), aside_of_guard(state),
                       NULL);
}

static bool is_denial(const cors_verdict *verdict)
{
    return verdict->guard == CORS_GUARD_FAILS ||
           verdict->result == CORS_DENIED_ORIGIN ||
           verdict->result == CORS_REJECTED ||
           verdict->result == CORS_MALFORMED ||
           verdict->result == CORS_PREFLIGHT_DENIED_ORIGIN;
}

/* Told of the first denial of such a policy, at any level. */
static void report_nobody(request_rec *r, const cors_state *state)
{
    if (!cors_policy_has_origins(state->policy) &&
        is_first(&told_so_far->nobody)) {
        ap_log_rerror(APLOG_MARK, APLOG_WARNING, 0, r,
                      "CorsCreds is On for %s, but no section that holds there "
                      "has a CorsCredsOrigin: nobody is allowed",
                      r->uri);
    }
}

void cors_report_decision(request_rec *r, const cors_state *state)
{
    const cors_verdict *verdict = &state->verdict;
    bool denial = is_denial(verdict);
    bool guarded = verdict->guard == CORS_GUARD_FAILS;
    /* Strangers' origins are everyday; a page of theirs that wants something
     * changed is not, or it is a client that will call. */
    int at = guarded ? APLOG_WARNING : APLOG_INFO;
    int level = ap_get_request_module_loglevel(r, APLOG_MODULE_INDEX);

    if (denial) {
        report_nobody(r, state);
    }
    if (cors_policy_debug(state->policy)) {
        /* Whoever says CorsCredsDebug On wants to see it at any LogLevel that
         * httpd starts with. */
        at = APLOG_WARNING;
    } else if (level >= APLOG_DEBUG) {
        at = APLOG_DEBUG;
    } else if (!denial || level < at ||
               !may_speak(r,
                          guarded ? told_so_far->guarded_at
                                  : told_so_far->denied_at,
                          state->facts.origin)) {
        return;
    }
    ap_log_rerror(APLOG_MARK, at, 0, r, "%s: %s",
                  cors_result_name(verdict->result),
                  cors_report_explanation(r->pool, state));
}

void cors_report_cookie(request_rec *r, const char *field,
                        cors_cookie_outcome outcome)
{
    if (outcome == CORS_COOKIE_NOT_SECURE && is_first(&told_so_far->insecure)) {
        ap_log_rerror(APLOG_MARK, APLOG_WARNING, 0, r,
                      "SameSite=None, Secure and Partitioned are not added to "
                      "cookies: this connection has no TLS, and browsers would "
                      "drop the cookie; where TLS ends in front of this "
                      "server, write CorsCredsTransport Secure");
    } else if (outcome == CORS_COOKIE_PREFIX_REFUSED &&
               is_first(&told_so_far->prefix)) {
        ap_log_rerror(
            APLOG_MARK, APLOG_WARNING, 0, r,
            "a cookie stays as it is, because CorsCredsCookie would "
            "break the promise of its name's prefix: %s",
            cors_quoted(r->pool,
                        apr_pstrmemdup(r->pool, field, strcspn(field, "="))));
    }
}
