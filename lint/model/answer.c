/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/answer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_file_info.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/model/deliver.h"
#include "lint/model/mapping.h"
#include "lint/model/policy.h"
#include "lint/model/target.h"
#include "lint/model/walk.h"

/* httpd's LimitInternalRecursion. */
#define REDIRECTS_MAX 10

/* A request, and what is the same for all requests of its chain. */
typedef struct chain {
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
    int redirects;
    /* What an ErrorDocument is asked for; NULL before. */
    const lint_request *failed;
    const lint_scope *failed_scope;
} chain;

static void run(chain *c, lint_request *request);

static const lint_host *host_of(const chain *c)
{
    return c->host;
}

/* The port as the client or ServerName says it (UseCanonicalName Off): where
 * the connection arrived does not count. */
static int port_of(const chain *c, const lint_host *host)
{
    const char *colon =
        c->question->host ? strrchr(c->question->host, ':') : NULL;

    if (colon && !strchr(colon, ']') && atoi(colon + 1) > 0) {
        return atoi(colon + 1);
    }
    return host->name_port ? host->name_port : c->question->https ? 443 : 80;
}

/* What expressions ask about the server around the request. */
static bool variable(void *data, const lint_request *request, const char *name,
                     lint_text *value)
{
    const chain *c = data;
    const lint_host *host = host_of(c);

    if (strcmp(name, "DOCUMENT_ROOT") == 0 && host->document_root) {
        *value = LINT_KNOWN(host->document_root);
        return true;
    }
    if (strcmp(name, "SERVER_NAME") == 0 && request->hostname) {
        *value = LINT_KNOWN(request->hostname);
        return true;
    }
    if (strcmp(name, "SERVER_PORT") == 0) {
        *value =
            LINT_KNOWN(apr_psprintf(request->pool, "%d", port_of(c, host)));
        return true;
    }
    if (strcmp(name, "REQUEST_FILENAME") == 0 && request->filename) {
        *value = LINT_KNOWN(request->filename);
        return true;
    }
    return false;
}

/* The linter's own environment is not the server's. */
static lint_text environment(void *data, const char *name)
{
    (void)data;
    (void)name;
    return LINT_UNSET;
}

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

static void run_headers(const chain *c, lint_request *request,
                        const lint_scope *scope, lint_header_list list)
{
    if (lint_header_run(request, of_list(request->pool, scope->headers, list),
                        false, &c->facts) == LINT_HEADER_CRASH) {
        lint_request_unknown(request, "an edit* without end kills the process");
    }
}

/* The decision of the chain, made by the first request that is in scope. */
static void decide(chain *c, lint_request *request, const lint_scope *scope)
{
    if (!c->decided) {
        c->decision =
            lint_policy_decide(request, scope, host_of(c),
                               strcmp(c->question->method, "OPTIONS") == 0);
        c->decided = c->decision != NULL;
    } else {
        const char *result = cors_result_name(c->decision->verdict.result);

        lint_table_set(request->env, "CORS_CREDS_RESULT", LINT_KNOWN(result),
                       NULL);
    }
}

/* The response leaves: mod_headers' filter, then mod_cors_creds'. */
static void finish(chain *c, lint_request *request, const lint_scope *scope,
                   bool handled)
{
    run_headers(c, request, scope, LINT_HEADER_ALWAYS);
    if (handled) {
        run_headers(c, request, scope, LINT_HEADER_ONSUCCESS);
    }
    if (c->decision) {
        lint_policy_respond(request, c->decision, host_of(c));
    }
}

static lint_request *redirected(const lint_request *from, const char *target)
{
    apr_pool_t *pool = from->pool;
    lint_request *to = apr_pmemdup(pool, from, sizeof(*to));
    const char *query = strchr(target, '?');

    to->uri = query ? apr_pstrmemdup(pool, target, (apr_size_t)(query - target))
                    : target;
    to->query = query ? query + 1 : NULL;
    to->filename = NULL;
    to->env = lint_table_create(pool);
    for (int i = 0; i < from->env->entries->nelts; i++) {
        lint_entry entry = APR_ARRAY_IDX(from->env->entries, i, lint_entry);

        entry.name = apr_pstrcat(pool, "REDIRECT_", entry.name, NULL);
        APR_ARRAY_PUSH(to->env->entries, lint_entry) = entry;
    }
    to->notes = lint_table_create(pool);
    to->headers_out = lint_table_create(pool);
    return to;
}

