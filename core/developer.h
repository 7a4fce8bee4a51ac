/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which origins are developers' own, and nobody's who visits what is live.
 */
#ifndef CORS_DEVELOPER_H
#define CORS_DEVELOPER_H

#include <stdbool.h>

/* Whether a host, in any case, is one of a developer's machine or network:
 * loopback, private addresses, names that no public zone has. */
bool cors_host_is_developers(const char *host);

/* The same of an origin with that host; the schemes of app shells too. */
bool cors_origin_is_developers(const char *origin, const char *host);

#endif
