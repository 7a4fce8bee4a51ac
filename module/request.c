/* SPDX-License-Identifier: Apache-2.0 */
#include "request.h"

#include <string.h>
#include <http_core.h>
#include <http_protocol.h>
#include <http_request.h>
#include "config.h"
#include "counters.h"
#include "report.h"

/* In a request's slot: the walks are over, and it is out of scope so far.
 * There is nothing to enforce. */
static cors_state out_of_scope = {.enforced = true};

/* The same for a request that nobody sent: it ends where a real one would be
 * decided. */
static cors_state imagined;

static cors_state *slot(const request_rec *r)
{
    return ap_get_module_config(r->request_config, &cors_creds_module);
}

static void set_slot(request_rec *r, cors_state *state)
{
    ap_set_module_config(r->request_config, &cors_creds_module, state);
}

/* Tells that httpd's walks are over: r->per_dir_config is the one. */
static void mark_walked(request_rec *r)
{
    if (!slot(r)) {
        set_slot(r, &out_of_scope);
    }
}

/* How many Origin fields there are. httpd merges repeated ones into one, but
 * on the path of an early 400 it has not come so far: the first must not be
 * taken for the only one. */
static int count_origins(const request_rec *r)
{
    const apr_array_header_t *fields = apr_table_elts(r->headers_in);
    int count = 0;

    for (int i = 0; i < fields->nelts; i++) {
        count += cors_is_name(APR_ARRAY_IDX(fields, i, apr_table_entry_t).key,
                              "origin");
    }
    return count;
}

/* True when the browser sees https: also where TLS ends in front. */
static bool is_https(const request_rec *r, const cors_policy *policy)
{
    return cors_policy_transport(policy) == CORS_TRANSPORT_SECURE ||
           strcmp(ap_http_scheme(r), "https") == 0;
}

bool cors_request_is_secure(request_rec *r, const cors_policy *policy)
{
    return is_https(r, policy) ||
           (r->hostname &&
            cors_host_is_loopback(r->hostname, strlen(r->hostname)));
}

/* By the request line: where an ErrorDocument answers, r->method says GET.
 * Most are told apart by their first byte, and without a call. */
static bool is_options(const request_rec *r)
{
    return r->the_request && r->the_request[0] == 'O' &&
           strncmp(r->the_request, "OPTIONS ", 8) == 0;
}

static __attribute__((noinline)) const cors_guard_facts *
read_guard_facts(const request_rec *r, const char *upgrade)
{
    cors_guard_facts *facts = apr_palloc(r->pool, sizeof(*facts));

    facts->method = r->method;
    facts->upgrade = upgrade;
    facts->fetch_site = apr_table_get(r->headers_in, "Sec-Fetch-Site");
    facts->host = apr_table_get(r->headers_in, "Host");
    return facts;
}

/* NULL when the guard has nothing to say, which is most often. A request whose
 * first line was too long has no method, and gets no further than httpd's 414.
 */
static inline const cors_guard_facts *read_guard(const request_rec *r)
{
    const char *upgrade = apr_table_get(r->headers_in, "Upgrade");

    return r->method && cors_guard_concerns(r->method, upgrade)
               ? read_guard_facts(r, upgrade)
               : NULL;
}

static inline __attribute__((always_inline)) void
read_facts(request_rec *r, const cors_policy *policy, cors_request *facts)
{
    *facts = (cors_request){.origin = apr_table_get(r->headers_in, "Origin")};
    if (cors_policy_guard(policy) != CORS_GUARD_OFF) {
        facts->guard = read_guard(r);
    }
    if (!facts->origin) {
        return;
    }
    facts->context = r;
    facts->origin_count = slot(r) && !r->prev ? 1 : count_origins(r);
    facts->options = is_options(r);
    facts->https = is_https(r, policy);
    facts->host = r->hostname;
    facts->port = r->parsed_uri.port;
    if (facts->options) {
        facts->request_method =
            apr_table_get(r->headers_in, "Access-Control-Request-Method");
        facts->request_headers =
            apr_table_get(r->headers_in, "Access-Control-Request-Headers");
    }
}

