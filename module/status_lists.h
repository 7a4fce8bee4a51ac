/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The status page's account of origins that are kept elsewhere.
 */
#ifndef CORS_MODULE_STATUS_LISTS_H
#define CORS_MODULE_STATUS_LISTS_H

#include <httpd.h>

/* Writes the state of the origin files, and of the databases that were asked;
 * nothing where there is none. */
void cors_lists_write(request_rec *r);

#endif
