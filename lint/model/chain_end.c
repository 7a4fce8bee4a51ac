/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

/* httpd's LimitInternalRecursion. */
#define REDIRECTS_MAX 10

/* The document for a status, NULL for httpd's own. */
static const lint_error_document *document_for(const lint_scope *scope,
                                               int status)
{
    for (int i = scope->documents->nelts; i-- > 0;) {
        const lint_error_document *document =
            &APR_ARRAY_IDX(scope->documents, i, lint_error_document);

        if (document->status == status) {
            return document->text.value &&
                           strcasecmp(document->text.value, "default") == 0
                       ? NULL
                       : document;
        }
    }
    return NULL;
}

bool lint_chain_is_redirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 ||
           status == 308;
}

bool lint_chain_may_redirect(lint_chain *c)
{
    return c->redirects++ < REDIRECTS_MAX;
}

lint_request *lint_chain_redirect(const lint_request *from, const char *target)
{
    apr_pool_t *pool = from->pool;
    lint_request *to = apr_pmemdup(pool, from, sizeof(*to));
    const char *query = strchr(target, '?');

    to->uri = query ? apr_pstrmemdup(pool, target, (apr_size_t)(query - target))
                    : target;
    to->query = query ? query + 1 : NULL;
    to->filename = NULL;
    to->env = lint_table_create(pool);
    for (int i = 0; i < from->env->entries->nelts; i++) {
        lint_entry entry = APR_ARRAY_IDX(from->env->entries, i, lint_entry);

        entry.name = apr_pstrcat(pool, "REDIRECT_", entry.name, NULL);
        APR_ARRAY_PUSH(to->env->entries, lint_entry) = entry;
    }
    to->notes = lint_table_create(pool);
    to->headers_out = lint_table_create(pool);
    return to;
}

void lint_chain_die(lint_chain *c, lint_request *request,
                    const lint_scope *scope, int status)
{
    const lint_error_document *document = document_for(scope, status);
    lint_text location = lint_table_get(request->headers_out, "Location");
    bool recursive = request->status != 200;

    if (recursive) {
        document = NULL;
        if (c->failed) {
            /* The first error is told as if it had no document. */
            lint_table *err = request->err_headers_out;

            *request = *c->failed;
            request->err_headers_out = err;
            scope = c->failed_scope;
        }
    } else {
        request->status = status;
    }
    if (document && document->text.unknown) {
        lint_request_unknown(request, document->text.unknown);
        document = NULL;
    }
    if (document && document->text.value[0] == '/' &&
        lint_chain_may_redirect(c)) {
        lint_request *to = lint_chain_redirect(request, document->text.value);

        to->method = "GET";
        c->failed = apr_pmemdup(request->pool, request, sizeof(*request));
        c->failed_scope = scope;
        lint_chain_run(c, to);
        *request = *to;
        return;
    }
    if (document && strstr(document->text.value, "://") &&
        document->text.value[0] != '"') {
        request->status = 302;
        location = document->text;
    }
    if (request->status != 204 && request->status != 304) {
        /* What was meant for any response is sent, but out of reach of the
         * filters, which begin anew. */
        request->headers_out = request->err_headers_out;
        request->err_headers_out = lint_table_create(request->pool);
        if (lint_chain_is_redirect(request->status) &&
            !lint_text_is_unset(location)) {
            lint_table_set(request->headers_out, "Location", location, NULL);
        }
    }
    lint_chain_finish(c, request, scope, false);
}
