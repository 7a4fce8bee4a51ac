/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the phases of a request's way share. A chain is a request with all that
 * follow it by internal redirects, ErrorDocument's among them.
 */
#ifndef LINT_MODEL_CHAIN_H
#define LINT_MODEL_CHAIN_H

#include "lint/model/answer.h"
#include "lint/model/policy.h"
#include "lint/model/walk.h"

/* What is the same for all requests of a chain, and what they leave behind. */
typedef struct lint_chain {
    const lint_server *server;
    const lint_question *question;
    const lint_host *host;
    lint_expr_facts facts;
    lint_rewrite_server rewriting;
    const lint_decision *decision;
    bool decided;
    bool enforced;
    bool sees_files;
    bool assumed;
    bool proxied;
    bool handled;
    int redirects;
    const lint_scope *scope; /* of the request that was answered last */
    /* What an ErrorDocument is asked for; NULL before. */
    const lint_request *failed;
    const lint_scope *failed_scope;
} lint_chain;

/* A phase says with the status of an answer that it ends the request, and with
 * these that it does not. */
enum {
    LINT_CHAIN_ON = 0,
    LINT_CHAIN_ANSWERED = -1 /* an internal redirect did: nothing is left */
};

/* All phases: the request is its answer afterwards. */
void lint_chain_run(lint_chain *c, lint_request *request);

/* The sections once the URI's target is known. */
const lint_scope *lint_chain_walk(lint_walk *walk, bool proxied);

/* What expressions and rules ask about the server around the request. */
void lint_chain_set_facts(lint_chain *c);

/* Where the URI leads: sets request->filename. */
int lint_chain_translate(lint_chain *c, lint_request *request,
                         const lint_scope *scope, bool *proxied);

/* mod_rewrite's rules of the section, mod_env, RequestHeader. */
int lint_chain_fix_up(lint_chain *c, lint_request *request,
                      const lint_scope *scope);

/* DirectoryIndex: scope becomes the index's. */
int lint_chain_enter_index(lint_chain *c, lint_walk *walk,
                           const lint_scope **scope);

/* One of mod_headers' lists. */
void lint_chain_run_headers(const lint_chain *c, lint_request *request,
                            const lint_scope *scope, lint_header_list list);

/* The decision of the chain, made by the first request that is in scope. */
void lint_chain_decide(lint_chain *c, lint_request *request,
                       const lint_scope *scope);

/* The consequences of mod_cors_creds' verdict, once. */
int lint_chain_enforce(lint_chain *c, const lint_request *request);

/* The response leaves: mod_headers' filter, then mod_cors_creds'. */
void lint_chain_finish(lint_chain *c, lint_request *request,
                       const lint_scope *scope, bool handled);

/* httpd's own answer with a status: ap_die. */
void lint_chain_die(lint_chain *c, lint_request *request,
                    const lint_scope *scope, int status);

/* The request that an internal redirect to target makes of another one. */
lint_request *lint_chain_redirect(const lint_request *from, const char *target);

/* Counts one more redirect; false when that is one too many. */
bool lint_chain_may_redirect(lint_chain *c);

/* What a Redirect of the list answers. */
int lint_chain_redirect_by(lint_request *request,
                           const apr_array_header_t *mappings);

/* A status that goes with a Location. */
bool lint_chain_is_redirect(int status);

#endif
