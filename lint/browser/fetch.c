/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/browser/fetch.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "core/decision.h"
#include "core/namelist.h"
#include "core/problem.h"
#include "lint/browser/ascii.h"
#include "lint/browser/safelist.h"

/* Safelisted values together (section 2.2.2, "CORS-unsafe request-header
 * names"). */
#define VALUES_MAX 1024

/* Section 2.2.1: six methods become capitals, and no other one does. */
static const char *normalise(const char *method)
{
    static const char *const known[] = {"DELETE",  "GET",  "HEAD",
                                        "OPTIONS", "POST", "PUT"};

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (strcasecmp(method, known[i]) == 0) {
            return known[i];
        }
    }
    return method;
}

static bool reads_only(const char *method)
{
    return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

static void refuse(lint_fetch_plan *plan, lint_fetch_refusal refusal,
                   const char *what)
{
    if (!plan->refusal) {
        plan->refusal = refusal;
        plan->refused = what;
    }
}

/* Takes the method, or refuses it. */
static void take_method(lint_fetch_plan *plan, const lint_fetch *fetch)
{
    const char *method = fetch->method ? fetch->method : "GET";

    if (!cors_is_token(method)) {
        refuse(plan, LINT_FETCH_METHOD_UNREADABLE, method);
    } else if (cors_is_forbidden_method(method)) {
        refuse(plan, LINT_FETCH_METHOD_FORBIDDEN, method);
    }
    plan->method = normalise(method);
    if (fetch->has_body && reads_only(plan->method)) {
        refuse(plan, LINT_FETCH_BODY_FORBIDDEN, plan->method);
    }
}

/* Takes the headers which a browser takes. */
static void take_headers(apr_pool_t *pool, lint_fetch_plan *plan,
                         const lint_fetch *fetch)
{
    const apr_array_header_t *fields =
        fetch->headers ? apr_table_elts(fetch->headers) : NULL;
    apr_table_t *taken = apr_table_make(pool, 8);

    plan->forbidden = apr_array_make(pool, 2, sizeof(const char *));
    for (int i = 0; fields && i < fields->nelts; i++) {
        const apr_table_entry_t *field =
            &APR_ARRAY_IDX(fields, i, apr_table_entry_t);
        const char *value = lint_ascii_trim(pool, field->val);

        if (!cors_is_token(field->key) || strpbrk(value, "\r\n")) {
            refuse(plan, LINT_FETCH_HEADER_UNREADABLE, field->key);
        } else if (lint_safelist_is_forbidden(pool, field->key, value)) {
            APR_ARRAY_PUSH(plan->forbidden, const char *) = field->key;
        } else {
            apr_table_addn(taken, field->key, value);
        }
    }
    if (fetch->has_body && !apr_table_get(taken, "Content-Type")) {
        apr_table_addn(taken, "Content-Type", "text/plain;charset=UTF-8");
    }
    plan->headers = taken;
}

static void add_unsafe(apr_pool_t *pool, lint_fetch_plan *plan,
                       const char *name, lint_fetch_cause cause)
{
    const char *small = lint_ascii_lower(pool, name);

    if (!plan->cause) {
        plan->cause = cause;
        plan->caused_by = name;
    }
    for (int i = 0; i < plan->unsafe->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(plan->unsafe, i, const char *), small) == 0) {
            return;
        }
    }
    APR_ARRAY_PUSH(plan->unsafe, const char *) = small;
}

