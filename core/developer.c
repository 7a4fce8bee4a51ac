/* SPDX-License-Identifier: Apache-2.0 */
#include "developer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "origin.h"

static bool ends_with(const char *text, const char *end)
{
    size_t bytes = strlen(text);
    size_t tail = strlen(end);

    return bytes >= tail && strcasecmp(text + bytes - tail, end) == 0;
}

/* RFC 1918. */
static bool is_private_address(const char *host)
{
    if (host[strspn(host, "0123456789.")] != '\0') {
        return false;
    }
    return strncmp(host, "10.", 3) == 0 || strncmp(host, "192.168.", 8) == 0 ||
           (strncmp(host, "172.", 4) == 0 && atoi(host + 4) >= 16 &&
            atoi(host + 4) <= 31);
}

bool cors_host_is_developers(const char *host)
{
    static const char *const tails[] = {".local", ".localdomain", ".test"};

    for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
        if (ends_with(host, tails[i])) {
            return true;
        }
    }
    return cors_host_is_loopback(host, strlen(host)) ||
           is_private_address(host);
}

bool cors_origin_is_developers(const char *origin, const char *host)
{
    static const char *const schemes[] = {"capacitor:", "ionic:", "file:"};

    for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        if (strncmp(origin, schemes[i], strlen(schemes[i])) == 0) {
            return true;
        }
    }
    return cors_host_is_developers(host);
}
