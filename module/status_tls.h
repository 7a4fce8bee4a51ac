/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a virtual host's connections are TLS. httpd asks the connection; the
 * status page's own may have come to another host, and not by TLS.
 */
#ifndef CORS_MODULE_STATUS_TLS_H
#define CORS_MODULE_STATUS_TLS_H

#include <stdbool.h>
#include <httpd.h>

/* True when mod_ssl ends TLS for the virtual host, by the directives that the
 * configuration has for it. */
bool cors_server_ends_tls(server_rec *server);

#endif
