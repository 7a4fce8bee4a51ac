/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/virtual_host.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_fnmatch.h>
#include <apr_strings.h>

void lint_virtual_host_read_address(apr_pool_t *pool,
                                    apr_array_header_t *addresses,
                                    const char *word)
{
    lint_address *address = apr_array_push(addresses);
    const char *close = word[0] == '[' ? strchr(word, ']') : word;
    const char *colon = close ? strrchr(close, ':') : NULL;
    size_t bytes = colon ? (size_t)(colon - word) : strlen(word);
    char *ip = apr_pstrmemdup(pool, word, bytes);

    address->port = colon && strcmp(colon, ":*") != 0 ? atoi(colon + 1) : 0;
    if (ip[0] == '[') {
        ip = apr_pstrmemdup(pool, ip + 1, bytes - 2);
    }
    address->ip =
        strcmp(ip, "*") == 0 || strcasecmp(ip, "_default_") == 0 ? NULL : ip;
}

void lint_virtual_host_read_name(apr_pool_t *pool, lint_host *host,
                                 const char *word)
{
    const char *scheme = strstr(word, "://");
    char *name, *colon;

    if (scheme) {
        host->name_https = strncasecmp(word, "https", 5) == 0;
        word = scheme + 3;
    }
    name = apr_pstrdup(pool, word);
    colon = strchr(name, ':');
    if (colon) {
        *colon = '\0';
        host->name_port = atoi(colon + 1);
    }
    host->name = name;
}

/* How well an address fits: 4 for both, down to 1 for neither; 0 not. */
static int fit(const lint_address *address, const char *ip, int port)
{
    if ((address->ip && strcmp(address->ip, ip) != 0) ||
        (address->port && address->port != port)) {
        return 0;
    }
    return 1 + (address->ip ? 2 : 0) + (address->port ? 1 : 0);
}

static int best_fit(const lint_host *host, const char *ip, int port)
{
    int best = 0;

    for (int i = 0; i < host->addresses->nelts; i++) {
        int one =
            fit(&APR_ARRAY_IDX(host->addresses, i, lint_address), ip, port);

        best = one > best ? one : best;
    }
    return best;
}

static bool has_fit(const lint_host *host, const char *ip, int port, int wanted)
{
    for (int i = 0; i < host->addresses->nelts; i++) {
        if (fit(&APR_ARRAY_IDX(host->addresses, i, lint_address), ip, port) ==
            wanted) {
            return true;
        }
    }
    return false;
}

bool lint_virtual_host_is_called(const lint_host *host, const char *hostname)
{
    if (host->name && strcasecmp(host->name, hostname) == 0) {
        return true;
    }
    for (int i = 0; i < host->aliases->nelts; i++) {
        if (apr_fnmatch(APR_ARRAY_IDX(host->aliases, i, const char *), hostname,
                        APR_FNM_CASE_BLIND) == APR_SUCCESS) {
            return true;
        }
    }
    return false;
}

int lint_virtual_host_port(const lint_host *host)
{
    return host->name || !host->addresses->nelts
               ? host->name_port
               : APR_ARRAY_IDX(host->addresses, 0, lint_address).port;
}

lint_host *lint_server_choose(const lint_server *server, const char *ip,
                              int port, const char *hostname)
{
    lint_host *first = NULL;
    int best = 0;

    for (int i = 0; i < server->hosts->nelts; i++) {
        int one =
            best_fit(APR_ARRAY_IDX(server->hosts, i, lint_host *), ip, port);

        best = one > best ? one : best;
    }
    for (int i = 0; best && i < server->hosts->nelts; i++) {
        lint_host *host = APR_ARRAY_IDX(server->hosts, i, lint_host *);

        if (!has_fit(host, ip, port, best)) {
            continue;
        }
        if (!first) {
            first = host;
        }
        if (hostname && lint_virtual_host_is_called(host, hostname)) {
            return host;
        }
    }
    return first ? first : server->main;
}
