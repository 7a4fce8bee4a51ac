/* SPDX-License-Identifier: Apache-2.0 */
#include "decision.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "hash.h"

/* A browser sends none; other clients have been seen to send a few. Bounding
 * them keeps a list of commas from costing more than a list of names. */
#define EMPTY_ELEMENTS_MAX 16

bool cors_is_safelisted_method(const char *method)
{
    return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 ||
           strcmp(method, "POST") == 0;
}

static bool allows_method(const cors_policy *policy, const char *method)
{
    if (cors_is_safelisted_method(method)) {
        return true;
    }
    return policy->methods &&
           (cors_namelist_has(policy->methods, method, strlen(method)) ||
            (cors_namelist_any(policy->methods) &&
             !cors_policy_credentials(policy) && cors_is_token(method)));
}

static bool is_token_slice(const char *name, size_t length)
{
    char copy[128];

    if (length >= sizeof(copy)) {
        return false;
    }
    memcpy(copy, name, length);
    copy[length] = '\0';
    return cors_is_token(copy);
}

/* `*` stands for every name but Authorization (Fetch standard section 3.2.4,
 * step 7 of the preflight), and for nothing at all with credentials. */
static bool allows_header(const cors_policy *policy, const char *name,
                          size_t length)
{
    static const char authorization[] = "authorization";

    if (cors_namelist_has(policy->headers, name, length)) {
        return true;
    }
    return cors_namelist_any(policy->headers) &&
           !cors_policy_credentials(policy) &&
           !(length == sizeof(authorization) - 1 &&
             strncasecmp(name, authorization, length) == 0) &&
           is_token_slice(name, length);
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Checks the list in one pass and stops at the first name that is not
 * allowed, which the verdict then carries. */
static bool allows_headers(const cors_policy *policy, const char *list,
                           cors_verdict *verdict)
{
    int empty = 0;

    for (;;) {
        size_t bytes = strcspn(list, ",");
        const char *name = list;
        size_t length = bytes;

        while (length && is_blank(*name)) {
            name++;
            length--;
        }
        while (length && is_blank(name[length - 1])) {
            length--;
        }
        if (length == 0
                ? ++empty > EMPTY_ELEMENTS_MAX
                : !policy->headers || !allows_header(policy, name, length)) {
            verdict->header = name;
            verdict->header_length = length;
            return false;
        }
        list += bytes;
        if (*list++ == '\0') {
            return true;
        }
    }
}

/* True for what start-up refuses, but what sections that nobody saw merging can
 * bring about: `null`, or http with credentials, without the opt-in. */
static bool is_hazardous(const cors_policy *policy, const char *origin,
                         size_t length)
{
    unsigned unsafe = (unsigned)cors_policy_unsafe(policy);
    const char *host = origin + strlen("http://");
    size_t host_bytes;

    if (strcmp(origin, "null") == 0) {
        return !(unsafe & CORS_UNSAFE_NULL_ORIGIN);
    }
    if (length < 8 || memcmp(origin, "http://", 7) != 0 ||
        (unsafe & CORS_UNSAFE_INSECURE_ORIGIN) ||
        !cors_policy_credentials(policy)) {
        return false;
    }
    host_bytes = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":");
    return !cors_host_is_loopback(host, host_bytes);
}

/* ALLOWED, DENIED_ORIGIN or MALFORMED. `*` with credentials allows nobody, and
 * no source is asked of what could not be allowed. */
