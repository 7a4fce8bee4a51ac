/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CorsCredsOriginDBD: origins in a database, which httpd's mod_dbd reaches.
 *
 * A statement is prepared for the virtual host that its directive stands in,
 * and is asked over the connections of the one that a request is for; an origin
 * is only ever a bound parameter. A database that cannot be asked allows
 * nobody, and its silence is not remembered as an answer.
 */
#ifndef CORS_MODULE_ORIGINDBD_H
#define CORS_MODULE_ORIGINDBD_H

#include "module.h"

/* The source for a directive's statement, which is in order; it lives as long
 * as the configuration. Adds a problem and returns NULL where there is no
 * mod_dbd. */
const cors_origin_source *cors_origindbd_open(cmd_parms *cmd,
                                              const cors_place *place,
                                              const char *text,
                                              cors_problems *problems);

/* Makes the cache for what is asked, if anything is; adds what is wrong with it
 * to problems. For hook check_config. */
void cors_origindbd_check(apr_pool_t *pconf, apr_pool_t *ptemp,
                          server_rec *main_server, cors_problems *problems);

/* Finds out which virtual hosts have databases of their own: hook post_config.
 */
int cors_origindbd_prepare(apr_pool_t *pconf, apr_pool_t *plog,
                           apr_pool_t *ptemp, server_rec *main_server);

#endif
