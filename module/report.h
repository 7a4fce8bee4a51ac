/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the module tells the error log. Whoever sends requests decides how many
 * there are, so nothing here can be made to fill the disk.
 */
#ifndef CORS_MODULE_REPORT_H
#define CORS_MODULE_REPORT_H

#include "request.h"

/* Makes what was told already common to all processes: hook post_config. */
int cors_report_share(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                      server_rec *main_server);

/* Why the verdict is what it is, in one sentence that quotes what the request
 * sent: who shows it escapes it. From pool. */
const char *cors_report_explanation(apr_pool_t *pool, const cors_state *state);

/* Explains the decision at LogLevel cors_creds:debug, or by CorsCredsDebug;
 * tells a denied origin at info, escaped and not more than once a minute; and
 * a policy that can allow nobody, once. */
void cors_report_decision(request_rec *r, const cors_state *state);

/* True for the first of all processes that has this version of the origin file
 * of that number to tell of. */
bool cors_report_version(unsigned number, apr_uint32_t version);

/* True once a minute for the first of all processes that has to tell of the
 * database of the request's virtual host. */
bool cors_report_database(const request_rec *r);

/* Tells once why cookies are left as they are. */
void cors_report_cookie(request_rec *r, const char *field,
                        cors_cookie_outcome outcome);

#endif
