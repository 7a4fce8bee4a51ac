/* SPDX-License-Identifier: Apache-2.0 */
#include "response.h"

#include <string.h>
#include <strings.h>
#include <http_protocol.h>
#include <http_request.h>
#include <util_filter.h>
#include "config.h"
#include "counters.h"
#include "core/fields.h"
#include "report.h"
#include "request.h"

/* After everything that makes content or headers (mod_headers, mod_deflate)
 * and after CACHE_SAVE, so that no cached entry carries one origin's headers;
 * before byte ranges and the header filter. */
#define AFTER_ALL_HEADERS ((ap_filter_type)(AP_FTYPE_PROTOCOL - 1))

static ap_filter_rec_t *response_filter;
static ap_filter_rec_t *vary_filter;

/* What is in the response's two header tables already. */
typedef struct found {
    bool access_control;
    bool allow_origin;
    bool vary_any;    /* Vary: * */
    bool by_client;   /* a cookie depends on the User-Agent */
    unsigned cookies; /* that were changed */
} found;

bool cors_response_rewrites_cookies(const cors_state *state)
{
    return state->policy->cookies &&
           !cors_cookie_rules_empty(state->policy->cookies) &&
           (cors_policy_cookie_when(state->policy) == CORS_COOKIE_ALWAYS ||
            state->verdict.result == CORS_ALLOWED);
}

/* NULL where clients are not told apart. */
static const char *user_agent(const request_rec *r, const cors_state *state)
{
    const char *field = NULL;

    if (cors_policy_legacy_clients(state->policy)) {
        field = apr_table_get(r->headers_in, "User-Agent");
        field = field ? field : "";
    }
    return field;
}

const char *cors_response_cookie(request_rec *r, const cors_state *state,
                                 const char *field,
                                 cors_cookie_outcome *outcome)
{
    cors_cookie_context context = {cors_request_is_secure(r, state->policy),
                                   r->request_time, user_agent(r, state)};

    return cors_cookie_rewrite(r->pool, state->policy->cookies, &context, field,
                               outcome);
}

/* Rewrites the value where it stands, so that each cookie stays a field of
 * its own, in its table and at its place. */
static void rewrite_cookie(request_rec *r, const cors_state *state,
                           apr_table_entry_t *field, found *seen)
{
    cors_cookie_outcome outcome;
    char *before = field->val;
    const char *after = cors_response_cookie(r, state, before, &outcome);

    /* The table's type has no const; the value is not written to. */
    memcpy(&field->val, &after, sizeof(after));
    cors_report_cookie(r, before, outcome);
    seen->cookies += after != before;
    seen->by_client = seen->by_client || outcome == CORS_COOKIE_BY_CLIENT;
}

/* The first bytes tell it from Accept-Ranges, which most responses have. */
static inline bool is_access_control(const char *name)
{
    static const char prefix[] = "access-control-";

    return (name[0] | 0x20) == 'a' && (name[1] | 0x20) == 'c' &&
           (name[2] | 0x20) == 'c' && (name[3] | 0x20) == 'e' &&
           (name[4] | 0x20) == 's' &&
           cors_name_match(name, prefix) == sizeof(prefix) - 1;
}

/* As nearly everybody writes it, or in any other case. */
static inline bool is_set_cookie(const char *name)
{
    return (name[1] | 0x20) == 'e' && (strcmp(name, "Set-Cookie") == 0 ||
                                       strcasecmp(name, "Set-Cookie") == 0);
}

/* The first bytes of the names that are looked for. */
static const bool may_matter[256] = {['A'] = true, ['a'] = true, ['S'] = true,
                                     ['s'] = true, ['V'] = true, ['v'] = true};

/* Looks through a table once: for what there is, and for cookies, which are
 * rewritten on the way when cookies is true. */
static inline __attribute__((always_inline)) void
look_through(request_rec *r, const cors_state *state, const apr_table_t *table,
             bool cookies, found *seen)
{
    const apr_array_header_t *fields = apr_table_elts(table);
    apr_table_entry_t *field = (void *)fields->elts;

    for (apr_table_entry_t *end = field + fields->nelts; field < end; field++) {
        if (!may_matter[(unsigned char)field->key[0]]) {
            continue;
        }
        switch (field->key[0] | 0x20) {
        case 'a':
            if (is_access_control(field->key)) {
                seen->access_control = true;
                seen->allow_origin =
                    seen->allow_origin ||
                    cors_is_name(field->key, "access-control-allow-origin");
            }
            break;
        case 's':
            if (cookies && is_set_cookie(field->key)) {
                rewrite_cookie(r, state, field, seen);
            }
            break;
        case 'v':
            if (cors_is_name(field->key, "vary") &&
                strcmp(field->val, "*") == 0) {
                seen->vary_any = true;
            }
            break;
        default:
            break;
        }
    }
}