static int compare_names(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* The CORS-unsafe request-header names, and what there is to ask for. */
static void find_unsafe(apr_pool_t *pool, lint_fetch_plan *plan)
{
    const apr_array_header_t *fields = apr_table_elts(plan->headers);
    size_t safe = 0;

    plan->unsafe = apr_array_make(pool, 4, sizeof(const char *));
    if (!cors_is_safelisted_method(plan->method)) {
        plan->cause = LINT_FETCH_METHOD;
        plan->caused_by = plan->method;
    }
    for (int i = 0; i < fields->nelts; i++) {
        const apr_table_entry_t *field =
            &APR_ARRAY_IDX(fields, i, apr_table_entry_t);
        lint_fetch_cause cause = lint_safelist_judge(field->key, field->val);

        if (cause) {
            add_unsafe(pool, plan, field->key, cause);
        } else {
            safe += strlen(field->val);
        }
    }
    for (int i = 0; safe > VALUES_MAX && i < fields->nelts; i++) {
        add_unsafe(pool, plan, APR_ARRAY_IDX(fields, i, apr_table_entry_t).key,
                   LINT_FETCH_HEADERS_LONG);
    }
    qsort(plan->unsafe->elts, (size_t)plan->unsafe->nelts, sizeof(const char *),
          compare_names);
    if (plan->unsafe->nelts) {
        plan->request_headers = apr_array_pstrcat(pool, plan->unsafe, ',');
    }
}

lint_fetch_plan *lint_fetch_plan_make(apr_pool_t *pool, const lint_fetch *fetch)
{
    lint_fetch_plan *plan = apr_pcalloc(pool, sizeof(*plan));

    take_method(plan, fetch);
    take_headers(pool, plan, fetch);
    if (plan->refusal) {
        return plan;
    }
    plan->relation = lint_origin_relation(fetch->origin, fetch->url->origin);
    plan->sends_origin =
        plan->relation != LINT_SAME_ORIGIN || !reads_only(plan->method);
    find_unsafe(pool, plan);
    plan->preflight =
        plan->relation != LINT_SAME_ORIGIN && plan->cause != LINT_FETCH_SIMPLE;
    return plan;
}

apr_table_t *lint_fetch_preflight_headers(apr_pool_t *pool,
                                          const lint_fetch *fetch,
                                          const lint_fetch_plan *plan)
{
    apr_table_t *headers = apr_table_make(pool, 4);

    apr_table_addn(headers, "Accept", "*/*");
    apr_table_addn(headers, "Access-Control-Request-Method", plan->method);
    if (plan->request_headers) {
        apr_table_addn(headers, "Access-Control-Request-Headers",
                       plan->request_headers);
    }
    apr_table_addn(headers, "Origin", fetch->origin);
    return headers;
}

apr_table_t *lint_fetch_request_headers(apr_pool_t *pool,
                                        const lint_fetch *fetch,
                                        const lint_fetch_plan *plan)
{
    apr_table_t *headers = apr_table_copy(pool, plan->headers);

    if (!apr_table_get(headers, "Accept")) {
        apr_table_addn(headers, "Accept", "*/*");
    }
    if (plan->sends_origin) {
        apr_table_addn(headers, "Origin", fetch->origin);
    }
    return headers;
}

static const char *refusal_text(apr_pool_t *pool, const lint_fetch_plan *plan)
{
    const char *what = cors_quoted(pool, plan->refused);

    switch (plan->refusal) {
    case LINT_FETCH_METHOD_FORBIDDEN:
        return apr_psprintf(pool, "no script may use the method %s", what);
    case LINT_FETCH_HEADER_UNREADABLE:
        return apr_psprintf(
            pool, "%s is no header that HTTP knows how to write", what);
    case LINT_FETCH_BODY_FORBIDDEN:
        return apr_psprintf(pool, "fetch() takes no body with the method %s",
                            what);
    default:
        return apr_psprintf(pool, "%s is no method: write one as \"POST\"",
                            what);
    }
}

const char *lint_fetch_plan_text(apr_pool_t *pool, const lint_fetch_plan *plan)
{
    const char *what;

    if (plan->refusal) {
        return refusal_text(pool, plan);
    }
    if (plan->relation == LINT_SAME_ORIGIN) {
        return "no preflight: the page and the URL are of one origin";
    }
    if (!plan->cause) {
        return "no preflight: a form could send this request, too";
    }
    what = cors_quoted(pool, plan->caused_by);
    switch (plan->cause) {
    case LINT_FETCH_METHOD:
        return apr_psprintf(pool, "preflight: %s is not GET, HEAD or POST%s",
                            what,
                            strcasecmp(plan->caused_by, "PATCH") == 0 &&
                                    strcmp(plan->caused_by, "PATCH") != 0
                                ? "; browsers send it as it is, write \"PATCH\""
                                : "");
    case LINT_FETCH_CONTENT_TYPE:
        return apr_psprintf(
            pool,
            "preflight: %s is neither text/plain nor what a "
            "form sends",
            cors_quoted(pool, apr_table_get(plan->headers, plan->caused_by)));
    case LINT_FETCH_HEADER_VALUE:
        return apr_psprintf(pool,
                            "preflight: the value of %s is not one of those "
                            "that go without",
                            what);
    case LINT_FETCH_HEADER_LONG:
        return apr_psprintf(
            pool, "preflight: the value of %s is longer than 128 bytes", what);
    case LINT_FETCH_HEADERS_LONG:
        return "preflight: the headers' values are longer than 1024 bytes in "
               "all";
    default:
        return apr_psprintf(
            pool, "preflight: %s is not one of the headers that go without",
            what);
    }
}
