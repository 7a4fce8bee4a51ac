/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_run.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/model/uncertain.h"

/* A control character or a blank that nothing will escape. */
static bool is_unclean(const char *query)
{
    for (; query && *query; query++) {
        if (apr_iscntrl(*query) || *query == ' ') {
            return true;
        }
    }
    return false;
}

static lint_rewrite_outcome redirect(lint_request *request,
                                     const lint_rewrite_result *result,
                                     const char *old_query, size_t scheme)
{
    apr_pool_t *pool = request->pool;
    bool escape = result->change == LINT_CHANGE_ESCAPE;
    const char *location =
        escape ? lint_rewrite_escape_uri(pool, request->filename, scheme)
               : request->filename;

    if (request->query) {
        if (escape && !(old_query && strcmp(old_query, request->query) == 0)) {
            request->query = lint_rewrite_escape(pool, request->query);
        }
        location = apr_pstrcat(pool, location, "?", request->query, NULL);
    }
    lint_table_set(request->headers_out, "Location", LINT_KNOWN(location),
                   result->place);
    request->status = 200;
    return (lint_rewrite_outcome){.end = LINT_REWRITE_REDIRECT,
                                  .status = result->status >= 300 &&
                                                    result->status <= 399
                                                ? result->status
                                                : 302,
                                  .place = result->place};
}

/* What both contexts answer alike. Returns false when the result is a local
 * path, which they do not. */
static bool is_decided(lint_request *request, const lint_rewrite_server *server,
                       const lint_rewrite_result *result,
                       lint_rewrite_outcome *outcome)
{
    bool query;
    size_t scheme = lint_rewrite_scheme(request->filename, &query);

    if (result->change == LINT_CHANGE_UNKNOWN) {
        *outcome = (lint_rewrite_outcome){.end = LINT_REWRITE_UNKNOWN,
                                          .unknown = result->unknown,
                                          .place = result->place};
        return true;
    }
    if (is_unclean(request->query) &&
        !(scheme && result->change == LINT_CHANGE_ESCAPE)) {
        *outcome = lint_rewrite_answer(403, result->place);
        return true;
    }
    if (result->change == LINT_CHANGE_STATUS) {
        /* With its status put back an ErrorDocument's request is like any
         * other: the error that it was made for is forgotten. */
        request->status = result->final ? result->status : 200;
        *outcome = lint_rewrite_answer(result->status, result->place);
        return true;
    }
    if (result->proxied) {
        *outcome = server->proxy
                       ? (lint_rewrite_outcome){.end = LINT_REWRITE_PROXY,
                                                .place = result->place}
                       : lint_rewrite_answer(403, result->place);
        return true;
    }
    return false;
}

static lint_rewrite_run begin(lint_request *request,
                              const lint_rewrite_server *server,
                              const char *directory)
{
    lint_rewrite_run run = {
        .request = request,
        .server = server,
        .directory = directory,
        .vary = apr_array_make(request->pool, 2, sizeof(lint_vary_name))};

    if (!request->filename) {
        request->filename = request->uri;
    }
    return run;
}

/* SCRIPT_URL and SCRIPT_URI, which a server's rules set once they run. */
static void set_script(lint_rewrite_run *run)
{
    lint_request *request = run->request;
    lint_text url = lint_table_get(request->env, "REDIRECT_SCRIPT_URL");
    lint_text name = lint_rewrite_variable(run, "SERVER_NAME");
    lint_text port = lint_rewrite_variable(run, "SERVER_PORT");
    const char *usual = request->https ? "443" : "80";
    lint_text uri = LINT_KNOWN(request->https ? "https://" : "http://");

    url = lint_text_is_unset(url) ? LINT_KNOWN(request->uri) : url;
    uri = lint_text_join(request->pool, uri, name);
    if (port.unknown || strcmp(port.value, usual) != 0) {
        uri = lint_text_join(request->pool, uri, LINT_KNOWN(":"));
        uri = lint_text_join(request->pool, uri, port);
    }
    lint_table_set(request->env, "SCRIPT_URL", url, NULL);
    lint_table_set(request->env, "SCRIPT_URI",
                   lint_text_join(request->pool, uri, url), NULL);
}

/* Runs the rules. Returns false when `outcome` is what both contexts make of
 * the result, true when each goes on from request->filename in its own way. */
static bool run_rules(lint_rewrite_run *run, const lint_rewrite *rewrite,
                      const char *old_name, lint_rewrite_result *result,
                      lint_rewrite_outcome *outcome)
{
    *outcome = (lint_rewrite_outcome){.end = LINT_REWRITE_DECLINED};
    *result = lint_rewrite_apply(run, rewrite->rules);
    run->request->rewritten = run->request->rewritten || result->ended;
    if (result->change == LINT_CHANGE_NONE) {
        run->request->filename = old_name;
        return false;
    }
    return !is_decided(run->request, run->server, result, outcome);
}

static lint_rewrite_outcome pass(lint_request *request,
                                 const lint_rewrite_result *result,
                                 const char *old_name)
{
    request->uri = request->filename;
    request->filename = old_name;
    return (lint_rewrite_outcome){.end = LINT_REWRITE_URI,
                                  .uri = request->uri,
                                  .query = request->query,
                                  .place = result->place};
}

