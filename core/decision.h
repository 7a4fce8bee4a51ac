/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The CORS protocol, server side (Fetch standard section 3.2): a policy and
 * the facts of a request in, a verdict and the response's header fields out.
 * No I/O, no clock, no logging.
 */
#ifndef CORS_DECISION_H
#define CORS_DECISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "guard.h"
#include "policy.h"

/* The facts of a request; the strings are borrowed. */
typedef struct cors_request {
    bool options;                /* the method is OPTIONS */
    const char *origin;          /* NULL when there is none */
    int origin_count;            /* Origin fields; more than one is no origin */
    const char *request_method;  /* Access-Control-Request-Method, or NULL */
    const char *request_headers; /* Access-Control-Request-Headers, or NULL */
    bool https;                  /* the server's own scheme, else http */
    const char *host;            /* that the request was sent to, or NULL */
    unsigned port;               /* likewise; 0 when it named none */
    void *context;               /* handed to sources of origins */
    const cors_guard_facts *guard; /* NULL where the guard is not concerned */
} cors_request;

/* What the module makes of a request: the values of CORS_CREDS_RESULT. */
typedef enum cors_result {
    CORS_NONE,
    CORS_SAME_ORIGIN,
    CORS_MALFORMED,
    CORS_ALLOWED,
    CORS_DENIED_ORIGIN,
    CORS_PREFLIGHT_ALLOWED,
    CORS_PREFLIGHT_DENIED_ORIGIN,
    CORS_PREFLIGHT_DENIED_METHOD,
    CORS_PREFLIGHT_DENIED_HEADER,
    CORS_PREFLIGHT_PASSED,
    CORS_GUARD_DENIED,
    CORS_GUARD_REPORTED,
    CORS_REJECTED
} cors_result;

#define CORS_RESULTS (CORS_REJECTED + 1)

typedef struct cors_verdict {
    cors_result result;
    bool preflight;
    bool anonymous; /* every response is for everybody */
    cors_guard_answer guard;
    /* The request header that a preflight was refused for: a slice of
     * request_headers. NULL otherwise. */
    const char *header;
    size_t header_length;
    uint32_t origin_hash; /* cors_hash_of Origin; 0 where no list was asked */
} cors_verdict;

/* Decides. The cost does not depend on how many origins the policy has. */
cors_verdict cors_decide(const cors_policy *policy,
                         const cors_request *request);

/* Decides on a request that has an Origin, or that the guard concerns: changes
 * what the verdict of any other says. */
void cors_decide_asked(const cors_policy *policy, const cors_request *request,
                       cors_verdict *verdict);

/* cors_decide where the verdict is to be. */
static inline void cors_decide_into(const cors_policy *policy,
                                    const cors_request *request,
                                    cors_verdict *verdict)
{
    *verdict = (cors_verdict){.result = CORS_NONE,
                              .anonymous = cors_policy_is_anonymous(policy)};
    if (request->origin || request->guard) {
        cors_decide_asked(policy, request, verdict);
    }
}

/* True for the CORS-safelisted methods (Fetch standard section 2.2.1), which
 * need no leave. */
bool cors_is_safelisted_method(const char *method);

/* "allowed", "denied-origin", ...: what CORS_CREDS_RESULT says. */
const char *cors_result_name(cors_result result);

/* The status that ends the request here, 204 or 403; 0 when it goes on. */
int cors_verdict_status(const cors_policy *policy, const cors_verdict *verdict);

#endif
