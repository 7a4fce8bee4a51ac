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
    const lint_request *decided; /* the request that the decision is of */
    bool enforced;
    bool sees_files;
    bool assumed;
    bool proxied;
    bool handled;
    int redirects;
    int fallbacks;
    lint_walk walk;          /* of the request that leads to the next */
    const lint_scope *scope; /* of the request that was answered last */
    /* What an ErrorDocument is asked for; NULL before. */
    const lint_request *failed;
    const lint_scope *failed_scope;
    const lint_decision *failed_decision;
} lint_chain;

/* One request of a chain, or a subrequest, on its way. */
typedef struct lint_pass lint_pass;

struct lint_pass {
    lint_walk walk;
    const lint_pass *main;   /* whose subrequest it is; NULL */
    const lint_walk *before; /* of the request that led here; NULL */
    const lint_scope *scope; /* what holds at present */
    bool walked;             /* and holds for the rest of the way */
    bool proxied;
    /* A section's rules led elsewhere: the handler is a redirect. */
    lint_rewrite_outcome elsewhere;
};

/* A phase says with the status of an answer that it ends the request, and with
 * this that it does not. */
enum { LINT_CHAIN_ON = 0 };

/* A whole request: it is its answer afterwards. */
void lint_chain_run(lint_chain *c, lint_request *request);

/* From the URI to the fixups, for requests and subrequests. */
int lint_chain_process(lint_chain *c, lint_pass *pass);

/* What expressions and rules ask about the server around the request. */
void lint_chain_set_facts(lint_chain *c);

/* Where the URI leads: sets request->filename. */
int lint_chain_translate(lint_chain *c, lint_pass *pass);

/* mod_usertrack, mod_rewrite's rules of the section, mod_alias, mod_env,
 * mod_dir, RequestHeader. */
int lint_chain_fix_up(lint_chain *c, lint_pass *pass);

/* mod_dir: the slash at a directory's end, its index, and what stands in for a
 * file that is missing. */
int lint_chain_find_file(lint_chain *c, lint_pass *pass);

/* One of mod_headers' lists. */
void lint_chain_run_headers(const lint_chain *c, lint_request *request,
                            const lint_scope *scope, lint_header_list list);

/* The decision of the chain, made by the first request that is in scope. */
void lint_chain_decide(lint_chain *c, lint_request *request,
                       const lint_scope *scope);

/* The consequences of mod_cors_creds' verdict, once. */
int lint_chain_enforce(lint_chain *c, const lint_request *request);

/* A preflight that the <Location> sections alone decide. Where it is answered,
 * they are what holds for it. */
int lint_chain_answer_early(lint_chain *c, lint_pass *pass);

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

/* What a Redirect of mod_alias answers. */
int lint_chain_redirect_by(lint_request *request,
                           const apr_array_header_t *mappings);

/* A status that goes with a Location. */
bool lint_chain_is_redirect(int status);

#endif
