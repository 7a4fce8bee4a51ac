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

/* The Set-Cookie field as such a response sends it: field itself where it
 * stays as it is. */
const char *cors_response_cookie(request_rec *r, const cors_state *state,
                                 const char *field,
                                 cors_cookie_outcome *outcome);

/* Puts the filter on r: hooks insert_filter and insert_error_filter. */
void cors_response_insert(request_rec *r);

#endif
