/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one server, the main one or a virtual host, says for itself.
 */
#ifndef LINT_MODEL_SERVER_OWN_H
#define LINT_MODEL_SERVER_OWN_H

#include "lint/model/kinds.h"
#include "lint/model/server.h"

/* Reads names and root; `top` is the server's node, or the tree's root. */
void lint_server_read_names(const lint_scope_reader *reader, lint_host *host,
                            const lint_node *top);

/* Gives the host empty lists of what lint_server_read_own reads into them. */
void lint_server_begin_lists(apr_pool_t *pool, lint_host *host);

/* Reads all else into the reader's pool, and takes what runs once for the whole
 * server out of what is merged into sections. Returns what lint_scope_read
 * leaves. */
apr_array_header_t *lint_server_read_own(const lint_scope_reader *reader,
                                         lint_host *host, const lint_node *top);

#endif
