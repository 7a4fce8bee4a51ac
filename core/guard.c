/* SPDX-License-Identifier: Apache-2.0 */
#include "guard.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>
#include "origin.h"

/* RFC 9110 section 9.2.1, without TRACE: no page can send that. */
static bool is_safe(const char *method)
{
    /* Most are a GET, for which a call would cost more than the comparison. */
    return (method[0] == 'G' && method[1] == 'E' && method[2] == 'T' &&
            method[3] == '\0') ||
           strcmp(method, "HEAD") == 0 || strcmp(method, "OPTIONS") == 0;
}

/* Whether a protocol list (RFC 9110 section 7.8) has "websocket", in any case
 * and of any version. */
static bool asks_for_websocket(const char *upgrade)
{
    static const char websocket[] = "websocket";
    const size_t length = sizeof(websocket) - 1;

    while (*upgrade) {
        upgrade += strspn(upgrade, " \t,");
        if (strncasecmp(upgrade, websocket, length) == 0 &&
            strchr(" \t,/", upgrade[length])) {
            return true;
        }
        upgrade += strcspn(upgrade, ",");
    }
    return false;
}

bool cors_guard_concerns(const char *method, const char *upgrade)
{
    return !is_safe(method) || (upgrade && asks_for_websocket(upgrade));
}

/* Whether host and port of the origin are those of the Host field, byte for
 * byte: behind a proxy that ends TLS nobody knows the scheme. */
static bool is_of_host(const char *origin, const char *host)
{
    cors_origin parsed;

    return host && cors_origin_parse(origin, strlen(origin), &parsed) &&
           strcmp(origin + parsed.host_at, host) == 0;
}

cors_guard_answer cors_guard_judge(const cors_guard_facts *facts,
                                   const char *origin)
{
    const char *site = facts->fetch_site;

    if (site && *site) {
        return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0
                   ? CORS_GUARD_OWN_PAGE
                   : CORS_GUARD_FAILS;
    }
    if (!origin) {
        return CORS_GUARD_NO_PAGE;
    }
    return is_of_host(origin, facts->host) ? CORS_GUARD_OWN_HOST
                                           : CORS_GUARD_FAILS;
}
