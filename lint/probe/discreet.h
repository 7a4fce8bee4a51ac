/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Header fields as a report may show them: a session that is pasted into an
 * issue is anybody's.
 */
#ifndef LINT_PROBE_DISCREET_H
#define LINT_PROBE_DISCREET_H

#include <apr_pools.h>

/* The value of a field, with what is secret in Cookie, Set-Cookie,
 * Authorization and Proxy-Authorization cut to its first bytes. From pool, or
 * the value itself. */
const char *lint_discreet_value(apr_pool_t *pool, const char *name,
                                const char *value);

#endif
