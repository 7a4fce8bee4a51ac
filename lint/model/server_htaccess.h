/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An .htaccess by itself, as a server: a section of the main server, whose
 * DocumentRoot is the file's directory.
 */
#ifndef LINT_MODEL_SERVER_HTACCESS_H
#define LINT_MODEL_SERVER_HTACCESS_H

#include "lint/model/server.h"

bool lint_server_is_htaccess(const lint_conf *conf);

/* Fills a server in that has an empty main one. */
void lint_server_build_htaccess(lint_server *server, lint_scope_reader *reader);

#endif
