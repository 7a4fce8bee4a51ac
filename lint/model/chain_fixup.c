/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

static int rewrite(lint_chain *c, lint_pass *pass)
{
    lint_request *request = pass->walk.request;
    lint_rewrite_outcome outcome =
        lint_rewrite_fixup(request, pass->scope->rewrite, &c->rewriting);

    switch (outcome.end) {
    case LINT_REWRITE_REDIRECT:
    case LINT_REWRITE_STATUS:
        return outcome.status;
    case LINT_REWRITE_INTERNAL:
        pass->elsewhere = outcome;
        break;
    case LINT_REWRITE_UNKNOWN:
        lint_request_unknown(request, outcome.unknown);
        break;
    case LINT_REWRITE_DECLINED:
    case LINT_REWRITE_URI:
    case LINT_REWRITE_FILENAME:
    case LINT_REWRITE_PROXY:
        break;
    }
    return LINT_CHAIN_ON;
}

/* How long a cookie lives is said by the server alone. */
static void track(const lint_chain *c, lint_request *request,
                  const lint_scope *scope)
{
    const lint_usertrack *server = c->host->base->usertrack;
    lint_usertrack own;

    if (scope->usertrack && !c->rewriting.subrequest) {
        own = *scope->usertrack;
        own.expires = server && server->expires;
        lint_usertrack_run(request, &own);
    }
}

int lint_chain_fix_up(lint_chain *c, lint_pass *pass)
{
    lint_request *request = pass->walk.request;
    const lint_scope *scope = pass->scope;
    int status = LINT_CHAIN_ON;

    track(c, request, scope);
    if (scope->rewrite && scope->rewrite->directory) {
        status = rewrite(c, pass);
    }
    if (!status) {
        status = lint_chain_redirect_by(request, scope->mappings);
    }
    if (status) {
        return status;
    }
    if (scope->env) {
        lint_env_run(request, scope->env);
    }
    if (c->sees_files && !pass->proxied) {
        status = lint_chain_find_file(c, pass);
    }
    /* Which of the two comes first is said by the order of LoadModule:
     * mod_dir, where that is the alphabet's. */
    if (!status) {
        lint_chain_run_headers(c, request, pass->scope, LINT_HEADER_REQUEST);
    }
    return status;
}
