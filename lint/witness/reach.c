/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/reach.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_lib.h>
#include <apr_strings.h>

struct lint_reach {
    const lint_server *server;
    lint_server *alone;
    /* "port/name" to the first host of that name. NULL when addresses or
     * wildcards have a say: then the server is asked. */
    apr_hash_t *names;
};

static const char *key_of(apr_pool_t *pool, int port, const char *name)
{
    char *key = apr_psprintf(pool, "%d/%s", port, name);

    for (char *at = key; *at; at++) {
        *at = (char)apr_tolower(*at);
    }
    return key;
}

static void add(const lint_reach *reach, const lint_host *host,
                const char *name)
{
    const lint_address *address =
        &APR_ARRAY_IDX(host->addresses, 0, lint_address);
    const char *key =
        key_of(apr_hash_pool_get(reach->names), address->port, name);

    if (!apr_hash_get(reach->names, key, APR_HASH_KEY_STRING)) {
        apr_hash_set(reach->names, key, APR_HASH_KEY_STRING, host);
    }
}

/* One address, any but for its port, and names without wildcards. */
static bool is_simple(const lint_host *host)
{
    if (host->addresses->nelts != 1 || !host->name) {
        return false;
    }
    for (int i = 0; i < host->aliases->nelts; i++) {
        if (strpbrk(APR_ARRAY_IDX(host->aliases, i, const char *), "*?[\\")) {
            return false;
        }
    }
    return !APR_ARRAY_IDX(host->addresses, 0, lint_address).ip &&
           APR_ARRAY_IDX(host->addresses, 0, lint_address).port;
}

lint_reach *lint_reach_make(apr_pool_t *pool, const lint_server *server)
{
    lint_reach *reach = apr_pcalloc(pool, sizeof(*reach));

    reach->server = server;
    reach->alone = apr_pmemdup(pool, server, sizeof(*server));
    reach->alone->hosts = apr_array_make(pool, 1, sizeof(lint_host *));
    reach->names = apr_hash_make(pool);
    for (int i = 0; i < server->hosts->nelts; i++) {
        const lint_host *host =
            APR_ARRAY_IDX(server->hosts, i, const lint_host *);

        if (!is_simple(host)) {
            reach->names = NULL;
            break;
        }
        add(reach, host, host->name);
        for (int j = 0; j < host->aliases->nelts; j++) {
            add(reach, host, APR_ARRAY_IDX(host->aliases, j, const char *));
        }
    }
    return reach;
}

bool lint_reach_leads_to(const lint_reach *reach, const lint_question *question,
                         const lint_host *host)
{
    if (reach->names && host->node) {
        const char *key = key_of(apr_hash_pool_get(reach->names),
                                 question->local_port, question->host);

        return apr_hash_get(reach->names, key, APR_HASH_KEY_STRING) == host;
    }
    return lint_server_choose(reach->server, question->local_ip,
                              question->local_port, question->host) == host;
}

const lint_server *lint_reach_alone(const lint_reach *reach,
                                    const lint_host *host)
{
    reach->alone->hosts->nelts = 0;
    if (host->node) {
        APR_ARRAY_PUSH(reach->alone->hosts, const lint_host *) = host;
    }
    return reach->alone;
}
