/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_cors_creds in the model: the same core as the module's, on modelled
 * requests.
 */
#ifndef LINT_MODEL_POLICY_H
#define LINT_MODEL_POLICY_H

#include "core/decision.h"
#include "lint/model/server.h"
#include "lint/model/state.h"

/* Fixed at the first request of a chain whose scope is On. */
typedef struct lint_decision {
    const cors_policy *policy;
    cors_request facts;
    cors_verdict verdict;
} lint_decision;

/* Decides for a request in a scope. NULL when the scope is out of CORS, or
 * when the request has facts that cannot be told (which it then remembers). */
const lint_decision *lint_policy_decide(lint_request *request,
                                        const lint_scope *scope,
                                        const lint_host *host, bool options);

/* Puts the decision's result where other modules look for it. */
void lint_policy_publish(lint_request *request, const lint_decision *decision);

/* What the module's response filter does to both header tables. */
void lint_policy_respond(lint_request *request, const lint_decision *decision,
                         const lint_host *host);

#endif
