/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the module knows of a request: made once, at the first request of a
 * chain of internal redirects and subrequests whose scope is On, and fixed
 * from then on.
 */
#ifndef CORS_MODULE_REQUEST_H
#define CORS_MODULE_REQUEST_H

#include "module.h"

typedef struct cors_state {
    const cors_policy *policy;
    cors_request facts;
    cors_verdict verdict;
    const request_rec *first; /* the request it was made at */
    bool enforced;            /* the verdict's status was acted on */
} cors_state;

/* The state that holds for r, decided now if it was not; NULL when r is out
 * of scope. Before httpd's walks are over, the Location sections alone
 * count. Sets CORS_CREDS_RESULT on r. */
cors_state *cors_request_state(request_rec *r);

/* Fills state for r, which nobody sent: httpd's walks are run for it as for
 * any request, it is decided, and that is all. Nothing is counted or logged of
 * the decision, no access control and no handler runs. Returns OK, or the
 * status with which httpd itself ends such a request before this module is
 * asked (a redirect, 400, 403, 500); the state is then that of its error. A
 * state without a policy is out of scope. */
int cors_request_imagine(request_rec *r, cors_state *state);

/* True when the browser takes the connection for a secure one, and so accepts
 * Secure cookies. */
bool cors_request_is_secure(request_rec *r, const cors_policy *policy);

/* Keeps the response to r from the scripts of other origins, whoever the policy
 * allows: for what this module itself answers. */
void cors_request_withhold(request_rec *r);

/* The verdict's consequences before mod_cache answers from its store: hook
 * quick_handler. */
int cors_request_quick(request_rec *r, int lookup);

/* A preflight's own answer before the file system is walked, where Location
 * sections alone decide: hook map_to_storage. */
int cors_request_early(request_rec *r);

/* The verdict's consequences before authentication: hook header_parser. */
int cors_request_check(request_rec *r);

/* The same for a request that came into scope on its way, through
 * DirectoryIndex: hook handler. */
int cors_request_late(request_rec *r);

#endif
