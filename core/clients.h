/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clients that mishandle SameSite=None: they take it for Strict, or drop the
 * cookie. The list is the one that the Chromium project published when browsers
 * began to ask for it ("SameSite=None: Known Incompatible Clients").
 */
#ifndef CORS_CLIENTS_H
#define CORS_CLIENTS_H

#include <stdbool.h>

/* True for the User-Agent field of such a client. One pass for each of a few
 * words, over no more than the first 1,024 bytes. */
bool cors_client_mishandles_none(const char *user_agent);

#endif