/* True when mod_cache answers from its store before httpd has as much as a
 * file name: in the quick handler, or with the 304 that it gives there. */
static bool is_cache_hit(const request_rec *r)
{
    return !r->filename &&
           (r->status == HTTP_OK || r->status == HTTP_NOT_MODIFIED ||
            r->status == HTTP_RANGE_NOT_SATISFIABLE);
}

/* All that holds for the URI of r, whose own walks have not begun. */
static ap_conf_vector_t *looked_up(request_rec *r)
{
    const char *path =
        apr_uri_unparse(r->pool, &r->parsed_uri, APR_URI_UNP_OMITSITEPART);

    return ap_sub_req_lookup_uri(path, r, NULL)->per_dir_config;
}

/* The configuration of r before its walks are over. For a hit it is looked up,
 * as the URI is not even normalised; after an early error the Location sections
 * alone count, and r is left as it was: the error stays httpd's. */
static ap_conf_vector_t *unwalked_config(request_rec *r)
{
    ap_conf_vector_t *before = r->per_dir_config;
    ap_conf_vector_t *walked;

    if (!r->uri || r->uri[0] != '/') {
        return before;
    }
    if (is_cache_hit(r)) {
        return looked_up(r);
    }
    ap_location_walk(r);
    walked = r->per_dir_config;
    r->per_dir_config = before;
    return walked;
}

/* Once per request, so that nothing needs to be looked for and replaced. */
static void publish(request_rec *r, cors_state *state)
{
    const char *result = cors_result_name(state->verdict.result);

    set_slot(r, state);
    apr_table_addn(r->subprocess_env, "CORS_CREDS_RESULT", result);
    apr_table_addn(r->notes, "CORS_CREDS_RESULT", result);
}

/* Inline in decide, which is on the way of every request in scope. */
static inline __attribute__((always_inline)) void
judge(request_rec *r, const cors_policy *policy, cors_state *state)
{
    state->policy = policy;
    read_facts(r, policy, &state->facts);
    cors_decide_into(policy, &state->facts, &state->verdict);
    state->first = r;
    state->enforced = false;
}

/* For what only asks what would be decided. */
static __attribute__((noinline)) void
judge_apart(request_rec *r, const cors_policy *policy, cors_state *state)
{
    judge(r, policy, state);
}

static cors_state *decide(request_rec *r, const cors_policy *policy)
{
    cors_state *state = apr_palloc(r->pool, sizeof(*state));

    judge(r, policy, state);
    publish(r, state);
    cors_counters_decision(r, &state->facts, &state->verdict);
    cors_report_decision(r, state);
    return state;
}

/* What a forward proxy fetches, or says of not getting it, is other people's.
 */
static bool is_forward_proxied(const request_rec *r)
{
    while (r && r->proxyreq != PROXYREQ_PROXY) {
        r = r->prev;
    }
    return r != NULL;
}

/* What was not known yet: state is what r has in its slot. Apart, so that who
 * asks for what is known need not make room for it. */
static __attribute__((noinline)) cors_state *settle(request_rec *r,
                                                    const cors_state *state)
{
    const cors_policy *policy;

    if (r->prev) {
        /* Decided only now where an error struck before httpd's walks and an
         * ErrorDocument speaks for it. */
        cors_state *earlier = cors_request_state(r->prev);

        if (earlier) {
            publish(r, earlier);
            return earlier;
        }
    }
    if (is_forward_proxied(r)) {
        return NULL;
    }
    policy = cors_policy_of(state ? r->per_dir_config : unwalked_config(r));
    return policy && cors_policy_enabled(policy) ? decide(r, policy) : NULL;
}

cors_state *cors_request_state(request_rec *r)
{
    cors_state *state = slot(r);

    return state && state != &out_of_scope ? state : settle(r, state);
}

