/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SetHandler cors-creds-status.
 */
#ifndef CORS_MODULE_STATUS_H
#define CORS_MODULE_STATUS_H

#include <httpd.h>

/* Hook handler. */
int cors_status_handle(request_rec *r);

#endif
