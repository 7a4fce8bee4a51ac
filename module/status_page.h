/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The status page for people: it tells what is allowed and which line says so,
 * and what has been refused. It changes nothing, and needs no script.
 */
#ifndef CORS_MODULE_STATUS_PAGE_H
#define CORS_MODULE_STATUS_PAGE_H

#include <httpd.h>

/* Answers r with the page: sets the response's fields and writes the body. */
void cors_status_page(request_rec *r);

#endif
