/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

#include <apr_strings.h>

/* A section's rules led to another URL. */
static int go(lint_chain *c, lint_request *request,
              const lint_rewrite_outcome *outcome)
{
    const lint_entry *vary = lint_table_find(request->headers_out, "Vary");
    lint_request *to;

    if (!lint_chain_may_redirect(c)) {
        return 500;
    }
    to = lint_chain_redirect(
        request, outcome->query ? apr_pstrcat(request->pool, outcome->uri, "?",
                                              outcome->query, NULL)
                                : outcome->uri);
    if (vary) {
        APR_ARRAY_PUSH(to->headers_out->entries, lint_entry) = *vary;
    }
    lint_chain_run(c, to);
    *request = *to;
    return LINT_CHAIN_ANSWERED;
}

static int rewrite(lint_chain *c, lint_request *request,
                   const lint_rewrite *rules)
{
    lint_rewrite_outcome outcome =
        lint_rewrite_fixup(request, rules, &c->rewriting);

    switch (outcome.end) {
    case LINT_REWRITE_REDIRECT:
    case LINT_REWRITE_STATUS:
        return outcome.status;
    case LINT_REWRITE_INTERNAL:
        return go(c, request, &outcome);
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

int lint_chain_fix_up(lint_chain *c, lint_request *request,
                      const lint_scope *scope)
{
    int status = LINT_CHAIN_ON;

    track(c, request, scope);
    if (scope->rewrite && scope->rewrite->directory) {
        status = rewrite(c, request, scope->rewrite);
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
    lint_chain_run_headers(c, request, scope, LINT_HEADER_REQUEST);
    return LINT_CHAIN_ON;
}
