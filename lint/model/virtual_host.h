/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses and names: which virtual host answers.
 */
#ifndef LINT_MODEL_VIRTUAL_HOST_H
#define LINT_MODEL_VIRTUAL_HOST_H

#include "lint/model/server.h"

/* Adds an argument of <VirtualHost> to a list of lint_address. */
void lint_virtual_host_read_address(apr_pool_t *pool,
                                    apr_array_header_t *addresses,
                                    const char *word);

/* Takes the argument of ServerName in. */
void lint_virtual_host_read_name(apr_pool_t *pool, lint_host *host,
                                 const char *word);

/* Whether its ServerName or an alias is that. */
bool lint_virtual_host_is_called(const lint_host *host, const char *hostname);

/* The port that it is known by: ServerName's, where there is one, even when
 * that has none; else that of its first address. 0 for none. */
int lint_virtual_host_port(const lint_host *host);

#endif
