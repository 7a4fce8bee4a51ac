/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/model/deliver.h"
#include "lint/model/target.h"

/* Where a server's own list of SetEnvIf and `early` headers run. */
static void post_read(lint_chain *c, lint_request *request)
{
    const char *uri = request->uri;

    if (c->redirects == 0) {
        request->uri = lint_target_raw(request);
    }
    lint_header_run(request, c->host->base->headers, true, &c->facts);
    lint_setenvif_run(request, c->host->setenvif, &c->facts);
    request->uri = uri;
}

/* The rules of a section led to another URL. */
static void go(lint_chain *c, const lint_pass *pass)
{
    lint_request *request = pass->walk.request;
    const lint_rewrite_outcome *to = &pass->elsewhere;
    const lint_entry *vary = lint_table_find(request->headers_out, "Vary");
    lint_request *next;

    if (!lint_chain_may_redirect(c)) {
        lint_chain_die(c, request, pass->scope, 500);
        return;
    }
    next = lint_chain_redirect(
        request, to->query
                     ? apr_pstrcat(request->pool, to->uri, "?", to->query, NULL)
                     : to->uri);
    if (vary) {
        APR_ARRAY_PUSH(next->headers_out->entries, lint_entry) = *vary;
    }
    lint_chain_run(c, next);
    *request = *next;
}

static lint_delivery deliver(lint_chain *c, const lint_pass *pass)
{
    lint_delivery delivery = lint_deliver(
        pass->walk.request, pass->scope,
        pass->proxied                              ? LINT_DELIVER_BACKEND
        : c->host->document_root || !c->sees_files ? LINT_DELIVER_FILE
                                                   : LINT_DELIVER_NOWHERE,
        c->sees_files, c->question->status, c->server->conf->modules);

    c->assumed = c->assumed || delivery.assumed;
    return delivery;
}

/* The handler answers, once the filters are in place. */
static void handle(lint_chain *c, const lint_pass *pass)
{
    lint_request *request = pass->walk.request;
    lint_delivery delivery;
    int status;

    /* An index may be in scope where its directory is not. */
    lint_chain_decide(c, request, pass->scope);
    status = lint_chain_enforce(c, request);
    if (status) {
        lint_chain_die(c, request, pass->scope, status);
        return;
    }
    if (pass->elsewhere.end == LINT_REWRITE_INTERNAL) {
        go(c, pass);
        return;
    }
    delivery = deliver(c, pass);
    if (!delivery.handled) {
        lint_chain_die(c, request, pass->scope, delivery.status);
        return;
    }
    if (request->status == 200) {
        request->status = delivery.status;
    }
    lint_chain_finish(c, request, pass->scope, true);
}

void lint_chain_run(lint_chain *c, lint_request *request)
{
    const lint_walk before = c->walk;
    lint_pass pass = {.walk = before, .before = before.walked ? &before : NULL};
    int status;

    if (strcmp(request->method, "TRACE") == 0) {
        return; /* core echoes it, and no filter sees it */
    }
    pass.walk.request = request;
    post_read(c, request);
    status = lint_chain_process(c, &pass);
    c->walk = pass.walk;
    if (!pass.walked) {
        c->walk.walked = NULL;
    }
    c->proxied = pass.proxied;
    if (!status) {
        handle(c, &pass);
        return;
    }
    /* Out of what httpd knows by then the module makes one more walk. */
    lint_chain_decide(
        c, request,
        pass.walked ? pass.scope : lint_walk_locations(&pass.walk, pass.scope));
    lint_chain_die(c, request, pass.scope, status);
}
