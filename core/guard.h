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

/* What the guard makes of a request, and why. */
typedef enum cors_guard_answer {
    CORS_GUARD_UNASKED,  /* there is no guard, or nothing to guard against */
    CORS_GUARD_OWN_PAGE, /* passes by Sec-Fetch-Site: the origin's own page, or
                            the user himself */
    CORS_GUARD_NO_PAGE,  /* passes with neither Sec-Fetch-Site nor Origin */
    CORS_GUARD_OWN_HOST, /* passes by Origin, which is of the Host itself */
    CORS_GUARD_TRUSTED,  /* passes by Origin, which is on the list */
    CORS_GUARD_FAILS
} cors_guard_answer;

/* True when the request can change something: by its method, or because its
 * Upgrade field, which may be NULL, asks for a WebSocket. */
bool cors_guard_concerns(const char *method, const char *upgrade);

/* Judges a request that the guard concerns by all but the list of origins,
 * which can make CORS_GUARD_TRUSTED of CORS_GUARD_FAILS. origin is its Origin
 * field, or NULL. */
cors_guard_answer cors_guard_judge(const cors_guard_facts *facts,
                                   const char *origin);

#endif