/* The document for a status, NULL for httpd's own. */
static const lint_error_document *document_for(const lint_scope *scope,
                                               int status)
{
    for (int i = scope->documents->nelts; i-- > 0;) {
        const lint_error_document *document =
            &APR_ARRAY_IDX(scope->documents, i, lint_error_document);

        if (document->status == status) {
            return document->text.value &&
                           strcasecmp(document->text.value, "default") == 0
                       ? NULL
                       : document;
        }
    }
    return NULL;
}

static bool is_redirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 ||
           status == 308;
}

/* httpd's own answer with a status: ap_die. */
static void die(chain *c, lint_request *request, const lint_scope *scope,
                int status)
{
    const lint_error_document *document = document_for(scope, status);
    lint_text location = lint_table_get(request->headers_out, "Location");
    bool recursive = request->status != 200;

    if (recursive) {
        document = NULL;
        if (c->failed) {
            /* The first error is told as if it had no document. */
            lint_table *err = request->err_headers_out;

            *request = *c->failed;
            request->err_headers_out = err;
            scope = c->failed_scope;
        }
    } else {
        request->status = status;
    }
    if (document && document->text.unknown) {
        lint_request_unknown(request, document->text.unknown);
        document = NULL;
    }
    if (document && document->text.value[0] == '/' &&
        c->redirects++ < REDIRECTS_MAX) {
        lint_request *to = redirected(request, document->text.value);

        to->method = "GET";
        c->failed = apr_pmemdup(request->pool, request, sizeof(*request));
        c->failed_scope = scope;
        run(c, to);
        *request = *to;
        return;
    }
    if (document && strstr(document->text.value, "://") &&
        document->text.value[0] != '"') {
        request->status = 302;
        location = document->text;
    }
    if (request->status != 204 && request->status != 304) {
        /* What was meant for any response is sent, but out of reach of the
         * filters, which begin anew. */
        request->headers_out = request->err_headers_out;
        request->err_headers_out = lint_table_create(request->pool);
        if (is_redirect(request->status) && !lint_text_is_unset(location)) {
            lint_table_set(request->headers_out, "Location", location, NULL);
        }
    }
    finish(c, request, scope, false);
}

/* The consequences of mod_cors_creds' verdict; 0 when there are none. */
static int enforce(chain *c, const lint_request *request)
{
    if (!c->decision || c->enforced || request->status != 200) {
        return 0;
    }
    c->enforced = true;
    return cors_verdict_status(c->decision->policy, &c->decision->verdict);
}

/* Whether a proxy rule takes the URI. */
static bool is_proxied(const lint_host *host, const char *uri)
{
    for (int i = 0; i < host->proxies->nelts; i++) {
        const lint_proxy *proxy = &APR_ARRAY_IDX(host->proxies, i, lint_proxy);
        const char *why;
        size_t bytes = proxy->prefix ? strlen(proxy->prefix) : 0;

        if (proxy->regex
                ? lint_regex_search(proxy->regex, uri, NULL, &why) == LINT_YES
                : proxy->prefix && strncmp(uri, proxy->prefix, bytes) == 0 &&
                      (proxy->prefix[bytes - 1] == '/' || uri[bytes] == '/' ||
                       uri[bytes] == '\0')) {
            return !proxy->passed;
        }
    }
    return false;
}

/* Where the URI leads: sets request->filename. Returns the status of an answer
 * that comes before; 0 to go on. */
static int translate(chain *c, lint_request *request, const lint_scope *scope,
                     bool *proxied)
{
    const lint_host *host = host_of(c);
    const char *path;
    const lint_mapping *mapping;

    *proxied = false;
    if (host->rewrite) {
        lint_rewrite_outcome outcome = lint_rewrite_translate(
            request, host->rewrite,
            scope->rewrite ? scope->rewrite : host->rewrite, &c->rewriting);

        switch (outcome.end) {
        case LINT_REWRITE_REDIRECT:
        case LINT_REWRITE_STATUS:
            return outcome.status;
        case LINT_REWRITE_FILENAME:
            return 0;
        case LINT_REWRITE_PROXY:
            *proxied = true;
            return 0;
        case LINT_REWRITE_UNKNOWN:
            lint_request_unknown(request, outcome.unknown);
            break;
        case LINT_REWRITE_DECLINED:
        case LINT_REWRITE_URI:
        case LINT_REWRITE_INTERNAL:
            break;
        }
    }
    if (is_proxied(host, request->uri)) {
        *proxied = true;
        return 0;
    }
    mapping = lint_mapping_find(request->pool, host->mappings, request->uri,
                                true, &path);
    if (mapping) {
        if (is_redirect(mapping->status) && path) {
            lint_table_set(request->headers_out, "Location", LINT_KNOWN(path),
                           mapping->place);
        }
        return mapping->status;
    }
    mapping = lint_mapping_find(request->pool, host->mappings, request->uri,
                                false, &path);
    if (!mapping) {
        path = apr_pstrcat(request->pool,
                           host->document_root ? host->document_root : "",
                           request->uri, NULL);
    }
    request->filename = path ? path : request->uri;
    if (mapping && mapping->script) {
        lint_request_unknown(request, "a script answers");
    }
    return 0;
}

