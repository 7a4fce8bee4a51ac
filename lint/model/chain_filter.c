/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

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
        c->decided = c->decision ? request : NULL;
    } else if (!lint_table_find(request->notes, "CORS_CREDS_RESULT")) {
        lint_policy_publish(request, c->decision);
    }
}

int lint_chain_enforce(lint_chain *c, const lint_request *request)
{
    if (c->decided != request || c->enforced || request->status != 200) {
        return LINT_CHAIN_ON;
    }
    c->enforced = true;
    return cors_verdict_status(c->decision->policy, &c->decision->verdict);
}

int lint_chain_answer_early(lint_chain *c, lint_pass *pass)
{
    lint_request *request = pass->walk.request;
    const lint_scope *scope;
    int status;

    if (!c->host->answers_early || strcmp(request->method, "OPTIONS") != 0 ||
        !lint_table_find(request->headers_in, "Origin") ||
        !lint_table_find(request->headers_in,
                         "Access-Control-Request-Method")) {
        return LINT_CHAIN_ON;
    }
    scope = lint_walk_locations(&pass->walk, c->host->base);
    lint_chain_decide(c, request, scope);
    status = lint_chain_enforce(c, request);
    if (status) {
        pass->scope = scope;
        pass->walked = true;
    }
    return status;
}

/* A script's variables for the request's headers; not those that httpd keeps
 * from scripts. */
static void add_script_variables(lint_request *request)
{
    const apr_array_header_t *headers = request->headers_in->entries;

    for (int i = 0; i < headers->nelts; i++) {
        const lint_entry *header = &APR_ARRAY_IDX(headers, i, lint_entry);
        char *name = apr_pstrcat(request->pool, "HTTP_", header->name, NULL);

        for (char *byte = name; *byte; byte++) {
            *byte = apr_isalnum(*byte) ? (char)apr_toupper(*byte) : '_';
        }
        if (strcmp(name, "HTTP_AUTHORIZATION") != 0 &&
            strcmp(name, "HTTP_PROXY") != 0) {
            lint_table_set(request->env, name, header->text, NULL);
        }
    }
}

void lint_chain_finish(lint_chain *c, lint_request *request,
                       const lint_scope *scope, bool handled)
{
    c->scope = scope;
    c->handled = handled;
    if (scope->doubt) {
        lint_request_unknown(request, scope->doubt);
    }
    if (handled && c->question->script) {
        add_script_variables(request);
    }
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
