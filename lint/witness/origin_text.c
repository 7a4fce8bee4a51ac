/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/origin_text.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/origin.h"

bool lint_origin_is_valid(const char *text)
{
    cors_origin origin;

    return cors_origin_parse(text, strlen(text), &origin);
}

bool lint_origin_is_placeholder(const char *text)
{
    const char *host = strstr(text, "://");
    bool upper = strpbrk(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;

    host = host ? host + 3 : text;
    return strpbrk(text, "<>{}%$@") || strstr(text, "YOUR") ||
           strstr(text, "DOMAIN") || (*host == '[' && !strchr(host, ':')) ||
           (upper && (strchr(text, '_') ||
                      !strpbrk(host, "abcdefghijklmnopqrstuvwxyz")));
}

static void drop_default_port(char *origin)
{
    char *port = strrchr(origin, ':');

    if (port &&
        strcmp(port, strncmp(origin, "https:", 6) == 0 ? ":443" : ":80") == 0) {
        *port = '\0';
    }
}

const char *lint_origin_meant(apr_pool_t *pool, const char *text)
{
    char *copy = apr_pstrdup(pool, text + strspn(text, " \t\"'"));
    char *host;

    for (char *byte = copy; *byte; byte++) {
        *byte = (char)apr_tolower(*byte);
    }
    copy[strcspn(copy, "\"';")] = '\0';
    apr_collapse_spaces(copy, copy);
    host = strstr(copy, "://");
    if (host) {
        host += 3;
        host[strcspn(host, "/?#")] = '\0';
    }
    drop_default_port(copy);
    return lint_origin_is_valid(copy) || strcmp(copy, "*") == 0 ? copy : NULL;
}
