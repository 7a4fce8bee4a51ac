/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/backend.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "core/origin.h"
#include "lint/witness/setting.h"

/* The path of a <Location>; NULL for a pattern. */
static const char *location(apr_pool_t *pool, const lint_node *pass)
{
    const lint_node *section = lint_setting_section(pass);
    lint_words words = lint_node_words(pool, section);

    return section->key && strcmp(section->key, "location") == 0 &&
                   words.count == 1
               ? words.list[0].text
               : NULL;
}

lint_backend lint_backend_at(apr_pool_t *pool, const lint_survey *survey,
                             const lint_node *where)
{
    const lint_node *pass =
        lint_setting_find(pool, lint_survey_nodes(survey, "proxypass"), where);
    lint_words words = {0, NULL};
    lint_backend backend = {NULL, NULL, NULL};

    if (pass) {
        words = lint_node_words(pool, pass);
    }
    for (int i = 0; i < words.count && i < 2; i++) {
        const char *url = strstr(words.list[i].text, "://");
        size_t length;

        if (!url) {
            continue;
        }
        url += 3;
        length = strcspn(url, ":/");
        backend.host = apr_pstrmemdup(pool, url, length);
        url += strcspn(url, "/");
        backend.path = *url ? url : "/";
        backend.from = i ? words.list[0].text : location(pool, pass);
        break;
    }
    return backend;
}

bool lint_backend_is_internal(const char *host)
{
    static const char *const ends[] = {".local", ".internal", ".lan",
                                       ".localdomain", ".intranet"};
    size_t length = strlen(host);

    if (cors_host_is_loopback(host, length) ||
        host[strspn(host, "0123456789.")] == '\0') {
        return true;
    }
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        size_t end = strlen(ends[i]);

        if (length > end && strcasecmp(host + length - end, ends[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool lint_backend_is_in(const char *domain, const char *host)
{
    size_t length;
    size_t end;

    if (!host) {
        return false;
    }
    domain += *domain == '.';
    length = strlen(host);
    end = strlen(domain);
    return length >= end && strcasecmp(host + length - end, domain) == 0 &&
           (length == end || host[length - end - 1] == '.');
}

bool lint_backend_is_same_path(const char *left, const char *right)
{
    size_t one = strcspn(left, ";");
    size_t other = strcspn(right, ";");

    one -= one && left[one - 1] == '/';
    other -= other && right[other - 1] == '/';
    return one == other && strncmp(left, right, one) == 0;
}
