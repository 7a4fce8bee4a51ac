/* SPDX-License-Identifier: Apache-2.0 */
#include "status_tls.h"

#include <string.h>
#include <strings.h>
#include <http_config.h>
#include <http_core.h>

/* The last of a section's directives of that name; NULL for none. */
static const ap_directive_t *last(const ap_directive_t *first, const char *name)
{
    const ap_directive_t *found = NULL;

    for (; first; first = first->next) {
        if (strcasecmp(first->directive, name) == 0) {
            found = first;
        }
    }
    return found;
}

/* What stands in the virtual host's section. */
static const ap_directive_t *content_of(const server_rec *server)
{
    for (const ap_directive_t *at = ap_conftree; at; at = at->next) {
        if (server->defn_name &&
            at->line_num == (int)server->defn_line_number &&
            strcasecmp(at->directive, "<VirtualHost") == 0 &&
            strcmp(at->filename, server->defn_name) == 0) {
            return at->first_child;
        }
    }
    return NULL;
}

/* The directive that holds for the virtual host. */
static const ap_directive_t *holding(const ap_directive_t *content,
                                     const char *name)
{
    const ap_directive_t *own = last(content, name);

    return own ? own : last(ap_conftree, name);
}

/* Without SSLEngine, mod_ssl goes by Listen and by whether it has a certificate
 * for the host. */
bool cors_server_ends_tls(server_rec *server)
{
    const ap_directive_t *content = content_of(server);
    const ap_directive_t *engine = holding(content, "SSLEngine");
    const char *protocol = ap_get_server_protocol(server);

    return engine ? strcasecmp(engine->args, "off") != 0
                  : protocol && strcmp(protocol, "https") == 0 &&
                        holding(content, "SSLCertificateFile");
}
