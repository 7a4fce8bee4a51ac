/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When mod_cors_creds answers a preflight before httpd's walks.
 */
#ifndef LINT_MODEL_SERVER_EARLY_H
#define LINT_MODEL_SERVER_EARLY_H

#include "lint/model/server.h"

/* Sets answers_early of every host, once their sections are merged. */
void lint_server_find_early(lint_server *server);

#endif