lint_rewrite_outcome lint_rewrite_translate(lint_request *request,
                                            const lint_rewrite *rewrite,
                                            const lint_rewrite *engine,
                                            const lint_rewrite_server *server)
{
    lint_rewrite_outcome outcome = {.end = LINT_REWRITE_DECLINED};
    const char *old_query = request->query;
    const char *old_name = request->filename;
    lint_rewrite_result result;
    lint_rewrite_run run;
    size_t scheme;
    bool query;

    if (engine->unknown) {
        return (lint_rewrite_outcome){.end = LINT_REWRITE_UNKNOWN,
                                      .unknown = engine->unknown};
    }
    if (!engine->engine || request->rewritten ||
        (!(engine->options & LINT_REWRITE_ALLOW_ANY_URI) &&
         *request->uri != '/')) {
        return outcome;
    }
    run = begin(request, server, NULL);
    set_script(&run);
    if (run_rules(&run, rewrite, old_name, &result, &outcome)) {
        scheme = lint_rewrite_scheme(request->filename, &query);
        outcome = result.passed ? pass(request, &result, old_name)
                  : scheme      ? redirect(request, &result, old_query, scheme)
                           : lint_rewrite_path(&run, &result, engine->options);
    }
    return outcome;
}

/* Takes `from` off the front of `path` and puts `to` there. Returns path itself
 * when it does not begin so. */
static const char *replace_prefix(apr_pool_t *pool, const char *path,
                                  const char *from, const char *to)
{
    size_t length = strlen(from);
    size_t to_length = strlen(to);

    length -= length && from[length - 1] == '/' ? 1 : 0;
    if (strncmp(path, from, length) != 0 || path[length] != '/') {
        return path;
    }
    return apr_pstrcat(pool, to,
                       to_length && to[to_length - 1] != '/' ? "/" : "",
                       path + length + 1, NULL);
}

/* In a URL the directory gives way to the RewriteBase. */
static void rebase_url(lint_request *request, const lint_rewrite *rewrite,
                       size_t scheme)
{
    const char *slash = strchr(request->filename + scheme, '/');
    const char *path;

    if (!rewrite->base.value || !slash || !slash[1]) {
        return;
    }
    path = replace_prefix(request->pool, slash + 1,
                          rewrite->directory + (*rewrite->directory == '/'),
                          rewrite->base.value + 1);
    request->filename =
        apr_pstrcat(request->pool,
                    apr_pstrmemdup(request->pool, request->filename,
                                   (size_t)(slash + 1 - request->filename)),
                    path, NULL);
}

/* The URL that a rewritten file name has. */
static const char *url_of(const lint_rewrite_run *run,
                          const lint_rewrite *rewrite)
{
    lint_request *request = run->request;
    lint_text root = lint_rewrite_fact(run, "DOCUMENT_ROOT");
    lint_text context = lint_rewrite_fact(run, "CONTEXT_DOCUMENT_ROOT");
    lint_text prefix = lint_rewrite_fact(run, "CONTEXT_PREFIX");
    const char *path = request->filename;

    if (rewrite->base.value) {
        path = replace_prefix(request->pool, path, rewrite->directory,
                              rewrite->base.value);
    } else if (root.value) {
        path = replace_prefix(request->pool, path, root.value, "/");
    }
    if (path == request->filename && context.value && prefix.value &&
        !(rewrite->options & LINT_REWRITE_IGNORE_CONTEXT)) {
        path = replace_prefix(request->pool, path, context.value, prefix.value);
    }
    return path;
}

static lint_rewrite_outcome go_elsewhere(const lint_rewrite_run *run,
                                         const lint_rewrite *rewrite,
                                         const lint_rewrite_result *result,
                                         const char *old_name)
{
    lint_request *request = run->request;

    if (*request->filename != '/') {
        return lint_rewrite_answer(400, result->place);
    }
    /* The same file again would never end: httpd leaves it at that, and keeps
     * what else the rules did. */
    if (old_name && strcmp(request->filename, old_name) == 0) {
        return (lint_rewrite_outcome){.end = LINT_REWRITE_DECLINED};
    }
    if (rewrite->base.unknown) {
        return (lint_rewrite_outcome){.end = LINT_REWRITE_UNKNOWN,
                                      .unknown = rewrite->base.unknown,
                                      .place = result->place};
    }
    return (lint_rewrite_outcome){.end = LINT_REWRITE_INTERNAL,
                                  .uri = url_of(run, rewrite),
                                  .query = request->query,
                                  .place = result->place};
}

/* A directory asked for without its slash is mod_dir's, not the rules'. */
static bool is_bare_directory(const lint_request *request,
                              const lint_rewrite *rewrite)
{
    size_t length = strlen(rewrite->directory) - 1;

    return !(rewrite->options & LINT_REWRITE_ALLOW_NO_SLASH) &&
           request->filename && strlen(request->filename) == length &&
           strncmp(request->filename, rewrite->directory, length) == 0;
}

lint_rewrite_outcome lint_rewrite_fixup(lint_request *request,
                                        const lint_rewrite *rewrite,
                                        const lint_rewrite_server *server)
{
    lint_rewrite_outcome outcome = {.end = LINT_REWRITE_DECLINED};
    const char *old_name = request->filename;
    const char *old_query = request->query;
    lint_rewrite_result result;
    lint_rewrite_run run;
    size_t scheme;
    bool query;

    if (rewrite->unknown) {
        return (lint_rewrite_outcome){.end = LINT_REWRITE_UNKNOWN,
                                      .unknown = rewrite->unknown};
    }
    if (!rewrite->engine || !rewrite->directory || request->rewritten ||
        is_bare_directory(request, rewrite)) {
        return outcome;
    }
    run = begin(request, server, rewrite->directory);
    if (run_rules(&run, rewrite, old_name, &result, &outcome)) {
        scheme = lint_rewrite_scheme(request->filename, &query);
        if (scheme) {
            rebase_url(request, rewrite, scheme);
            outcome = redirect(request, &result, old_query, scheme);
        } else {
            outcome = go_elsewhere(&run, rewrite, &result, old_name);
        }
    }
    return outcome;
}
