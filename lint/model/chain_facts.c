/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/model/virtual_host.h"

/* The port as the client or ServerName says it (UseCanonicalName Off): where
 * the connection arrived does not count. */
static int port_of(const lint_chain *c, const lint_host *host)
{
    const char *colon =
        c->question->host ? strrchr(c->question->host, ':') : NULL;

    if (colon && !strchr(colon, ']') && atoi(colon + 1) > 0) {
        return atoi(colon + 1);
    }
    if (lint_virtual_host_port(host)) {
        return lint_virtual_host_port(host);
    }
    return c->question->https ? 443 : 80;
}

/* What expressions ask about the server around the request. */
static bool variable(void *data, const lint_request *request, const char *name,
                     lint_text *value)
{
    const lint_chain *c = data;
    const lint_host *host = c->host;

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
    if (strcmp(name, "PATH_INFO") == 0 && c->sees_files) {
        *value = LINT_KNOWN(request->path_info ? request->path_info : "");
        return true;
    }
    if (strcmp(name, "REQUEST_FILENAME") == 0 && request->filename) {
        *value = LINT_KNOWN(request->filename);
        return true;
    }
    return false;
}

/* Variables that whoever starts httpd is likely to set. Any other name is taken
 * to be nobody's: else no test of a variable that a SetEnvIf may set could be
 * told. */
static bool is_usual(const char *name)
{
    static const char *const usual[] = {"PATH", "HOME", "LANG",    "USER",
                                        "PWD",  "TZ",   "HOSTNAME"};

    for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
        if (strcmp(name, usual[i]) == 0) {
            return true;
        }
    }
    return strncmp(name, "APACHE_", 7) == 0;
}

static lint_text environment(void *data, const char *name)
{
    const lint_chain *c = data;

    if (c->server->environment) {
        return lint_table_get(c->server->environment, name);
    }
    return is_usual(name) ? LINT_UNKNOWABLE("the environment that the server "
                                            "starts with is not known")
                          : LINT_UNSET;
}

/* As ap_matches_request_vhost. */
static lint_truth is_own(void *data, const char *name, int port)
{
    const lint_chain *c = data;
    const lint_host *host = c->host;

    for (int i = 0; i < host->addresses->nelts; i++) {
        const lint_address *address =
            &APR_ARRAY_IDX(host->addresses, i, lint_address);

        if (strcasecmp(address->ip ? address->ip : "*", name) == 0 &&
            (address->port == 0 || address->port == port)) {
            return LINT_YES;
        }
    }
    return port == lint_virtual_host_port(host) &&
                   lint_virtual_host_is_called(host, name)
               ? LINT_YES
               : LINT_NO;
}

void lint_chain_set_facts(lint_chain *c)
{
    c->facts.variable = variable;
    c->facts.environment = environment;
    c->facts.data = c;
    c->facts.sees_files = c->sees_files;
    c->rewriting.facts = &c->facts;
    c->rewriting.is_own = is_own;
    c->rewriting.data = c;
    c->rewriting.maps = c->host->rewrite ? c->host->rewrite->maps : NULL;
    c->rewriting.proxy = c->host->proxies->nelts > 0;
}
