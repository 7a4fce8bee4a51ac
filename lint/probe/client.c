/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/client.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/browser/ascii.h"
#include "lint/report/json_value.h"

/* As a string of JavaScript. */
static const char *quote(apr_pool_t *pool, const char *text)
{
    json_t *value = lint_json_text(pool, text);
    char *dumped = json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
    const char *quoted = apr_pstrdup(pool, dumped);

    free(dumped);
    json_decref(value);
    return quoted;
}

static bool is_json(const apr_table_t *headers)
{
    const char *type = apr_table_get(headers, "Content-Type");

    return type && strncasecmp(type, "application/json", 16) == 0;
}

/* "headers: { ... }", without the type of a body that axios knows by itself;
 * NULL for none. */
static const char *headers_of(apr_pool_t *pool, const lint_fetch *fetch,
                              const lint_fetch_plan *plan, bool axios)
{
    const apr_array_header_t *rows = apr_table_elts(plan->headers);
    const char *text = NULL;

    for (int i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        /* What the body brings with it is in nobody's script. */
        if (!apr_table_get(fetch->headers, row->key) ||
            (axios && is_json(plan->headers) &&
             strcasecmp(row->key, "Content-Type") == 0)) {
            continue;
        }
        text = apr_pstrcat(pool, text ? text : "headers: { ", text ? ", " : "",
                           quote(pool, row->key), ": ", quote(pool, row->val),
                           NULL);
    }
    return text ? apr_pstrcat(pool, text, " }", NULL) : NULL;
}

/* "a, b" of those that are there. */
static const char *join(apr_pool_t *pool, const char *const *pieces)
{
    const char *text = "";

    for (int i = 0; i < 4; i++) {
        if (pieces[i]) {
            text = apr_pstrcat(pool, text, *text ? ", " : "", pieces[i], NULL);
        }
    }
    return text;
}

/* The call with its options, if there are any. */
static const char *call(apr_pool_t *pool, const char *name,
                        const char *arguments, const char *options)
{
    return *options ? apr_pstrcat(pool, name, "(", arguments, ", { ", options,
                                  " })", NULL)
                    : apr_pstrcat(pool, name, "(", arguments, ")", NULL);
}

void lint_client_add(lint_walking *walking, const lint_fetch *fetch,
                     const lint_fetch_plan *plan)
{
    apr_pool_t *pool = walking->pool;
    const char *url = quote(pool, lint_step_url(pool, fetch->url));
    bool crosses = plan->relation != LINT_SAME_ORIGIN;
    const char *method = quote(pool, plan->method);
    bool is_get = strcmp(plan->method, "GET") == 0;
    const char *body = !fetch->has_body         ? NULL
                       : is_json(plan->headers) ? "body: JSON.stringify(data)"
                                                : "body: data";
    const char *const fetched[] = {
        is_get ? NULL : apr_pstrcat(pool, "method: ", method, NULL),
        crosses ? "credentials: \"include\"" : NULL,
        headers_of(pool, fetch, plan, false), body};
    const char *const asked[] = {
        is_get ? NULL : apr_pstrcat(pool, "method: ", method, NULL),
        fetch->has_body ? "data" : NULL, headers_of(pool, fetch, plan, true),
        crosses ? "withCredentials: true" : NULL};

    APR_ARRAY_PUSH(walking->walk->fetch, const char *) =
        call(pool, "fetch", url, join(pool, fetched));
    APR_ARRAY_PUSH(walking->walk->axios, const char *) =
        call(pool, "axios", url, join(pool, asked));
}
