/* SPDX-License-Identifier: Apache-2.0 */
#include "status_lookup.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <http_config.h>
#include <http_main.h>
#include <http_protocol.h>
#include <http_request.h>
#include <http_vhost.h>
#include <apr_strings.h>
#include <apr_uri.h>
#include "core/problem.h"
#include "status_tls.h"

/* What a host is made of, IPv6 included: httpd takes more, but no DNS has it.
 */
#define HOST_BYTES                                                             \
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:"

/* Sub-pools and brigades of r's own must not be used, nor what it learned. */
static request_rec *blank(request_rec *r, conn_rec *connection)
{
    request_rec *made = apr_pcalloc(r->pool, sizeof(*made));

    made->pool = r->pool;
    made->connection = connection;
    made->server = connection->base_server;
    made->request_time = r->request_time;
    made->useragent_addr = r->useragent_addr;
    made->useragent_ip = r->useragent_ip;
    made->proto_num = HTTP_VERSION(1, 1);
    made->protocol = apr_pstrdup(r->pool, "HTTP/1.1");
    made->status = HTTP_OK;
    made->read_body = REQUEST_NO_BODY;
    made->used_path_info = AP_REQ_DEFAULT_PATH_INFO;
    made->allowed_methods = ap_make_method_list(r->pool, 2);
    made->headers_in = apr_table_make(r->pool, 8);
    made->headers_out = apr_table_make(r->pool, 8);
    made->err_headers_out = apr_table_make(r->pool, 8);
    made->trailers_in = apr_table_make(r->pool, 1);
    made->trailers_out = apr_table_make(r->pool, 1);
    made->subprocess_env = apr_table_make(r->pool, 8);
    made->notes = apr_table_make(r->pool, 8);
    made->request_config = ap_create_request_config(r->pool);
    made->proto_output_filters = connection->output_filters;
    made->output_filters = connection->output_filters;
    made->proto_input_filters = connection->input_filters;
    made->input_filters = connection->input_filters;
    return made;
}

/* The connection of r, as if it had come to that address and port: the virtual
 * hosts are chosen among those of the address. */
static conn_rec *connected(request_rec *r, const apr_sockaddr_t *address,
                           apr_port_t port)
{
    conn_rec *made = apr_pmemdup(r->pool, r->connection, sizeof(*made));

    made->local_addr = apr_pmemdup(r->pool, address, sizeof(*address));
    made->local_addr->port = port;
    made->base_server = ap_server_conf;
    made->vhost_lookup_data = NULL;
    ap_update_vhost_given_ip(made);
    return made;
}

static bool has_name(const apr_array_header_t *names, const char *host,
                     bool wild)
{
    for (int i = 0; names && i < names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(names, i, const char *);

        if (name && (wild ? ap_strcasecmp_match(host, name) == 0
                          : strcasecmp(host, name) == 0)) {
            return true;
        }
    }
    return false;
}

static bool is_named(const server_rec *server, const char *host)
{
    return (server->server_hostname &&
            strcasecmp(host, server->server_hostname) == 0) ||
           has_name(server->names, host, false) ||
           has_name(server->wild_names, host, true);
}

/* Takes the virtual host that the address and port lead to; returns whether it
 * has the host for a name. */
static bool lead_to(request_rec *r, cors_target *target,
                    const apr_sockaddr_t *address, apr_port_t port)
{
    request_rec *asking;

    target->connection = connected(r, address, port);
    asking = blank(r, target->connection);
    asking->hostname = target->host;
    ap_update_vhost_from_headers(asking);
    target->server = asking->server;
    target->named = is_named(asking->server, asking->hostname);
    return target->named;
}

/* The same for every address that a virtual host is bound to; at any port, when
 * port is 0. */
static bool lead_anywhere(request_rec *r, cors_target *target, apr_port_t port)
{
    if (port && lead_to(r, target, r->connection->local_addr, port)) {
        return true;
    }
    for (server_rec *server = ap_server_conf; server; server = server->next) {
        for (const server_addr_rec *bound = server->addrs; bound;
             bound = bound->next) {
            if ((!port || !bound->host_port || bound->host_port == port) &&
                is_named(server, target->host) &&
                lead_to(r, target, bound->host_addr,
                        port ? port : bound->host_port)) {
                return true;
            }
        }
    }
    return false;
}

static void choose_server(request_rec *r, cors_target *target)
{
    apr_port_t own = r->connection->local_addr->port;
    apr_port_t port = target->port ? (apr_port_t)target->port
                                   : apr_uri_port_of_scheme(target->scheme);

    if (lead_anywhere(r, target, port) || lead_anywhere(r, target, own) ||
        lead_anywhere(r, target, 0)) {
        return;
    }
    /* Nobody's name: whoever has the port is who gets it. */
    lead_to(r, target, r->connection->local_addr, port);
    if (target->server == ap_server_conf) {
        lead_to(r, target, r->connection->local_addr, own);
    }
}

