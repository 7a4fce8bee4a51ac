/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The public suffix list, through libpsl: asked only when configuration is
 * checked, never on the path of a request.
 */
#ifndef CORS_PUBLICSUFFIX_H
#define CORS_PUBLICSUFFIX_H

#include <stdbool.h>
#include <apr_pools.h>

/* True when domain is a public suffix: a listed rule, private section
 * included, or a single label (the list's default rule). Loopback names
 * (localhost and below) never are. */
bool cors_is_public_suffix(const char *domain);

/* The registrable domain of host ("example.co.uk" for "a.example.co.uk"), a
 * pointer into host; host itself for an IP address or a loopback name; NULL
 * when host is itself a public suffix. */
const char *cors_registrable_domain(const char *host);

/* The ASCII form of a host name in UTF-8, lower-cased, each label that needs
 * it in punycode (RFC 3492): what a browser puts into Origin. From pool; NULL
 * when the bytes are not UTF-8. */
const char *cors_host_to_ascii(apr_pool_t *pool, const char *host);

#endif
