/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/browser/cors.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/decision.h"
#include "core/namelist.h"
#include "lint/browser/ascii.h"
#include "lint/browser/lookalike.h"

#define ALLOW_ORIGIN "Access-Control-Allow-Origin"
#define ALLOW_CREDENTIALS "Access-Control-Allow-Credentials"
#define ALLOW_METHODS "Access-Control-Allow-Methods"
#define ALLOW_HEADERS "Access-Control-Allow-Headers"
#define EXPOSE_HEADERS "Access-Control-Expose-Headers"

/* Section 4.8: when Access-Control-Max-Age says nothing. */
#define MAX_AGE_DEFAULT 5

/* The field's values joined by ", " (Fetch standard, "get"); NULL when it is
 * not there. *count is how many fields there are. */
static const char *get(apr_pool_t *pool, const apr_table_t *headers,
                       const char *name, int *count)
{
    const apr_array_header_t *fields = apr_table_elts(headers);
    const char *joined = NULL;

    *count = 0;
    for (int i = 0; i < fields->nelts; i++) {
        const apr_table_entry_t *field =
            &APR_ARRAY_IDX(fields, i, apr_table_entry_t);

        if (strcasecmp(field->key, name) == 0) {
            const char *value = lint_ascii_trim(pool, field->val);

            joined =
                joined ? apr_pstrcat(pool, joined, ", ", value, NULL) : value;
            ++*count;
        }
    }
    return joined;
}

static lint_cors_verdict fail(lint_cors_failure failure, const char *sent,
                              const char *wanted)
{
    return (lint_cors_verdict){failure, LINT_CORS_NO_HINT, sent, wanted};
}

/* Why a value that is not the origin is none. */
static lint_cors_verdict judge_origin(apr_pool_t *pool, const char *sent,
                                      int count, const char *origin)
{
    lint_cors_verdict verdict = fail(LINT_CORS_ORIGIN_OTHER, sent, origin);

    if (!sent) {
        verdict.failure = LINT_CORS_ORIGIN_MISSING;
    } else if (count > 1) {
        verdict.failure = LINT_CORS_ORIGIN_TWICE;
    } else if (strcmp(sent, "*") == 0) {
        verdict.failure = LINT_CORS_ORIGIN_WILDCARD;
    } else if (strcmp(sent, "null") == 0) {
        verdict.failure = LINT_CORS_ORIGIN_NULL;
    } else {
        verdict.hint = lint_lookalike_origin(pool, sent, origin);
        /* `$origin, *` is one, `%{ORIGIN}e x` is not. */
        if (verdict.hint == LINT_CORS_NO_HINT && strpbrk(sent, ", ")) {
            verdict.failure = LINT_CORS_ORIGIN_LIST;
        }
    }
    return verdict;
}

lint_cors_verdict lint_cors_check(apr_pool_t *pool, const lint_fetch *fetch,
                                  const apr_table_t *headers)
{
    int count;
    const char *sent = get(pool, headers, ALLOW_ORIGIN, &count);

    if (sent && !fetch->credentials && strcmp(sent, "*") == 0) {
        return fail(LINT_CORS_PASSED, sent, fetch->origin);
    }
    if (!sent || strcmp(sent, fetch->origin) != 0) {
        return judge_origin(pool, sent, count, fetch->origin);
    }
    if (!fetch->credentials) {
        return fail(LINT_CORS_PASSED, sent, fetch->origin);
    }
    sent = get(pool, headers, ALLOW_CREDENTIALS, &count);
    if (!sent) {
        return fail(LINT_CORS_CREDENTIALS_MISSING, NULL, "true");
    }
    if (strcmp(sent, "true") != 0) {
        lint_cors_verdict verdict =
            fail(LINT_CORS_CREDENTIALS_NOT_TRUE, sent, "true");

        verdict.hint = lint_lookalike_word(sent, "true");
        return verdict;
    }
    return fail(LINT_CORS_PASSED, fetch->origin, fetch->origin);
}

/* A list of tokens in one or more fields (section 2.2, "extract header list
 * values"). */
typedef struct name_list {
    const char *sent; /* NULL: there is no such field */
    bool readable;
    apr_array_header_t *names; /* const char * */
} name_list;

static name_list read_list(apr_pool_t *pool, const apr_table_t *headers,
                           const char *field)
{
    name_list list = {NULL, true, apr_array_make(pool, 4, sizeof(char *))};
    int count;
    char *rest;

    list.sent = get(pool, headers, field, &count);
    rest = list.sent ? apr_pstrdup(pool, list.sent) : NULL;
    while (rest) {
        char *comma = strchr(rest, ',');
        const char *name;

        if (comma) {
            *comma = '\0';
        }
        name = lint_ascii_trim(pool, rest);
        rest = comma ? comma + 1 : NULL;
        if (*name && !cors_is_token(name)) {
            list.readable = false;
            apr_array_clear(list.names);
            break;
        }
        if (*name) {
            APR_ARRAY_PUSH(list.names, const char *) = name;
        }
    }
    return list;
}

/* Methods are compared byte by byte, header names are not. */
static bool has(const name_list *list, const char *name,
                int (*compare)(const char *, const char *))
{
    for (int i = 0; i < list->names->nelts; i++) {
        if (compare(APR_ARRAY_IDX(list->names, i, const char *), name) == 0) {
            return true;
        }
    }
    return false;
}

