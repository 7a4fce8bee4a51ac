/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

#include <string.h>

/* Which of the actions are on that list. */
static apr_array_header_t *of_list(apr_pool_t *pool,
                                   const apr_array_header_t *actions,
                                   lint_header_list list)
{
    apr_array_header_t *some =
        apr_array_make(pool, actions->nelts, sizeof(lint_header_action *));

    for (int i = 0; i < actions->nelts; i++) {
        lint_header_action *action =
            APR_ARRAY_IDX(actions, i, lint_header_action *);

        if (action->list == list) {
            APR_ARRAY_PUSH(some, lint_header_action *) = action;
        }
    }
    return some;
}

void lint_chain_run_headers(const lint_chain *c, lint_request *request,
                            const lint_scope *scope, lint_header_list list)
{
    if (lint_header_run(request, of_list(request->pool, scope->headers, list),
                        false, &c->facts) == LINT_HEADER_CRASH) {
        lint_request_unknown(request, "an edit* without end kills the process");
    }
}

void lint_chain_decide(lint_chain *c, lint_request *request,
                       const lint_scope *scope)
{
    if (!c->decided) {
        c->decision =
            lint_policy_decide(request, scope, c->host,
                               strcmp(c->question->method, "OPTIONS") == 0);
        c->decided = c->decision != NULL;
    } else {
        const char *result = cors_result_name(c->decision->verdict.result);

        lint_table_set(request->env, "CORS_CREDS_RESULT", LINT_KNOWN(result),
                       NULL);
    }
}

int lint_chain_enforce(lint_chain *c, const lint_request *request)
{
    if (!c->decision || c->enforced || request->status != 200) {
        return 0;
    }
    c->enforced = true;
    return cors_verdict_status(c->decision->policy, &c->decision->verdict);
}

void lint_chain_finish(lint_chain *c, lint_request *request,
                       const lint_scope *scope, bool handled)
{
    c->scope = scope;
    c->handled = handled;
    if (scope->session) {
        lint_session_run(request, scope->session);
    }
    lint_chain_run_headers(c, request, scope, LINT_HEADER_ALWAYS);
    if (handled) {
        lint_chain_run_headers(c, request, scope, LINT_HEADER_ONSUCCESS);
    }
    if (c->decision) {
        lint_policy_respond(request, c->decision, c->host);
    }
}