/* The status that ends the request, 204 or 403, the first time it is asked
 * for; else DECLINED. */
static int enforce(request_rec *r, cors_state *state)
{
    int status;

    /* An ErrorDocument that comes into scope keeps its error. */
    if (state->first != r || state->enforced || r->status != HTTP_OK) {
        return state == &imagined ? DONE : DECLINED;
    }
    state->enforced = true;
    status = cors_verdict_status(state->policy, &state->verdict);
    return status ? status : DECLINED;
}

/* True when an actual request is one to refuse under the policy. */
static bool is_refused(request_rec *r, const cors_policy *policy)
{
    cors_state state;

    judge_apart(r, policy, &state);
    return !state.verdict.preflight &&
           cors_verdict_status(policy, &state.verdict) != 0;
}

int cors_request_quick(request_rec *r, int lookup)
{
    ap_conf_vector_t *config;
    const cors_policy *policy;
    cors_state *state;

    if (lookup || r->main || r->proxyreq == PROXYREQ_PROXY ||
        !cors_server_of(r->server)->hits || r->status != HTTP_OK ||
        !apr_table_get(r->headers_in, "Origin") ||
        (r->prev && cors_request_state(r->prev))) {
        return DECLINED;
    }
    config = looked_up(r);
    policy = cors_policy_of(config);
    if (!policy || !cors_policy_enabled(policy) || !is_refused(r, policy)) {
        return DECLINED;
    }
    /* What other modules say there belongs to the refusal. */
    r->per_dir_config = config;
    mark_walked(r);
    state = cors_request_state(r);
    return state ? enforce(r, state) : DECLINED;
}

static bool looks_like_preflight(const request_rec *r)
{
    return r->method_number == M_OPTIONS && !r->main &&
           apr_table_get(r->headers_in, "Access-Control-Request-Method") &&
           apr_table_get(r->headers_in, "Origin");
}

int cors_request_imagine(request_rec *r, cors_state *state)
{
    ap_conf_vector_t *config;
    const cors_policy *policy;
    int status;

    memset(state, 0, sizeof(*state));
    set_slot(r, &imagined);
    status = ap_process_request_internal(r);
    config = r->per_dir_config;
    if (status != DONE) {
        r->status = status;
        config = unwalked_config(r);
    }
    set_slot(r, &out_of_scope);
    policy = cors_policy_of(config);
    if (policy && cors_policy_enabled(policy)) {
        judge_apart(r, policy, state);
    }
    r->per_dir_config = config;
    return status == DONE ? OK : status;
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
    mark_walked(r);
    state = cors_request_state(r);
    status = state ? enforce(r, state) : DECLINED;
    if (status == DECLINED) {
        r->per_dir_config = before;
    }
    return status;
}

int cors_request_check(request_rec *r)
{
    cors_state *state = slot(r);

    if (!state) {
        if (!cors_server_of(r->server)->used) {
            return DECLINED;
        }
        state = &out_of_scope;
        set_slot(r, state);
    }
    if (state == &out_of_scope) {
        state = settle(r, state);
    }
    return state ? enforce(r, state) : DECLINED;
}

int cors_request_late(request_rec *r)
{
    cors_state *state = slot(r);

    return state && !state->enforced && !r->main ? enforce(r, state) : DECLINED;
}

void cors_request_withhold(request_rec *r)
{
    cors_state *state = cors_request_state(r);

    if (!state) {
        return;
    }
    state->verdict.anonymous = false;
    if (state->verdict.result == CORS_ALLOWED) {
        const char *result = cors_result_name(CORS_DENIED_ORIGIN);

        state->verdict.result = CORS_DENIED_ORIGIN;
        apr_table_setn(r->subprocess_env, "CORS_CREDS_RESULT", result);
        apr_table_setn(r->notes, "CORS_CREDS_RESULT", result);
    }
}
