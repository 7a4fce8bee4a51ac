/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_run.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>

void lint_rewrite_split_query(lint_request *request, unsigned flags)
{
    bool query;
    size_t skip = lint_rewrite_scheme(request->filename, &query);
    const char *mark;
    const char *args = request->query;
    size_t length;

    if (flags & LINT_RULE_QS_NONE || (skip && !query)) {
        request->query = NULL;
        return;
    }
    if (flags & LINT_RULE_QSD) {
        args = NULL;
    }
    mark = flags & LINT_RULE_QSL ? strrchr(request->filename + skip, '?')
                                 : strchr(request->filename + skip, '?');
    if (mark) {
        const char *own = mark + 1;

        request->filename = apr_pstrmemdup(request->pool, request->filename,
                                           (size_t)(mark - request->filename));
        if (!(flags & LINT_RULE_QSA)) {
            args = own;
        } else if (*own) {
            args = apr_pstrcat(request->pool, own, "&", args ? args : "", NULL);
        }
        length = args ? strlen(args) : 0;
        if (length && args[length - 1] == '&') {
            args = apr_pstrmemdup(request->pool, args, length - 1);
        }
        args = length ? args : NULL;
    }
    request->query = args;
}

static const char *scheme(const lint_request *request)
{
    return request->https ? "https" : "http";
}

static int default_port(const lint_request *request)
{
    return request->https ? 443 : 80;
}

const char *lint_rewrite_qualify(lint_rewrite_run *run)
{
    lint_request *request = run->request;
    lint_text name, port;
    bool query;

    if (lint_rewrite_scheme(request->filename, &query)) {
        return NULL;
    }
    name = lint_rewrite_variable(run, "SERVER_NAME");
    port = lint_rewrite_variable(run, "SERVER_PORT");
    if (name.unknown || port.unknown) {
        return name.unknown ? name.unknown : port.unknown;
    }
    request->filename = apr_pstrcat(
        request->pool, scheme(request), "://", name.value,
        atoi(port.value) == default_port(request) ? "" : ":",
        atoi(port.value) == default_port(request) ? "" : port.value,
        *request->filename == '/' ? "" : "/", request->filename, NULL);
    return NULL;
}

static lint_truth is_own(lint_rewrite_run *run, const char *host, int port)
{
    const lint_request *request = run->request;

    if (run->server->is_own) {
        return run->server->is_own(run->server->data, host, port);
    }
    /* Whether the port is this server's as well depends on its ServerName. */
    return request->hostname && strcasecmp(host, request->hostname) == 0
               ? LINT_UNKNOWN
               : LINT_NO;
}

lint_truth lint_rewrite_reduce(lint_rewrite_run *run)
{
    lint_request *request = run->request;
    const char *name = scheme(request);
    size_t length = strlen(name);
    const char *host = request->filename + length + 3;
    const char *path;
    size_t host_length;
    int port = default_port(request);
    lint_truth own;

    if (strlen(request->filename) <= length + 3 ||
        strncasecmp(request->filename, name, length) != 0 ||
        strncmp(request->filename + length, "://", 3) != 0) {
        return LINT_NO;
    }
    host_length = strcspn(host, "/:");
    path = host + strcspn(host, "/");
    if (host[host_length] == ':') {
        port = atoi(host + host_length + 1);
    }
    own = is_own(run, apr_pstrmemdup(request->pool, host, host_length), port);
    if (own == LINT_YES) {
        request->filename = *path ? path : "/";
    }
    return own;
}

bool lint_rewrite_add_prefix(lint_rewrite_run *run,
                             const lint_rewrite_rule *rule)
{
    lint_request *request = run->request;
    const char *prefix = run->directory;
    bool query;

    if (*request->filename == '/' ||
        lint_rewrite_scheme(request->filename, &query) ||
        (run->directory && strncmp(run->uri, "proxy:", 6) == 0)) {
        return false;
    }
    if (!prefix) {
        if (rule->flags & (LINT_RULE_PROXY | LINT_RULE_REDIRECT)) {
            return false;
        }
        prefix = "/";
    }
    request->filename =
        apr_pstrcat(request->pool, prefix, request->filename, NULL);
    return true;
}
