/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/model/expr_run.h"

typedef lint_text getter(const lint_request *request);

static lint_text method(const lint_request *request)
{
    return LINT_KNOWN(request->method);
}

static lint_text scheme(const lint_request *request)
{
    return LINT_KNOWN(request->https ? "https" : "http");
}

static lint_text uri(const lint_request *request)
{
    return LINT_KNOWN(request->uri);
}

static lint_text filename(const lint_request *request)
{
    return LINT_KNOWN(request->filename);
}

static lint_text client(const lint_request *request)
{
    return request->remote_ip
               ? LINT_KNOWN(request->remote_ip)
               : LINT_UNKNOWABLE("the client's address is not given");
}

static lint_text client_is_ipv6(const lint_request *request)
{
    const char *ip = request->remote_ip;

    if (!ip) {
        return client(request);
    }
    return LINT_KNOWN(
        strchr(ip, ':') && strncasecmp(ip, "::ffff:", 7) != 0 ? "on" : "off");
}

/* No authentication without credentials. */
static lint_text user(const lint_request *request)
{
    return lint_table_find(request->headers_in, "Authorization")
               ? LINT_UNKNOWABLE("an expression depends on who logged in")
               : LINT_UNSET;
}

static lint_text server_name(const lint_request *request)
{
    const char *name = request->hostname;

    if (!name) {
        return LINT_UNKNOWABLE("an expression depends on the server's name");
    }
    return LINT_KNOWN(strchr(name, ':')
                          ? apr_pstrcat(request->pool, "[", name, "]", NULL)
                          : name);
}

/* The Host header's port; NULL for none. */
static const char *port_of_host(const char *host)
{
    const char *bracket = strchr(host, ']');
    const char *colon = strchr(bracket ? bracket : host, ':');

    return colon && colon[1] ? colon + 1 : NULL;
}

/* UseCanonicalName and UseCanonicalPhysicalPort off: what the client says, else
 * the port of the <VirtualHost> or ServerName, else the scheme's own. */
static lint_text server_port(const lint_request *request)
{
    lint_text host = lint_table_get(request->headers_in, "Host");
    int usual = request->https ? 443 : 80;
    const char *port = host.value ? port_of_host(host.value) : NULL;

    if (host.unknown || request->unparsed_uri[0] != '/') {
        return LINT_UNKNOWABLE("an expression depends on the request's port");
    }
    if (port) {
        return LINT_KNOWN(apr_itoa(request->pool, atoi(port)));
    }
    return request->local_port == usual
               ? LINT_KNOWN(apr_itoa(request->pool, usual))
               : LINT_UNKNOWABLE("an expression depends on the server's port");
}

static lint_text protocol(const lint_request *request)
{
    return LINT_KNOWN(request->protocol);
}

static lint_text query(const lint_request *request)
{
    return LINT_KNOWN(request->query);
}

static lint_text is_subrequest(const lint_request *request)
{
    (void)request;
    return LINT_KNOWN("false");
}

static lint_text request_line(const lint_request *request)
{
    return LINT_KNOWN(request->line);
}

/* Set by mod_include. */
static lint_text document_uri(const lint_request *request)
{
    lint_text text = lint_table_get(request->env, "DOCUMENT_URI");

    return lint_text_is_unset(text) ? uri(request) : text;
}

static lint_text status(const lint_request *request)
{
    return request->status
               ? LINT_KNOWN(apr_itoa(request->pool, request->status))
               : LINT_UNSET;
}

static lint_text is_https(const lint_request *request)
{
    return LINT_KNOWN(request->https ? "on" : "off");
}

static lint_text is_http2(const lint_request *request)
{
    return LINT_KNOWN(strncmp(request->protocol, "HTTP/2", 6) == 0 ? "on"
                                                                   : "off");
}

static lint_text api_version(const lint_request *request)
{
    (void)request;
    return LINT_KNOWN("20120211"); /* of all of 2.4 */
}

static lint_text nothing(const lint_request *request)
{
    (void)request;
    return LINT_UNSET;
}

typedef struct variable {
    const char *name;
    getter *get;         /* NULL: the request does not tell */
    const char *header;  /* of the request; get is NULL */
    const char *depends; /* on what, when get and header are NULL */
} variable;

#define TIME "an expression depends on the time"
#define SERVER "an expression depends on the server's settings"
#define HANDLING "an expression depends on how the request is served"
#define CONNECTION "an expression depends on the connection"

