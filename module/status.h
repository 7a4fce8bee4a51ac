/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SetHandler cors-creds-status: a page for people, and the counts for programs.
 */
#ifndef CORS_MODULE_STATUS_H
#define CORS_MODULE_STATUS_H

#include <stdbool.h>
#include <httpd.h>

#define CORS_STATUS_HANDLER "cors-creds-status"

/* Hook handler. */
int cors_status_handle(request_rec *r);

/* Hook post_config: warns of a page that everybody may see. */
int cors_status_check(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                      server_rec *main_server);

#endif