static cors_result judge_origin(const cors_policy *policy,
                                const cors_request *request, size_t length,
                                cors_verdict *verdict)
{
    const cors_allowlist *origins = policy->origins;
    const char *text = request->origin;
    cors_origin origin;
    bool listed;

    if (request->origin_count > 1) {
        return CORS_MALFORMED;
    }
    verdict->origin_hash = cors_hash_of(text, length);
    listed = origins && cors_allowlist_has_hashed(origins, verdict->origin_hash,
                                                  text, length);
    if (!listed) {
        if (text[0] == 'n' && strcmp(text, "null") == 0) {
            return verdict->anonymous ? CORS_ALLOWED : CORS_DENIED_ORIGIN;
        }
        if (!cors_origin_parse(text, length, &origin)) {
            return CORS_MALFORMED;
        }
        origin.hash = verdict->origin_hash;
    }
    if (verdict->anonymous) {
        return CORS_ALLOWED;
    }
    /* The fifth byte of "https://" tells most apart. */
    if (!origins || (text[4] != 's' && is_hazardous(policy, text, length))) {
        return CORS_DENIED_ORIGIN;
    }
    return listed || cors_allowlist_admits(origins, &origin, request->context)
               ? CORS_ALLOWED
               : CORS_DENIED_ORIGIN;
}

static cors_result judge_preflight(const cors_policy *policy,
                                   const cors_request *request,
                                   cors_result origin, cors_verdict *verdict)
{
    if (origin == CORS_MALFORMED) {
        return CORS_MALFORMED;
    }
    if (origin == CORS_DENIED_ORIGIN) {
        return CORS_PREFLIGHT_DENIED_ORIGIN;
    }
    if (!allows_method(policy, request->request_method)) {
        return CORS_PREFLIGHT_DENIED_METHOD;
    }
    if (request->request_headers &&
        !allows_headers(policy, request->request_headers, verdict)) {
        return CORS_PREFLIGHT_DENIED_HEADER;
    }
    return CORS_PREFLIGHT_ALLOWED;
}

/* True when the policy's list has the request's origin: neither `*` nor `null`,
 * which everybody's pages can be, makes anybody trusted. */
static bool is_listed(const cors_policy *policy, const cors_request *request)
{
    const char *text = request->origin;
    const cors_allowlist *origins = policy->origins;
    size_t length;
    cors_origin origin;

    if (!text || !origins || request->origin_count != 1) {
        return false;
    }
    length = strlen(text);
    return cors_origin_parse(text, length, &origin) &&
           !is_hazardous(policy, text, length) &&
           (cors_allowlist_has_exactly(origins, text, length) ||
            cors_allowlist_admits(origins, &origin, request->context));
}

/* Does not ask the list again where it was asked. */
static bool is_trusted(const cors_policy *policy, const cors_request *request,
                       const cors_verdict *verdict)
{
    switch (verdict->result) {
    case CORS_ALLOWED:
        return verdict->anonymous || strcmp(request->origin, "null") == 0
                   ? is_listed(policy, request)
                   : true;
    case CORS_SAME_ORIGIN:
    case CORS_PREFLIGHT_PASSED:
        return is_listed(policy, request);
    default:
        return false;
    }
}

/* A malformed origin is no browser's, whatever else the request says. */
static cors_guard_answer ask_guard(const cors_policy *policy,
                                   const cors_request *request,
                                   const cors_verdict *verdict)
{
    cors_guard_answer answer =
        verdict->result == CORS_MALFORMED
            ? CORS_GUARD_FAILS
            : cors_guard_judge(request->guard, request->origin);

    return answer == CORS_GUARD_FAILS && is_trusted(policy, request, verdict)
               ? CORS_GUARD_TRUSTED
               : answer;
}

/* What it is called: malformed comes first, and what is only reported may yet
 * be rejected for its origin. */
static cors_result guarded_result(const cors_policy *policy, cors_result result)
{
    if (result == CORS_MALFORMED) {
        return result;
    }
    if (cors_policy_guard(policy) == CORS_GUARD_ENFORCE) {
        return CORS_GUARD_DENIED;
    }
    return result == CORS_REJECTED ? result : CORS_GUARD_REPORTED;
}

