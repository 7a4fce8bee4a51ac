/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Serialised origins (Fetch standard section 3.2, HTML standard "ASCII
 * serialization of an origin").
 */
#ifndef CORS_ORIGIN_H
#define CORS_ORIGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <apr_pools.h>

/* scheme 64, "://", host 253, ":", port 5: nothing longer is an origin. */
#define CORS_ORIGIN_MAX 326

/* A parsed origin: slices of the text that it was parsed from. */
typedef struct cors_origin {
    const char *text;
    size_t length;
    size_t scheme_length;
    size_t host_at; /* offset of the host, which includes an IPv6's brackets */
    size_t host_length;
    size_t port_at; /* offset of the port's digits; 0 when there is none */
    int labels;     /* how many labels the host has; 0 for an IPv6 address */
    uint32_t hash;  /* cors_hash_of text; 0 until somebody needed it */
} cors_origin;

/* True when the length bytes at text, which a NUL follows, are an origin as a
 * browser serialises it: lower case, no default port, no path, nothing around
 * it. `null` is not one. Fills *origin, which points into text. */
bool cors_origin_parse(const char *text, size_t length, cors_origin *origin);

/* True when the length bytes at text are the server's own origin: same scheme,
 * which is http or https, host and port. host is the one that the request was
 * sent to, in lower case, an IPv6 address without brackets; NULL is nobody's.
 * port is 0 where the request named none. */
bool cors_origin_is_own(const char *text, size_t length, bool https,
                        const char *host, unsigned port);

/* True when the host of that many bytes is a loopback one, which browsers
 * trust like TLS: localhost and below, 127/8, [::1] (also without brackets). */
bool cors_host_is_loopback(const char *host, size_t length);

#endif
