/* SPDX-License-Identifier: Apache-2.0 */
#include "fields.h"

#include <apr_strings.h>

/* The status of a preflight that is accepted, or refused so that the browser's
 * console says why. */
#define PREFLIGHT_ANSWERED 204

size_t cors_response_fields(const cors_policy *policy,
                            const cors_request *request,
                            const cors_verdict *verdict,
                            cors_field fields[CORS_FIELDS_MAX], char *number)
{
    size_t count = 0;
    int status;

    if (verdict->result != CORS_ALLOWED) {
        status = cors_verdict_status(policy, verdict);
        if (status != PREFLIGHT_ANSWERED &&
            !(verdict->anonymous && !verdict->preflight && status == 0)) {
            return 0;
        }
    }
    fields[count++] = (cors_field){"Access-Control-Allow-Origin",
                                   verdict->anonymous ? "*" : request->origin};
    if (cors_policy_credentials(policy)) {
        fields[count++] =
            (cors_field){"Access-Control-Allow-Credentials", "true"};
    }
    if (!verdict->preflight) {
        if (policy->exposed && *cors_namelist_joined(policy->exposed)) {
            fields[count++] =
                (cors_field){"Access-Control-Expose-Headers",
                             cors_namelist_joined(policy->exposed)};
        }
        return count;
    }
    if (verdict->result != CORS_PREFLIGHT_ALLOWED) {
        return count;
    }
    if (!cors_is_safelisted_method(request->request_method)) {
        fields[count++] = (cors_field){"Access-Control-Allow-Methods",
                                       request->request_method};
    }
    if (request->request_headers && *request->request_headers) {
        fields[count++] = (cors_field){"Access-Control-Allow-Headers",
                                       request->request_headers};
    }
    if (cors_policy_max_age(policy) != CORS_UNSET) {
        apr_snprintf(number, CORS_NUMBER_MAX, "%d",
                     cors_policy_max_age(policy));
        fields[count++] = (cors_field){"Access-Control-Max-Age", number};
    }
    return count;
}

/* Not Sec-Fetch-Site, although the guard's 403 depends on it: no cache reuses
 * the answer to an unsafe method for another request (RFC 9111 section 4), and
 * none is asked for a WebSocket. It would only spoil what is cached for a GET.
 */
const char *cors_response_vary(const cors_verdict *verdict)
{
    if (verdict->anonymous) {
        return NULL;
    }
    return verdict->preflight ? "Origin, Access-Control-Request-Method, "
                                "Access-Control-Request-Headers"
                              : "Origin";
}
