/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

#include <string.h>
#include "lint/model/deliver.h"
#include "lint/model/target.h"

const lint_scope *lint_chain_walk(lint_walk *walk, bool proxied)
{
    const lint_scope *scope = walk->host->base;

    scope = proxied
                ? lint_walk_proxied(
                      walk, scope,
                      walk->request->filename ? walk->request->filename : "")
                : lint_walk_files(walk, scope);
    scope = lint_walk_locations(walk, scope);
    return lint_walk_ifs(walk, scope);
}

void lint_chain_run(lint_chain *c, lint_request *request)
{
    lint_walk walk = {.server = c->server,
                      .host = c->host,
                      .request = request,
                      .facts = &c->facts,
                      .sees_files = c->sees_files};
    const lint_scope *scope = c->host->base;
    const char *uri = request->uri;
    bool proxied;
    int status;

    if (strcmp(request->method, "TRACE") == 0) {
        return; /* core echoes it, and no filter sees it */
    }
    if (c->redirects == 0) {
        request->uri = lint_target_raw(request);
    }
    lint_header_run(request, scope->headers, true, &c->facts);
    lint_setenvif_run(request, c->host->setenvif, &c->facts);
    request->uri = uri;
    scope = lint_walk_ifs(&walk, lint_walk_locations(&walk, scope));
    status = lint_chain_translate(c, request, scope, &proxied);
    if (status) {
        lint_chain_decide(c, request,
                          lint_walk_locations(&walk, c->host->base));
        lint_chain_die(c, request, scope, status);
        return;
    }
    c->proxied = proxied;
    scope = lint_chain_walk(&walk, proxied);
    if (walk.refused) {
        lint_chain_decide(c, request,
                          lint_walk_locations(&walk, c->host->base));
        lint_chain_die(c, request, c->host->base, walk.refused);
        return;
    }
    lint_setenvif_run(request, scope->setenvif, &c->facts);
    lint_chain_decide(c, request, scope);
    status = lint_chain_enforce(c, request);
    if (!status && scope->access) {
        status = lint_access_check(scope->access, request, &c->facts);
        if (status < 0) {
            lint_request_unknown(request, "who may have it cannot be told");
            status = 0;
        }
    }
    if (!status) {
        status = lint_chain_fix_up(c, request, scope);
    }
    if (status < 0) {
        return;
    }
    if (!status && c->sees_files && !proxied) {
        status = lint_chain_enter_index(c, &walk, &scope);
        if (status < 0) {
            return;
        }
    }
    if (!status) {
        lint_delivery delivery = lint_deliver(
            request, scope,
            proxied                                    ? LINT_DELIVER_BACKEND
            : c->host->document_root || !c->sees_files ? LINT_DELIVER_FILE
                                                       : LINT_DELIVER_NOWHERE,
            c->sees_files, c->question->status, c->server->conf->modules);

        c->assumed = c->assumed || delivery.assumed;
        if (delivery.handled) {
            request->status =
                request->status == 200 ? delivery.status : request->status;
            lint_chain_finish(c, request, scope, true);
            return;
        }
        status = delivery.status;
    }
    lint_chain_die(c, request, scope, status);
}
