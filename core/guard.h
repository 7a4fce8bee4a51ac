/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CorsCredsGuard: the defence against cross-site request forgery that browsers
 * give cookies by default, and SameSite=None takes away.
 *
 * A browser tells of each request what made it (Sec-Fetch-Site; Fetch Metadata
 * Request Headers, section 2.3), and who (Origin). A request that can change
 * something passes when it comes from this site itself, from an origin that the
 * policy allows, or from no browser at all: who can send any header needs no
 * other's cookies. So do Go's http.CrossOriginProtection and others. WebSocket
 * upgrades, which CORS knows nothing of, count as requests that can.
 */
#ifndef CORS_GUARD_H
#define CORS_GUARD_H

#include <stdbool.h>

/* What the guard looks at; the strings are borrowed. */
typedef struct cors_guard_facts {
    const char *method;
    const char *upgrade;    /* the Upgrade field, or NULL */
    const char *fetch_site; /* Sec-Fetch-Site, or NULL; several, joined with
                               commas, are none that a browser sends */
    const char *host;       /* the Host field as it was sent, or NULL */
} cors_guard_facts;

typedef enum cors_guard_answer {
    CORS_GUARD_PASSES,
    CORS_GUARD_ASKS, /* passes only if the origin is one that is trusted */
} cors_guard_answer;

/* Judges a request by all but the list of origins: origin is its Origin field,
 * or NULL. */
cors_guard_answer cors_guard_judge(const cors_guard_facts *facts,
                                   const char *origin);

#endif