static const variable variables[] = {
    {"HTTP_USER_AGENT", NULL, "User-Agent", NULL},
    {"HTTP_PROXY_CONNECTION", NULL, "Proxy-Connection", NULL},
    {"HTTP_REFERER", NULL, "Referer", NULL},
    {"HTTP_COOKIE", NULL, "Cookie", NULL},
    {"HTTP_FORWARDED", NULL, "Forwarded", NULL},
    {"HTTP_HOST", NULL, "Host", NULL},
    {"HTTP_ACCEPT", NULL, "Accept", NULL},
    {"REQUEST_METHOD", method, NULL, NULL},
    {"REQUEST_SCHEME", scheme, NULL, NULL},
    {"REQUEST_URI", uri, NULL, NULL},
    {"REQUEST_FILENAME", filename, NULL, NULL},
    {"REMOTE_HOST", client, NULL, NULL},
    {"REMOTE_IDENT", nothing, NULL, NULL},
    {"REMOTE_USER", user, NULL, NULL},
    {"SERVER_ADMIN", NULL, NULL, SERVER},
    {"SERVER_NAME", server_name, NULL, NULL},
    {"SERVER_PORT", server_port, NULL, NULL},
    {"SERVER_PROTOCOL", protocol, NULL, NULL},
    {"SCRIPT_FILENAME", filename, NULL, NULL},
    {"PATH_INFO", NULL, NULL, HANDLING},
    {"QUERY_STRING", query, NULL, NULL},
    {"IS_SUBREQ", is_subrequest, NULL, NULL},
    {"DOCUMENT_ROOT", NULL, NULL, SERVER},
    {"AUTH_TYPE", user, NULL, NULL},
    {"THE_REQUEST", request_line, NULL, NULL},
    {"CONTENT_TYPE", NULL, NULL, HANDLING},
    {"HANDLER", NULL, NULL, HANDLING},
    {"REQUEST_LOG_ID", NULL, NULL, CONNECTION},
    {"SCRIPT_USER", NULL, NULL, HANDLING},
    {"SCRIPT_GROUP", NULL, NULL, HANDLING},
    {"DOCUMENT_URI", document_uri, NULL, NULL},
    {"LAST_MODIFIED", NULL, NULL, HANDLING},
    {"CONTEXT_PREFIX", NULL, NULL, HANDLING},
    {"CONTEXT_DOCUMENT_ROOT", NULL, NULL, HANDLING},
    {"REQUEST_STATUS", status, NULL, NULL},
    {"REMOTE_ADDR", client, NULL, NULL},
    {"REMOTE_PORT", NULL, NULL, CONNECTION},
    {"HTTPS", is_https, NULL, NULL},
    {"IPV6", client_is_ipv6, NULL, NULL},
    {"CONN_LOG_ID", NULL, NULL, CONNECTION},
    {"CONN_REMOTE_ADDR", client, NULL, NULL},
    {"HTTP2", is_http2, NULL, NULL},
    {"TIME_YEAR", NULL, NULL, TIME},
    {"TIME_MON", NULL, NULL, TIME},
    {"TIME_DAY", NULL, NULL, TIME},
    {"TIME_HOUR", NULL, NULL, TIME},
    {"TIME_MIN", NULL, NULL, TIME},
    {"TIME_SEC", NULL, NULL, TIME},
    {"TIME_WDAY", NULL, NULL, TIME},
    {"TIME", NULL, NULL, TIME},
    {"SERVER_SOFTWARE", NULL, NULL, SERVER},
    {"API_VERSION", api_version, NULL, NULL},
};

#define COUNT (sizeof(variables) / sizeof(variables[0]))

static const variable *find(const char *name)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (apr_toupper(*name) == *variables[i].name &&
            strcasecmp(variables[i].name, name) == 0) {
            return &variables[i];
        }
    }
    return NULL;
}

/* mod_ssl answers to everything that begins like its own. */
static bool is_of_tls(const char *name)
{
    return strncmp(name, "SSL_", 4) == 0;
}

const char *lint_expr_variable_find(const char *name)
{
    const variable *found = find(name);

    if (found) {
        return found->name;
    }
    return is_of_tls(name) ? name : NULL;
}

const char *lint_expr_variable_name(unsigned index)
{
    return index < COUNT ? variables[index].name : NULL;
}

lint_text lint_expr_variable_default(const lint_request *request,
                                     const char *name)
{
    const variable *found = find(name);

    if (!found) {
        return is_of_tls(name) && request->https
                   ? LINT_UNKNOWABLE(
                         "an expression depends on the TLS connection")
                   : LINT_UNSET;
    }
    if (found->header) {
        return lint_table_get(request->headers_in, found->header);
    }
    return found->get ? found->get(request) : LINT_UNKNOWABLE(found->depends);
}

lint_text lint_expr_variable_value(lint_expr_run *run, const char *name)
{
    const lint_expr_facts *facts = run->facts;
    const lint_request *request = run->context->request;
    const variable *found = find(name);
    lint_text text = LINT_UNSET;

    if (found && found->header) {
        lint_expr_remember_read(run, LINT_KNOWN(found->header));
    } else if (facts->variable &&
               facts->variable(facts->data, request, name, &text)) {
        return text;
    }
    return lint_expr_variable_default(request, name);
}