/* mod_rewrite's rules of the section, mod_env, RequestHeader. Returns the
 * status of an answer; 0 to go on; -1 when an internal redirect answered. */
static int fix_up(chain *c, lint_request *request, const lint_scope *scope)
{
    const lint_mapping *mapping;
    const char *path;

    if (scope->rewrite && scope->rewrite->directory) {
        lint_rewrite_outcome outcome =
            lint_rewrite_fixup(request, scope->rewrite, &c->rewriting);

        switch (outcome.end) {
        case LINT_REWRITE_REDIRECT:
        case LINT_REWRITE_STATUS:
            return outcome.status;
        case LINT_REWRITE_INTERNAL:
            if (c->redirects++ < REDIRECTS_MAX) {
                lint_request *to = redirected(
                    request, outcome.query
                                 ? apr_pstrcat(request->pool, outcome.uri, "?",
                                               outcome.query, NULL)
                                 : outcome.uri);
                const lint_entry *vary =
                    lint_table_find(request->headers_out, "Vary");

                if (vary) {
                    APR_ARRAY_PUSH(to->headers_out->entries, lint_entry) =
                        *vary;
                }
                run(c, to);
                *request = *to;
                return -1;
            }
            return 500;
        case LINT_REWRITE_UNKNOWN:
            lint_request_unknown(request, outcome.unknown);
            break;
        case LINT_REWRITE_DECLINED:
        case LINT_REWRITE_URI:
        case LINT_REWRITE_FILENAME:
        case LINT_REWRITE_PROXY:
            break;
        }
    }
    mapping = lint_mapping_find(request->pool, scope->mappings, request->uri,
                                true, &path);
    if (mapping) {
        if (is_redirect(mapping->status) && path) {
            lint_table_set(request->headers_out, "Location", LINT_KNOWN(path),
                           mapping->place);
        }
        return mapping->status;
    }
    if (scope->env) {
        lint_env_run(request, scope->env);
    }
    run_headers(c, request, scope, LINT_HEADER_REQUEST);
    return 0;
}

/* The sections once the URI's target is known. */
static const lint_scope *walk_all(lint_walk *walk, bool proxied)
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

/* DirectoryIndex: the request becomes one for the file, without a second
 * header_parser phase. What decides that is a GET, whatever the client's method
 * is. Returns as fix_up does. */
static int enter_index(chain *c, lint_walk *walk, const lint_scope **scope)
{
    lint_request *request = walk->request;
    const lint_request before = *request;
    const char *index = lint_deliver_index(request, *scope);
    const lint_scope *inside;
    apr_finfo_t info;
    bool missing; /* who may not have it is told so even then */
    int status = 0;

    missing = !index;
    if (missing) {
        apr_size_t bytes = request->filename ? strlen(request->filename) : 0;

        if (!bytes || request->filename[bytes - 1] != '/' ||
            apr_stat(&info, request->filename, APR_FINFO_TYPE, request->pool) !=
                APR_SUCCESS ||
            ((*scope)->indexes && !(*scope)->indexes->nelts)) {
            return 0;
        }
        index = apr_pstrcat(request->pool, request->filename,
                            (*scope)->indexes ? APR_ARRAY_IDX((*scope)->indexes,
                                                              0, const char *)
                                              : "index.html",
                            NULL);
    }
    request->method = "GET";
    request->headers_out = lint_table_create(request->pool);
    request->err_headers_out = lint_table_create(request->pool);
    request->uri =
        apr_pstrcat(request->pool, request->uri, strrchr(index, '/') + 1, NULL);
    request->filename = index;
    walk->is_index = true;
    inside = walk_all(walk, false);
    status = walk->refused;
    if (!status && inside->access) {
        status = lint_access_check(inside->access, request, &c->facts);
        if (status < 0) {
            lint_request_unknown(request, "who may have it cannot be told");
            status = 0;
        }
    }
    if (!status && !missing) {
        status = fix_up(c, request, inside);
    }
    if (status < 0) {
        return status;
    }
    request->method = before.method;
    if (status || missing) {
        /* It is the directory that is refused, or one without an index. */
        request->uri = before.uri;
        request->filename = before.filename;
        request->headers_out = before.headers_out;
        request->err_headers_out = before.err_headers_out;
        return status == 404 ? 0 : status;
    }
    apr_array_cat(request->headers_out->entries, before.headers_out->entries);
    apr_array_cat(request->err_headers_out->entries,
                  before.err_headers_out->entries);
    decide(c, request, inside);
    *scope = inside;
    return 0;
}