/* By Origin, which there is. */
static cors_result judge(const cors_policy *policy, const cors_request *request,
                         cors_verdict *verdict)
{
    size_t length = strlen(request->origin);
    cors_result origin;

    if (request->origin_count == 1 &&
        cors_origin_is_own(request->origin, length, request->https,
                           request->host, request->port)) {
        return CORS_SAME_ORIGIN;
    }
    verdict->preflight = request->options && request->request_method;
    if (verdict->preflight &&
        cors_policy_preflight(policy) == CORS_PREFLIGHT_PASS) {
        return CORS_PREFLIGHT_PASSED;
    }
    origin = judge_origin(policy, request, length, verdict);
    if (verdict->preflight) {
        return judge_preflight(policy, request, origin, verdict);
    }
    return origin == CORS_DENIED_ORIGIN &&
                   cors_policy_disallowed(policy) == CORS_DISALLOWED_REJECT
               ? CORS_REJECTED
               : origin;
}

void cors_decide_asked(const cors_policy *policy, const cors_request *request,
                       cors_verdict *verdict)
{
    if (request->origin) {
        verdict->result = judge(policy, request, verdict);
    }
    if (!request->guard ||
        (verdict->preflight && verdict->result != CORS_PREFLIGHT_PASSED)) {
        return;
    }
    verdict->guard = ask_guard(policy, request, verdict);
    if (verdict->guard == CORS_GUARD_FAILS) {
        verdict->result = guarded_result(policy, verdict->result);
    }
}

cors_verdict cors_decide(const cors_policy *policy, const cors_request *request)
{
    cors_verdict verdict;

    cors_decide_into(policy, request, &verdict);
    return verdict;
}

const char *cors_result_name(cors_result result)
{
    static const char *const names[] = {
        [CORS_NONE] = "none",
        [CORS_SAME_ORIGIN] = "same-origin",
        [CORS_MALFORMED] = "malformed",
        [CORS_ALLOWED] = "allowed",
        [CORS_DENIED_ORIGIN] = "denied-origin",
        [CORS_PREFLIGHT_ALLOWED] = "preflight-allowed",
        [CORS_PREFLIGHT_DENIED_ORIGIN] = "preflight-denied-origin",
        [CORS_PREFLIGHT_DENIED_METHOD] = "preflight-denied-method",
        [CORS_PREFLIGHT_DENIED_HEADER] = "preflight-denied-header",
        [CORS_PREFLIGHT_PASSED] = "preflight-passed",
        [CORS_GUARD_DENIED] = "guard-denied",
        [CORS_GUARD_REPORTED] = "guard-reported",
        [CORS_REJECTED] = "rejected"};

    return names[result];
}

/* True when CorsCredsDebug answers a refused preflight: only an allowed
 * origin learns which part failed. */
static bool is_debug_answer(const cors_policy *policy,
                            const cors_verdict *verdict)
{
    return (verdict->result == CORS_PREFLIGHT_DENIED_METHOD ||
            verdict->result == CORS_PREFLIGHT_DENIED_HEADER) &&
           cors_policy_debug(policy);
}

int cors_verdict_status(const cors_policy *policy, const cors_verdict *verdict)
{
    switch (verdict->result) {
    case CORS_PREFLIGHT_ALLOWED:
        return 204;
    case CORS_PREFLIGHT_DENIED_ORIGIN:
    case CORS_PREFLIGHT_DENIED_METHOD:
    case CORS_PREFLIGHT_DENIED_HEADER:
        return is_debug_answer(policy, verdict) ? 204 : 403;
    case CORS_GUARD_DENIED:
    case CORS_REJECTED:
        return 403;
    case CORS_MALFORMED:
        return verdict->preflight ||
                       (verdict->guard == CORS_GUARD_FAILS &&
                        cors_policy_guard(policy) == CORS_GUARD_ENFORCE) ||
                       cors_policy_disallowed(policy) == CORS_DISALLOWED_REJECT
                   ? 403
                   : 0;
    case CORS_NONE:
    case CORS_SAME_ORIGIN:
    case CORS_ALLOWED:
    case CORS_DENIED_ORIGIN:
    case CORS_PREFLIGHT_PASSED:
    case CORS_GUARD_REPORTED:
        break;
    }
    return 0;
}
