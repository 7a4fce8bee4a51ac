/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When mod_cors_creds answers a preflight before httpd's walks.
 */
#ifndef LINT_MODEL_SERVER_EARLY_H
#define LINT_MODEL_SERVER_EARLY_H

#include "lint/model/server.h"

/* Where the tree has CorsCreds* directives outside of virtual hosts. */
lint_policy_use lint_server_use_policy(const lint_conf *conf);

/* Whether an .htaccess may hold directives of the module somewhere below the
 * host's own sections: those that are not merged with the main server's yet. */
bool lint_host_allows_htaccess(const lint_host *host);

/* Sets answers_early of a host, once its sections are merged. */
void lint_server_find_early(const lint_server *server, lint_host *host);

#endif