static lint_cors_verdict check_method(const lint_fetch *fetch,
                                      const char *method,
                                      const name_list *methods)
{
    lint_cors_verdict verdict = fail(LINT_CORS_METHOD, methods->sent, method);
    bool any = has(methods, "*", strcmp);

    if (cors_is_safelisted_method(method) || has(methods, method, strcmp) ||
        (any && !fetch->credentials)) {
        verdict.failure = LINT_CORS_PASSED;
    } else if (has(methods, method, strcasecmp)) {
        verdict.hint = LINT_CORS_HINT_CASE;
    } else if (any) {
        verdict.failure = LINT_CORS_METHOD_WILDCARD;
    }
    return verdict;
}

static lint_cors_verdict check_header(const lint_fetch *fetch, const char *name,
                                      const name_list *headers)
{
    lint_cors_verdict verdict = fail(LINT_CORS_HEADER, headers->sent, name);
    bool any = has(headers, "*", strcmp);
    bool by_name = strcasecmp(name, "Authorization") == 0;

    if (has(headers, name, strcasecmp) ||
        (any && !by_name && !fetch->credentials)) {
        verdict.failure = LINT_CORS_PASSED;
    } else if (any) {
        verdict.failure = by_name ? LINT_CORS_HEADER_AUTHORIZATION
                                  : LINT_CORS_HEADER_WILDCARD;
    }
    return verdict;
}

static lint_cors_verdict check_status(apr_pool_t *pool, int status)
{
    lint_cors_verdict verdict =
        fail(LINT_CORS_STATUS, apr_psprintf(pool, "%d", status), NULL);

    if (status >= 200 && status <= 299) {
        verdict.failure = LINT_CORS_PASSED;
    } else if (status >= 300 && status <= 399) {
        verdict.failure = LINT_CORS_STATUS_REDIRECT;
    } else if (status == 401 || status == 403) {
        verdict.failure = LINT_CORS_STATUS_UNAUTHORISED;
    }
    return verdict;
}

lint_cors_verdict lint_cors_check_preflight(apr_pool_t *pool,
                                            const lint_fetch *fetch,
                                            const lint_fetch_plan *plan,
                                            int status,
                                            const apr_table_t *headers)
{
    lint_cors_verdict verdict = check_status(pool, status);
    name_list methods, names;

    if (!verdict.failure) {
        verdict = lint_cors_check(pool, fetch, headers);
    }
    if (verdict.failure) {
        return verdict;
    }
    methods = read_list(pool, headers, ALLOW_METHODS);
    names = read_list(pool, headers, ALLOW_HEADERS);
    if (!methods.readable) {
        return fail(LINT_CORS_METHODS_UNREADABLE, methods.sent, plan->method);
    }
    if (!names.readable) {
        return fail(LINT_CORS_HEADERS_UNREADABLE, names.sent,
                    plan->request_headers);
    }
    verdict = check_method(fetch, plan->method, &methods);
    for (int i = 0; !verdict.failure && i < plan->unsafe->nelts; i++) {
        verdict = check_header(
            fetch, APR_ARRAY_IDX(plan->unsafe, i, const char *), &names);
    }
    return verdict;
}

/* One field alone: several make a list, which is no number (section 2.2,
 * "extract header list values"). */
long lint_cors_max_age(const apr_table_t *headers)
{
    const apr_array_header_t *fields = apr_table_elts(headers);
    const char *text = NULL;
    char *end;
    long seconds;

    for (int i = 0; i < fields->nelts; i++) {
        const apr_table_entry_t *field =
            &APR_ARRAY_IDX(fields, i, apr_table_entry_t);

        if (strcasecmp(field->key, "Access-Control-Max-Age") == 0) {
            if (text) {
                return MAX_AGE_DEFAULT;
            }
            text = field->val;
        }
    }
    if (!text || !apr_isdigit(*text)) {
        return MAX_AGE_DEFAULT;
    }
    seconds = strtol(text, &end, 10);
    return *end ? MAX_AGE_DEFAULT : seconds;
}

/* Whether a script may read the field, which Expose-Headers lists or not. */
static bool is_readable(const name_list *exposed, const char *name,
                        bool credentials)
{
    static const char *const safelisted[] = {
        "Cache-Control", "Content-Language", "Content-Length", "Content-Type",
        "Expires",       "Last-Modified",    "Pragma"};

    if (strcasecmp(name, "Set-Cookie") == 0 ||
        strcasecmp(name, "Set-Cookie2") == 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof(safelisted) / sizeof(safelisted[0]); i++) {
        if (strcasecmp(name, safelisted[i]) == 0) {
            return true;
        }
    }
    return has(exposed, name, strcasecmp) ||
           (!credentials && has(exposed, "*", strcmp));
}

bool lint_cors_exposes(apr_pool_t *pool, const apr_table_t *headers,
                       const char *name, bool credentials)
{
    name_list exposed = read_list(pool, headers, EXPOSE_HEADERS);

    return is_readable(&exposed, name, credentials);
}

apr_array_header_t *lint_cors_header_names(apr_pool_t *pool,
                                           const apr_table_t *headers,
                                           bool credentials, bool readable)
{
    name_list exposed = read_list(pool, headers, EXPOSE_HEADERS);
    const apr_array_header_t *fields = apr_table_elts(headers);
    name_list found = {NULL, true, apr_array_make(pool, 8, sizeof(char *))};

    for (int i = 0; i < fields->nelts; i++) {
        const char *name = APR_ARRAY_IDX(fields, i, apr_table_entry_t).key;

        if (is_readable(&exposed, name, credentials) == readable &&
            !has(&found, name, strcasecmp)) {
            APR_ARRAY_PUSH(found.names, const char *) = name;
        }
    }
    return found.names;
}
