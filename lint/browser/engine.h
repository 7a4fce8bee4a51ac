/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the engines differ: rows of data, measured with Chromium 156, Firefox
 * ESR 153 and WebKitGTK 2.50 unless the field says otherwise.
 */
#ifndef LINT_BROWSER_ENGINE_H
#define LINT_BROWSER_ENGINE_H

#include <stdbool.h>

typedef struct lint_engine {
    const char *name;
    /* A cookie without SameSite is Lax (RFC 6265bis section 5.7); otherwise
     * it is None. */
    bool lax_by_default;
    /* SameSite=None without Secure is refused. */
    bool none_needs_secure;
    /* A Lax or Strict cookie in the response to a cross-site fetch is refused;
     * otherwise it is stored, and not sent to such a fetch. */
    bool refuses_cross_site;
    /* http and https of one domain are different sites to SameSite (by the
     * engines' defaults, not measured). */
    bool schemeful;
    /* Secure cookies work on http://localhost and on loopback addresses. */
    bool trusts_loopback;
    /* Partitioned is known: it needs Secure, and outlives the blocking of
     * third-party cookies. Otherwise it is an attribute like any unknown. */
    bool partitions;
    /* Knows the prefixes __Http- and __Host-Http-. (__Secure- and __Host- all
     * do: WebKit as Apple ships it, by its documentation; WebKitGTK's library
     * was seen to take any name.) */
    bool http_prefixes;
    /* Seconds for which a preflight's answer is kept at most (by the engine's
     * source, not measured). */
    long max_age;
} lint_engine;

#define LINT_ENGINES 3

/* "Chromium", "Firefox", "WebKit". */
extern const lint_engine lint_engines[LINT_ENGINES];

#endif
