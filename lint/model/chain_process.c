/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

#include <string.h>
#include "lint/model/uncertain.h"

/* The sections once the URI's target is known. */
static void walk_all(lint_pass *pass)
{
    lint_walk *walk = &pass->walk;
    const lint_scope *scope = walk->host->base;
    const char *file = walk->request->filename;

    walk->held =
        apr_array_make(walk->request->pool, 4, sizeof(const lint_scope *));
    pass->scope = scope;
    scope = pass->proxied ? lint_walk_proxied(walk, scope, file ? file : "")
                          : lint_walk_files(walk, scope);
    if (walk->refused) {
        return;
    }
    pass->scope = lint_walk_ifs(walk, lint_walk_locations(walk, scope));
    pass->walked = true;
}

/* What only requests of a client's go through. */
static int parse_headers(lint_chain *c, lint_pass *pass)
{
    lint_request *request = pass->walk.request;

    int status;

    lint_chain_decide(c, request, pass->scope);
    status = lint_chain_enforce(c, request);
    if (!status) {
        lint_setenvif_run(request, pass->scope->setenvif, &c->facts);
    }
    return status;
}

/* With one of these httpd does not know merges of sections again. */
static lint_truth forgets_merges(const lint_modules *modules)
{
    return lint_truth_or(
        lint_modules_have(modules, "allowmethods_module"),
        lint_truth_or(lint_modules_have(modules, "lua_module"),
                      lint_modules_have(modules, "log_debug_module")));
}

static bool holds_if(const lint_walk *walk)
{
    for (int i = 0; i < walk->held->nelts; i++) {
        const char *pattern =
            APR_ARRAY_IDX(walk->held, i, const lint_scope *)->pattern;

        if (pattern && strcmp(pattern, "*If") == 0) {
            return true;
        }
    }
    return false;
}

/* Whether httpd sees that the same sections hold as for the request before: who
 * may have the one may have the other, and nobody is asked. */
static lint_truth is_alike(const lint_pass *pass)
{
    const lint_walk *walk = &pass->walk;
    const lint_walk *other = pass->before;

    if (pass->proxied || walk->held->nelts != other->held->nelts ||
        (walk->held->nelts &&
         memcmp(walk->held->elts, other->held->elts,
                (size_t)walk->held->nelts * sizeof(const lint_scope *)) != 0)) {
        return LINT_NO;
    }
    if (walk->inside == other->inside &&
        (walk->held->nelts == walk->inside_held->nelts ||
         (!holds_if(walk) &&
          strcmp(walk->request->uri, other->request->uri) == 0))) {
        return LINT_YES;
    }
    return lint_truth_not(forgets_merges(walk->server->conf->modules));
}

/* Whether a refusal is for others than the one who asks. */
static bool is_let_in(const lint_question *question, const lint_access *access,
                      int status)
{
    if (status == 401) {
        return question->logged_in;
    }
    return status && question->welcome && !lint_access_is_closed(access);
}

static int check_access(lint_chain *c, lint_pass *pass)
{
    lint_request *request = pass->walk.request;
    const lint_access *access = pass->scope->access;
    lint_truth known = pass->before ? is_alike(pass) : LINT_NO;
    int status;

    if (!access || known == LINT_YES) {
        return LINT_CHAIN_ON;
    }
    status = lint_access_check(access, request, &c->facts);
    if (is_let_in(c->question, access, status)) {
        return LINT_CHAIN_ON;
    }
    if (status < 0 || (status && known == LINT_UNKNOWN)) {
        lint_request_unknown(request, "who may have it cannot be told");
        return LINT_CHAIN_ON;
    }
    return status;
}

int lint_chain_process(lint_chain *c, lint_pass *pass)
{
    lint_walk *walk = &pass->walk;
    int status;

    /* Once for hooks that translate the URI as it is, and once more for those
     * that translate it decoded: each time an <If> adds to Vary. */
    walk->held =
        apr_array_make(walk->request->pool, 4, sizeof(const lint_scope *));
    pass->scope = c->host->base;
    if (walk->request->refused) {
        return walk->request->refused;
    }
    for (int i = 0; i < 2; i++) {
        pass->scope =
            lint_walk_ifs(walk, lint_walk_locations(walk, c->host->base));
    }
    status = lint_chain_translate(c, pass);
    if (!status && !pass->main) {
        status = lint_chain_answer_early(c, pass);
    }
    if (status) {
        return status;
    }
    walk_all(pass);
    status = walk->refused;
    if (!status && !pass->main) {
        status = parse_headers(c, pass);
    }
    if (!status) {
        status = check_access(c, pass);
    }
    return status ? status : lint_chain_fix_up(c, pass);
}
