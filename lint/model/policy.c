/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/policy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "core/fields.h"

static bool is_https(const lint_request *request, const cors_policy *policy,
                     const lint_host *host)
{
    return request->https || host->name_https ||
           cors_policy_transport(policy) == CORS_TRANSPORT_SECURE;
}

/* The value of a request header; remembers when it cannot be told. */
static const char *header(lint_request *request, const char *name)
{
    lint_text text = lint_table_get(request->headers_in, name);

    if (text.unknown) {
        lint_request_unknown(request, text.unknown);
    }
    return text.value;
}

/* The port of the Host header; 0 when it names none. */
static unsigned port_of(lint_request *request)
{
    const char *host = header(request, "Host");
    const char *colon = host ? strrchr(host, ':') : NULL;

    return colon && !strchr(colon, ']') ? (unsigned)atoi(colon + 1) : 0;
}

/* No more than the module reads: what it does not ask for may be unknown. */
static const cors_guard_facts *read_guard(lint_request *request)
{
    const char *upgrade = header(request, "Upgrade");
    cors_guard_facts *facts;

    if (!cors_guard_concerns(request->method, upgrade)) {
        return NULL;
    }
    facts = apr_palloc(request->pool, sizeof(*facts));
    facts->method = request->method;
    facts->upgrade = upgrade;
    facts->fetch_site = header(request, "Sec-Fetch-Site");
    facts->host = header(request, "Host");
    return facts;
}

void lint_policy_publish(lint_request *request, const lint_decision *decision)
{
    lint_text result = LINT_KNOWN(cors_result_name(decision->verdict.result));

    lint_table_add(request->env, "CORS_CREDS_RESULT", result, NULL);
    lint_table_add(request->notes, "CORS_CREDS_RESULT", result, NULL);
}

const lint_decision *lint_policy_decide(lint_request *request,
                                        const lint_scope *scope,
                                        const lint_host *host, bool options)
{
    lint_decision *decision;
    const cors_policy *policy = scope->cors ? &scope->cors->policy : NULL;

    if (!policy || !cors_policy_enabled(policy)) {
        return NULL;
    }
    decision = apr_pcalloc(request->pool, sizeof(*decision));
    decision->policy = policy;
    decision->facts.options = options;
    decision->facts.origin = header(request, "Origin");
    decision->facts.origin_count = decision->facts.origin != NULL;
    decision->facts.https = is_https(request, policy, host);
    decision->facts.host = request->hostname;
    decision->facts.port = port_of(request);
    decision->facts.context = request;
    if (cors_policy_guard(policy) != CORS_GUARD_OFF) {
        decision->facts.guard = read_guard(request);
    }
    if (options) {
        decision->facts.request_method =
            header(request, "Access-Control-Request-Method");
        decision->facts.request_headers =
            header(request, "Access-Control-Request-Headers");
    }
    decision->verdict = cors_decide(policy, &decision->facts);
    lint_policy_publish(request, decision);
    return decision;
}

static bool is_access_control(const char *name)
{
    return strncasecmp(name, "Access-Control-", 15) == 0;
}

static void remove_access_control(lint_table *table)
{
    for (int i = table->entries->nelts; i-- > 0;) {
        const char *name = APR_ARRAY_IDX(table->entries, i, lint_entry).name;

        if (is_access_control(name)) {
            lint_table_unset(table, name);
            i = table->entries->nelts;
        }
    }
}

/* NULL where clients are not told apart. */
static const char *user_agent(lint_request *request, const cors_policy *policy)
{
    const char *field = NULL;

    if (cors_policy_legacy_clients(policy)) {
        field = header(request, "User-Agent");
        field = field ? field : "";
    }
    return field;
}

/* True when a cookie depends on the User-Agent. */
static bool rewrite_cookies(lint_request *request, lint_table *table,
                            const cors_policy *policy,
                            const cors_cookie_context *context)
{
    bool by_client = false;

    for (int i = 0; i < table->entries->nelts; i++) {
        lint_entry *entry = &APR_ARRAY_IDX(table->entries, i, lint_entry);
        cors_cookie_outcome outcome;

        if (strcasecmp(entry->name, "Set-Cookie") != 0) {
            continue;
        }
        if (entry->text.unknown) {
            lint_request_unknown(request, entry->text.unknown);
        } else {
            entry->text.value =
                cors_cookie_rewrite(request->pool, policy->cookies, context,
                                    entry->text.value, &outcome);
            by_client = by_client || outcome == CORS_COOKIE_BY_CLIENT;
        }
    }
    return by_client;
}

static bool keeps_upstream(const lint_request *request,
                           const lint_decision *decision)
{
    if (decision->verdict.result == CORS_PREFLIGHT_PASSED) {
        return true;
    }
    return cors_policy_upstream(decision->policy) == CORS_UPSTREAM_KEEP &&
           cors_verdict_status(decision->policy, &decision->verdict) == 0 &&
           (lint_table_find(request->headers_out,
                            "Access-Control-Allow-Origin") ||
            lint_table_find(request->err_headers_out,
                            "Access-Control-Allow-Origin"));
}

static bool has_vary_any(const lint_table *table)
{
    for (int i = 0; i < table->entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(table->entries, i, lint_entry);

        if (strcasecmp(entry->name, "Vary") == 0 && entry->text.value &&
            strcmp(entry->text.value, "*") == 0 && entry->there == LINT_YES) {
            return true;
        }
    }
    return false;
}

void lint_policy_respond(lint_request *request, const lint_decision *decision,
                         const lint_host *host)
{
    const cors_policy *policy = decision->policy;
    const char *vary = cors_response_vary(&decision->verdict);
    bool vary_any = has_vary_any(request->headers_out) ||
                    has_vary_any(request->err_headers_out);

    if (vary && !vary_any) {
        lint_table_add(request->headers_out, "Vary", LINT_KNOWN(vary), NULL);
    }
    if (!keeps_upstream(request, decision)) {
        cors_field fields[CORS_FIELDS_MAX];
        char *number = apr_palloc(request->pool, CORS_NUMBER_MAX);
        size_t count = cors_response_fields(policy, &decision->facts,
                                            &decision->verdict, fields, number);

        remove_access_control(request->headers_out);
        remove_access_control(request->err_headers_out);
        for (size_t i = 0; i < count; i++) {
            lint_table_add(request->headers_out, fields[i].name,
                           LINT_KNOWN(fields[i].value), NULL);
        }
    }
    if (policy->cookies && !cors_cookie_rules_empty(policy->cookies) &&
        (cors_policy_cookie_when(policy) == CORS_COOKIE_ALWAYS ||
         decision->verdict.result == CORS_ALLOWED)) {
        cors_cookie_context context = {
            is_https(request, policy, host) ||
                (request->hostname &&
                 cors_host_is_loopback(request->hostname,
                                       strlen(request->hostname))),
            0, user_agent(request, policy)};
        bool by_client =
            rewrite_cookies(request, request->headers_out, policy, &context);

        by_client = rewrite_cookies(request, request->err_headers_out, policy,
                                    &context) ||
                    by_client;
        if (by_client && !vary_any) {
            lint_table_add(request->headers_out, "Vary",
                           LINT_KNOWN("User-Agent"), NULL);
        }
    }
}
