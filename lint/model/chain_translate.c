/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

#include <apr_strings.h>
#include "lint/model/mapping.h"

/* A server's rules. *done: they have said where the URI leads. */
static int rewrite(lint_chain *c, lint_request *request,
                   const lint_scope *scope, bool *done, bool *proxied)
{
    const lint_rewrite *rules = c->host->rewrite;
    lint_rewrite_outcome outcome = lint_rewrite_translate(
        request, rules, scope->rewrite ? scope->rewrite : rules, &c->rewriting);

    switch (outcome.end) {
    case LINT_REWRITE_REDIRECT:
    case LINT_REWRITE_STATUS:
        return outcome.status;
    case LINT_REWRITE_FILENAME:
        *done = true;
        break;
    case LINT_REWRITE_PROXY:
        *done = *proxied = true;
        break;
    case LINT_REWRITE_UNKNOWN:
        lint_request_unknown(request, outcome.unknown);
        break;
    case LINT_REWRITE_DECLINED:
    case LINT_REWRITE_URI:
    case LINT_REWRITE_INTERNAL:
        break;
    }
    return LINT_CHAIN_ON;
}

int lint_chain_redirect_by(lint_request *request,
                           const apr_array_header_t *mappings)
{
    const char *location;
    const lint_mapping *mapping = lint_mapping_find(
        request->pool, mappings, request->uri, true, &location);

    if (!mapping) {
        return LINT_CHAIN_ON;
    }
    if (lint_chain_is_redirect(mapping->status) && location) {
        lint_table_set(request->headers_out, "Location", LINT_KNOWN(location),
                       mapping->place);
    }
    return mapping->status;
}

/* An alias, or the DocumentRoot. */
static const char *map(lint_request *request, const lint_host *host)
{
    const char *path;
    const lint_mapping *mapping = lint_mapping_find(
        request->pool, host->mappings, request->uri, false, &path);

    if (!mapping) {
        return apr_pstrcat(request->pool,
                           host->document_root ? host->document_root : "",
                           request->uri, NULL);
    }
    if (mapping->script) {
        lint_request_unknown(request, "a script answers");
    }
    return path ? path : request->uri;
}

int lint_chain_translate(lint_chain *c, lint_pass *pass)
{
    lint_request *request = pass->walk.request;
    const char *given = c->redirects == 0 ? c->question->filename : NULL;
    bool done = false;
    int status = LINT_CHAIN_ON;

    if (c->host->rewrite) {
        status = rewrite(c, request, pass->scope, &done, &pass->proxied);
    }
    if (!status && !done && !given &&
        lint_proxy_takes(c->host->proxies, request->uri)) {
        done = pass->proxied = true;
    }
    if (!status && !done) {
        status = lint_chain_redirect_by(request, c->host->mappings);
    }
    if (!status && given && !pass->proxied) {
        request->filename = given;
    } else if (!status && !done) {
        request->filename = map(request, c->host);
    }
    return status;
}
