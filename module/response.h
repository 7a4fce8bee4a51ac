/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The response side: a one-shot filter just above httpd's own header filter,
 * which sees every response there is, whoever made it.
 */
#ifndef CORS_MODULE_RESPONSE_H
#define CORS_MODULE_RESPONSE_H

#include "request.h"

/* Registers the filters. */
void cors_response_register(void);

/* True when the response's cookies go through the policy's rules. */
bool cors_response_rewrites_cookies(const cors_state *state);

/* Puts the filter on r: hooks insert_filter and insert_error_filter. */
void cors_response_insert(request_rec *r);
void cors_response_insert_error(request_rec *r);

#endif
