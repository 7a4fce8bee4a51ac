/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/reach.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* The virtual hosts on a port, by their names in lower case: the first that has
 * the name. */
typedef struct port {
    int number;
    apr_hash_t *names;
} port;

struct lint_reach {
    apr_pool_t *pool;
    const lint_server *server;
    lint_server *alone;
    /* NULL when addresses or wildcards have a say: then the server is asked. */
    apr_array_header_t *ports; /* of port */
};

/* Most names are as they have to be. */
static const char *lower(apr_pool_t *pool, const char *name)
{
    const char *at = name;
    char *copy;

    while (*at && !apr_isupper(*at)) {
        at++;
    }
    if (!*at) {
        return name;
    }
    copy = apr_pstrdup(pool, name);
    for (char *byte = copy; *byte; byte++) {
        *byte = (char)apr_tolower(*byte);
    }
    return copy;
}

static apr_hash_t *names_on(const lint_reach *reach, int number)
{
    for (int i = 0; i < reach->ports->nelts; i++) {
        const port *one = &APR_ARRAY_IDX(reach->ports, i, port);

        if (one->number == number) {
            return one->names;
        }
    }
    return NULL;
}

static void add(const lint_reach *reach, apr_hash_t *names,
                const lint_host *host, const char *name)
{
    apr_hash_set(names, lower(reach->pool, name), APR_HASH_KEY_STRING, host);
}

static void add_host(const lint_reach *reach, const lint_host *host)
{
    int number = APR_ARRAY_IDX(host->addresses, 0, lint_address).port;
    apr_hash_t *names = names_on(reach, number);

    if (!names) {
        names = apr_hash_make(reach->pool);
        APR_ARRAY_PUSH(reach->ports, port) = (port){number, names};
    }
    add(reach, names, host, host->name);
    for (int i = 0; i < host->aliases->nelts; i++) {
        add(reach, names, host, APR_ARRAY_IDX(host->aliases, i, const char *));
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

    reach->pool = pool;
    reach->server = server;
    reach->alone = apr_pmemdup(pool, server, sizeof(*server));
    reach->alone->hosts = apr_array_make(pool, 1, sizeof(lint_host *));
    reach->ports = apr_array_make(pool, 2, sizeof(port));
    /* Backwards: the first one takes a name from those behind it. */
    for (int i = server->hosts->nelts - 1; i >= 0; i--) {
        const lint_host *host =
            APR_ARRAY_IDX(server->hosts, i, const lint_host *);

        if (!is_simple(host)) {
            reach->ports = NULL;
            break;
        }
        add_host(reach, host);
    }
    return reach;
}

bool lint_reach_leads_to(const lint_reach *reach, const lint_question *question,
                         const lint_host *host)
{
    if (reach->ports && host->node) {
        apr_hash_t *names = names_on(reach, question->local_port);

        return names && apr_hash_get(names, lower(reach->pool, question->host),
                                     APR_HASH_KEY_STRING) == host;
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