static void run(chain *c, lint_request *request)
{
    lint_walk walk = {.server = c->server,
                      .host = host_of(c),
                      .request = request,
                      .facts = &c->facts,
                      .sees_files = c->sees_files};
    const lint_scope *scope = host_of(c)->base;
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
    lint_setenvif_run(request, host_of(c)->setenvif, &c->facts);
    request->uri = uri;
    scope = lint_walk_ifs(&walk, lint_walk_locations(&walk, scope));
    status = translate(c, request, scope, &proxied);
    if (status) {
        decide(c, request, lint_walk_locations(&walk, host_of(c)->base));
        die(c, request, scope, status);
        return;
    }
    scope = walk_all(&walk, proxied);
    if (walk.refused) {
        decide(c, request, lint_walk_locations(&walk, host_of(c)->base));
        die(c, request, host_of(c)->base, walk.refused);
        return;
    }
    lint_setenvif_run(request, scope->setenvif, &c->facts);
    decide(c, request, scope);
    status = enforce(c, request);
    if (!status && scope->access) {
        status = lint_access_check(scope->access, request, &c->facts);
        if (status < 0) {
            lint_request_unknown(request, "who may have it cannot be told");
            status = 0;
        }
    }
    if (!status) {
        status = fix_up(c, request, scope);
    }
    if (status < 0) {
        return;
    }
    if (!status && c->sees_files && !proxied) {
        status = enter_index(c, &walk, &scope);
        if (status < 0) {
            return;
        }
    }
    if (!status) {
        lint_delivery delivery = lint_deliver(
            request, scope,
            proxied ? LINT_DELIVER_BACKEND
            : host_of(c)->document_root || !c->sees_files
                ? LINT_DELIVER_FILE
                : LINT_DELIVER_NOWHERE,
            c->sees_files, c->question->status, c->server->conf->modules);

        c->assumed = c->assumed || delivery.assumed;
        if (delivery.handled) {
            request->status =
                request->status == 200 ? delivery.status : request->status;
            finish(c, request, scope, true);
            return;
        }
        status = delivery.status;
    }
    die(c, request, scope, status);
}

/* Which file system stands behind the server. */
static bool sees_files(const lint_host *host, apr_pool_t *pool)
{
    apr_finfo_t info;

    return host->document_root && apr_stat(&info, host->document_root,
                                           APR_FINFO_TYPE, pool) == APR_SUCCESS;
}

lint_answer *lint_answer_predict(apr_pool_t *pool, const lint_server *server,
                                 const lint_question *question)
{
    lint_answer *answer = apr_pcalloc(pool, sizeof(*answer));
    lint_request *request = lint_target_read(pool, question);
    chain c = {.server = server, .question = question};
    const lint_entry *invalid;

    c.host = lint_server_choose(server, question->local_ip,
                                question->local_port, request->hostname);
    c.sees_files = sees_files(c.host, pool);
    c.facts.variable = variable;
    c.facts.environment = environment;
    c.facts.data = &c;
    c.facts.sees_files = c.sees_files;
    c.rewriting.facts = &c.facts;
    c.rewriting.maps = c.host->rewrite ? c.host->rewrite->maps : NULL;
    c.rewriting.proxy = c.host->proxies->nelts > 0;
    if (c.host->unknown) {
        lint_request_unknown(request, c.host->unknown);
    }
    if (request->status != 200) {
        int status = request->status;

        request->status = 200;
        decide(&c, request, c.host->base);
        die(&c, request, c.host->base, status);
    } else {
        run(&c, request);
    }
    answer->headers = lint_deliver_headers(request);
    invalid = lint_header_invalid(answer->headers);
    if (invalid) {
        request->status = 500;
        answer->headers = lint_table_create(pool);
    }
    answer->status = request->status;
    answer->assumed = c.assumed;
    answer->unknowns = request->unknowns;
    if (c.decision) {
        answer->result = cors_result_name(c.decision->verdict.result);
    }
    return answer;
}
