/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/proxy.h"

#include <string.h>

void lint_proxy_read(apr_pool_t *pool, apr_array_header_t *list,
                     const lint_node *node, const char *location)
{
    lint_words words = lint_node_words(pool, node);
    bool regex = strcmp(node->key, "proxypassmatch") == 0;
    lint_proxy *proxy;
    const char *error;
    int at = location && !regex ? 0 : 1;

    if (words.count <= at) {
        return;
    }
    proxy = apr_array_push(list);
    memset(proxy, 0, sizeof(*proxy));
    proxy->passed = strcmp(words.list[at].text, "!") == 0;
    if (regex) {
        proxy->regex =
            lint_regex_compile(pool, location ? location : words.list[0].text,
                               LINT_REGEX_DEFAULT, &error);
    } else {
        proxy->prefix = location ? location : words.list[0].text;
    }
}

static bool knows(const lint_proxy *proxy, const char *uri)
{
    const char *why;
    size_t bytes;

    if (proxy->regex) {
        return lint_regex_search(proxy->regex, uri, NULL, &why) == LINT_YES;
    }
    bytes = proxy->prefix ? strlen(proxy->prefix) : 0;
    return bytes && strncmp(uri, proxy->prefix, bytes) == 0 &&
           (proxy->prefix[bytes - 1] == '/' || uri[bytes] == '/' ||
            uri[bytes] == '\0');
}

bool lint_proxy_takes(const apr_array_header_t *list, const char *uri)
{
    for (int i = 0; i < list->nelts; i++) {
        const lint_proxy *proxy = &APR_ARRAY_IDX(list, i, lint_proxy);

        if (knows(proxy, uri)) {
            return !proxy->passed;
        }
    }
    return false;
}