static const char *refuse_url(apr_pool_t *pool, const char *url)
{
    return apr_psprintf(pool,
                        "%s is no URL of a server; write "
                        "https://api.example.com/path, or a path alone",
                        cors_quoted(pool, url));
}

/* True for nothing too. */
static bool is_port(const char *text)
{
    return !text || !*text ||
           (strlen(text) <= 5 && atoi(text) >= 1 && atoi(text) <= 65535);
}

/* "host" or "[host]", with the port where the URL has one. */
static const char *authority_of(apr_pool_t *pool, const cors_target *target)
{
    const char *host = strchr(target->host, ':')
                           ? apr_psprintf(pool, "[%s]", target->host)
                           : target->host;

    return target->port ? apr_psprintf(pool, "%s:%u", host, target->port)
                        : host;
}

static void find_path(request_rec *r, cors_target *target, const char *url)
{
    const char *authority = apr_table_get(r->headers_in, "Host");

    target->host = r->hostname;
    target->authority = authority ? authority : "";
    target->port = r->parsed_uri.port;
    target->path = apr_pstrmemdup(r->pool, url, strcspn(url, "#"));
    target->server = r->server;
    target->connection = r->connection;
    target->named = true;
}

cors_target cors_target_find(request_rec *r, const char *url)
{
    cors_target target = {.problem = NULL};
    apr_uri_t uri;
    size_t length;

    if (url[0] == '/' && url[1] != '/') {
        find_path(r, &target, url);
        return target;
    }
    if (apr_uri_parse(r->pool, url, &uri) != APR_SUCCESS || !uri.scheme ||
        (strcasecmp(uri.scheme, "http") != 0 &&
         strcasecmp(uri.scheme, "https") != 0) ||
        !uri.hostname || !*uri.hostname || uri.user || !is_port(uri.port_str) ||
        strspn(uri.hostname, HOST_BYTES) != strlen(uri.hostname)) {
        target.problem = refuse_url(r->pool, url);
        return target;
    }
    ap_str_tolower(uri.scheme);
    ap_str_tolower(uri.hostname);
    length = strlen(uri.hostname);
    if (length > 1 && uri.hostname[length - 1] == '.') {
        uri.hostname[length - 1] = '\0';
    }
    target.scheme = uri.scheme;
    target.host = uri.hostname;
    target.port = uri.port_str && *uri.port_str ? uri.port : 0;
    target.authority = authority_of(r->pool, &target);
    target.path = apr_pstrcat(r->pool, uri.path ? uri.path : "/",
                              uri.query ? "?" : "", uri.query, NULL);
    choose_server(r, &target);
    return target;
}

/* The target's server. httpd asks the connection for its scheme, and that of r
 * knows nothing of TLS that ends at another virtual host: as from ServerName
 * https://, it learns it from the server then. */
static server_rec *schemed(apr_pool_t *pool, const cors_target *target)
{
    server_rec *server = target->server;

    if (target->scheme && strcmp(target->scheme, "https") == 0 &&
        cors_server_ends_tls(server)) {
        server = apr_pmemdup(pool, server, sizeof(*server));
        server->server_scheme = "https";
    }
    return server;
}

request_rec *cors_target_request(request_rec *r, const cors_target *target,
                                 const char *method, const char *origin)
{
    const char *client = apr_table_get(r->headers_in, "User-Agent");
    request_rec *made = blank(r, target->connection);

    made->server = schemed(r->pool, target);
    made->method = method;
    made->method_number = ap_method_number_of(method);
    made->header_only = strcmp(method, "HEAD") == 0;
    made->the_request =
        apr_psprintf(r->pool, "%s %s HTTP/1.1", method, target->path);
    ap_run_create_request(made);
    made->per_dir_config = made->server->lookup_defaults;
    ap_parse_uri(made, target->path);
    made->hostname = target->host;
    /* Where httpd keeps the port of the Host field. */
    made->parsed_uri.port = (apr_port_t)target->port;
    if (target->port) {
        made->parsed_uri.port_str = apr_psprintf(r->pool, "%u", target->port);
    }
    apr_table_setn(made->headers_in, "Host", target->authority);
    if (client) {
        apr_table_setn(made->headers_in, "User-Agent", client);
    }
    if (origin) {
        apr_table_setn(made->headers_in, "Origin", origin);
    }
    return made;
}
