/* SPDX-License-Identifier: Apache-2.0 */
#include "request.h"

#include <string.h>
#include <strings.h>
#include <http_core.h>
#include <http_protocol.h>
#include <http_request.h>
#include "config.h"
#include "report.h"

/* In a request's slot: the walks are over, and it is out of scope so far. */
static cors_state out_of_scope;

static cors_state *slot(const request_rec *r)
{
    return ap_get_module_config(r->request_config, &cors_creds_module);
}

static void set_slot(request_rec *r, cors_state *state)
{
    ap_set_module_config(r->request_config, &cors_creds_module, state);
}

void cors_request_walked(request_rec *r)
{
    if (!slot(r)) {
        set_slot(r, &out_of_scope);
    }
}

/* Counts the Origin fields: on the path of an early 400 httpd has not merged
 * repeated ones, and the first must not be taken for the only one. */
static void read_origin(const request_rec *r, cors_request *facts)
{
    const apr_array_header_t *fields = apr_table_elts(r->headers_in);
    const apr_table_entry_t *field = (const void *)fields->elts;

    facts->origin = NULL;
    facts->origin_count = 0;
    for (int i = 0; i < fields->nelts; i++) {
        if ((field[i].key[0] | 0x20) == 'o' &&
            strcasecmp(field[i].key, "Origin") == 0) {
            facts->origin = field[i].val;
            facts->origin_count++;
        }
    }
}

/* The scheme that the browser sees: https also where TLS ends in front. */
static const char *own_scheme(const request_rec *r, const cors_policy *policy)
{
    return cors_policy_transport(policy) == CORS_TRANSPORT_SECURE
               ? "https"
               : ap_http_scheme(r);
}

bool cors_request_is_secure(request_rec *r, const cors_policy *policy)
{
    return strcmp(own_scheme(r, policy), "https") == 0 ||
           (r->hostname &&
            cors_host_is_loopback(r->hostname, strlen(r->hostname)));
}

static void read_facts(const request_rec *r, const cors_policy *policy,
                       cors_request *facts)
{
    memset(facts, 0, sizeof(*facts));
    facts->method = r->method ? r->method : "";
    read_origin(r, facts);
    if (!facts->origin) {
        return;
    }
    facts->scheme = own_scheme(r, policy);
    /* RFC 9112 section 3.2.2: an absolute URI counts for more than Host. */
    facts->authority = r->parsed_uri.hostinfo
                           ? r->parsed_uri.hostinfo
                           : apr_table_get(r->headers_in, "Host");
    if (r->method_number == M_OPTIONS) {
        facts->request_method =
            apr_table_get(r->headers_in, "Access-Control-Request-Method");
        facts->request_headers =
            apr_table_get(r->headers_in, "Access-Control-Request-Headers");
    }
}

/* The configuration of r by Location sections alone. The walk leaves r as it
 * was: an error that httpd meets before its own walks stays httpd's. */
static const ap_conf_vector_t *location_config(request_rec *r)
{
    ap_conf_vector_t *before = r->per_dir_config;
    const ap_conf_vector_t *walked;

    if (!r->uri || r->uri[0] != '/') {
        return before;
    }
    ap_location_walk(r);
    walked = r->per_dir_config;
    r->per_dir_config = before;
    return walked;
}

static void publish(request_rec *r, cors_state *state)
{
    const char *result = cors_result_name(state->verdict.result);

    set_slot(r, state);
    apr_table_setn(r->subprocess_env, "CORS_CREDS_RESULT", result);
    apr_table_setn(r->notes, "CORS_CREDS_RESULT", result);
}

static cors_state *decide(request_rec *r, const cors_policy *policy)
{
    cors_state *state = apr_palloc(r->pool, sizeof(*state));

    state->policy = policy;
    read_facts(r, policy, &state->facts);
    state->verdict = cors_decide(policy, &state->facts);
    state->first = r;
    state->enforced = false;
    publish(r, state);
    cors_report_decision(r, state);
    return state;
}

/* The state of an earlier request of the chain. */
static cors_state *inherited(const request_rec *r)
{
    while ((r = r->prev ? r->prev : r->main)) {
        cors_state *state = slot(r);

        if (state && state != &out_of_scope) {
            return state;
        }
    }
    return NULL;
}

cors_state *cors_request_state(request_rec *r)
{
    cors_state *state = slot(r);
    const cors_policy *policy;

    if (state && state != &out_of_scope) {
        return state;
    }
    if (r->prev || r->main) {
        cors_state *earlier = inherited(r);

        if (earlier) {
            publish(r, earlier);
            return earlier;
        }
    }
    policy = cors_policy_of(state ? r->per_dir_config : location_config(r));
    return policy && cors_policy_enabled(policy) ? decide(r, policy) : NULL;
}

int cors_request_enforce(request_rec *r, cors_state *state)
{
    int status;

    /* An ErrorDocument that comes into scope keeps its error. */
    if (state->first != r || state->enforced || r->status != HTTP_OK) {
        return DECLINED;
    }
    state->enforced = true;
    status = cors_verdict_status(state->policy, &state->verdict);
    return status ? status : DECLINED;
}

static bool looks_like_preflight(const request_rec *r)
{
    return r->method_number == M_OPTIONS && !r->main &&
           apr_table_get(r->headers_in, "Access-Control-Request-Method") &&
           apr_table_get(r->headers_in, "Origin");
}

int cors_request_early(request_rec *r)
{
    cors_state *state;
    ap_conf_vector_t *before = r->per_dir_config;
    int status;

    if (r->method_number != M_OPTIONS || !cors_server_of(r->server)->early ||
        !looks_like_preflight(r)) {
        return DECLINED;
    }
    /* Kept when the request ends here: what other modules say in the same
     * Location, such as Header always, belongs to the answer. */
    ap_location_walk(r);
    cors_request_walked(r);
    state = cors_request_state(r);
    status = state ? cors_request_enforce(r, state) : DECLINED;
    if (status == DECLINED) {
        r->per_dir_config = before;
    }
    return status;
}

int cors_request_check(request_rec *r)
{
    cors_state *state;

    cors_request_walked(r);
    state = cors_request_state(r);
    return state ? cors_request_enforce(r, state) : DECLINED;
}

int cors_request_late(request_rec *r)
{
    cors_state *state = slot(r);

    return state && state != &out_of_scope && !r->main
               ? cors_request_enforce(r, state)
               : DECLINED;
}