/* Both tables; what stands in the second one is rare. */
static inline __attribute__((always_inline)) found
look(request_rec *r, const cors_state *state, bool cookies)
{
    found seen = {false, false, false, false, 0};
    const apr_table_t *table = r->headers_out;

    for (;;) {
        look_through(r, state, table, cookies, &seen);
        if (table == r->err_headers_out ||
            apr_is_empty_table(r->err_headers_out)) {
            return seen;
        }
        table = r->err_headers_out;
    }
}

static void remove_access_control(apr_table_t *table)
{
    const apr_array_header_t *fields = apr_table_elts(table);

    for (int i = 0; i < fields->nelts;) {
        const char *name = APR_ARRAY_IDX(fields, i, apr_table_entry_t).key;

        if (is_access_control(name)) {
            apr_table_unset(table, name);
        } else {
            i++;
        }
    }
}

/* A field of its own: httpd folds all Vary fields into one before it sends
 * them, and drops what stands in it twice. */
static inline void add_vary(request_rec *r, const cors_state *state,
                            const found *seen)
{
    const char *vary = cors_response_vary(&state->verdict);

    if (vary && !seen->vary_any) {
        apr_table_addn(r->headers_out, "Vary", vary);
    }
    if (seen->by_client && !seen->vary_any) {
        apr_table_addn(r->headers_out, "Vary", "User-Agent");
    }
}

static void add_fields(request_rec *r, const cors_state *state)
{
    cors_field fields[CORS_FIELDS_MAX];
    char *number = NULL;
    size_t count;

    if (state->verdict.preflight) {
        number = apr_palloc(r->pool, CORS_NUMBER_MAX);
    }
    count = cors_response_fields(state->policy, &state->facts, &state->verdict,
                                 fields, number);
    for (size_t i = 0; i < count; i++) {
        apr_table_addn(r->headers_out, fields[i].name, fields[i].value);
    }
}

/* True when Access-Control-* of others stay: by the policy, where they are
 * whole; but never on an answer of our own. */
static bool keeps_upstream(const cors_state *state, const found *seen)
{
    if (state->verdict.result == CORS_PREFLIGHT_PASSED) {
        return true;
    }
    return seen->allow_origin &&
           cors_policy_upstream(state->policy) == CORS_UPSTREAM_KEEP &&
           cors_verdict_status(state->policy, &state->verdict) == 0;
}

static void decorate(request_rec *r, const cors_state *state)
{
    found seen = look(r, state, cors_response_rewrites_cookies(state));

    if (seen.cookies) {
        cors_counters_cookies(r, seen.cookies);
    }
    add_vary(r, state, &seen);
    if (!keeps_upstream(state, &seen)) {
        if (seen.access_control) {
            remove_access_control(r->headers_out);
            remove_access_control(r->err_headers_out);
        }
        if (cors_response_may_have_fields(&state->verdict)) {
            add_fields(r, state);
        }
    }
}

/* A filter that SetOutputFilter put there by its name has no state. */
static apr_status_t decorate_once(ap_filter_t *filter, apr_bucket_brigade *body)
{
    if (filter->r->status >= HTTP_OK) {
        if (filter->ctx) {
            decorate(filter->r, filter->ctx);
        }
        ap_remove_output_filter(filter);
    }
    return ap_pass_brigade(filter->next, body);
}

/* With Keep the backend's own headers are cached, so the entry must say that
 * it is for one origin. */
static apr_status_t vary_once(ap_filter_t *filter, apr_bucket_brigade *body)
{
    if (filter->r->status >= HTTP_OK) {
        if (filter->ctx) {
            found seen = look(filter->r, filter->ctx, false);

            add_vary(filter->r, filter->ctx, &seen);
        }
        ap_remove_output_filter(filter);
    }
    return ap_pass_brigade(filter->next, body);
}

void cors_response_register(void)
{
    response_filter = ap_register_output_filter("CORS_CREDS", decorate_once,
                                                NULL, AFTER_ALL_HEADERS);
    vary_filter = ap_register_output_filter("CORS_CREDS_VARY", vary_once, NULL,
                                            AP_FTYPE_CONTENT_SET);
}

void cors_response_insert(request_rec *r)
{
    cors_state *state;

    /* A subrequest's headers go nowhere, and TRACE stays httpd's: by the
     * request line, as an ErrorDocument is always a GET. Most are told apart
     * by its first byte. */
    if (r->main || !cors_server_of(r->server)->used ||
        (r->the_request && r->the_request[0] == 'T' &&
         strncmp(r->the_request, "TRACE ", 6) == 0)) {
        return;
    }
    state = cors_request_state(r);
    if (!state) {
        return;
    }
    if (cors_policy_upstream(state->policy) == CORS_UPSTREAM_KEEP) {
        ap_add_output_filter_handle(vary_filter, state, r, r->connection);
    }
    ap_add_output_filter_handle(response_filter, state, r, r->connection);
}
