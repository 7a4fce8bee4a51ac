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
    to->path_info = NULL;
    to->refused = 0;
    to->env = lint_table_create(pool);
    for (int i = 0; i < from->env->entries->nelts; i++) {
        lint_entry entry = APR_ARRAY_IDX(from->env->entries, i, lint_entry);

        entry.name = apr_pstrcat(pool, "REDIRECT_", entry.name, NULL);
        APR_ARRAY_PUSH(to->env->entries, lint_entry) = entry;
    }
    lint_table_set(to->env, "REDIRECT_STATUS",
                   LINT_KNOWN(apr_itoa(pool, from->status)), NULL);
    to->notes = lint_table_create(pool);
    to->headers_out = lint_table_create(pool);
    return to;
}

/* An error of an error's document is told as the first one is, and as if that
 * had no document. */
static const lint_scope *return_to_first(lint_chain *c, lint_request *request,
                                         const lint_scope *scope)
{
    lint_table *err = request->err_headers_out;

    if (!c->failed) {
        return scope;
    }
    *request = *c->failed;
    request->err_headers_out = err;
    c->decision = c->failed_decision;
    return c->failed_scope;
}

/* Asks for the document of an error. Returns false when that is one internal
 * redirect too many. */
static bool ask_document(lint_chain *c, lint_request *request,
                         const lint_scope *scope, const char *path)
{
    lint_request *to;

    if (!lint_chain_may_redirect(c)) {
        return false;
    }
    lint_table_set(request->env, "REQUEST_METHOD", LINT_KNOWN(request->method),
                   NULL);
    /* For as long as its document is asked for, it is a GET as well. */
    request->method = "GET";
    to = lint_chain_redirect(request, path);
    if (!c->failed) {
        c->failed = apr_pmemdup(request->pool, request, sizeof(*request));
        c->failed_scope = scope;
        c->failed_decision = c->decision;
    }
    lint_chain_run(c, to);
    *request = *to;
    return true;
}

/* The answer is httpd's own page, or a redirect. */
static void send_page(lint_chain *c, lint_request *request,
                      const lint_scope *scope, lint_text location)
{
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

void lint_chain_die(lint_chain *c, lint_request *request,
                    const lint_scope *scope, int status)
{
    const lint_error_document *document = document_for(scope, status);
    lint_text location = lint_table_get(request->headers_out, "Location");
    const char *text;

    if (request->status != 200) {
        scope = return_to_first(c, request, scope);
        send_page(c, request, scope, location);
        return;
    }
    request->status = status;
    if (document && document->text.unknown) {
        lint_request_unknown(request, document->text.unknown);
        document = NULL;
    }
    text = document ? document->text.value : "\"";
    if (text[0] == '/') {
        if (ask_document(c, request, scope, text)) {
            return;
        }
        scope = return_to_first(c, request, scope);
    } else if (text[0] != '"' && strstr(text, "://")) {
        request->status = 302;
        location = document->text;
    }
    send_page(c, request, scope, location);
}
