/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/proxy_cookie.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/model/uncertain.h"

const char *lint_proxy_cookie_parse(const lint_args *args,
                                    apr_array_header_t *list)
{
    if (args->count < 2 || args->count > 3) {
        return "it takes what the backend writes and what is sent, write both";
    }
    APR_ARRAY_PUSH(list, lint_proxy_cookie) = (lint_proxy_cookie){
        strcasecmp(args->directive, "ProxyPassReverseCookieDomain") == 0,
        args->words[0], args->words[1], args->place};
    return NULL;
}

/* The first line whose beginning the value has. A beginning is enough, for
 * domains, too: back.test is found in back.testing. */
static lint_text replacement(const apr_array_header_t *list, bool domain,
                             const char *value)
{
    for (int i = 0; i < list->nelts; i++) {
        const lint_proxy_cookie *line =
            &APR_ARRAY_IDX(list, i, lint_proxy_cookie);
        size_t length;

        if (line->domain != domain) {
            continue;
        }
        if (line->from.unknown) {
            return line->from;
        }
        length = strlen(line->from.value);
        if ((domain ? strncasecmp(line->from.value, value, length)
                    : strncmp(line->from.value, value, length)) == 0) {
            return line->to;
        }
    }
    return LINT_UNSET;
}

/* Where the last attribute of that name has its value; NULL for none. */
static const char *last_value(const char *cookie, const char *name)
{
    size_t length = strlen(name);
    const char *found = NULL;

    while (*cookie) {
        cookie += strspn(cookie, "; \t");
        if (strncasecmp(cookie, name, length) == 0) {
            found = cookie + length;
        }
        cookie += strcspn(cookie, ";");
    }
    return found;
}

static lint_text replace(apr_pool_t *pool, const apr_array_header_t *list,
                         bool domain, lint_text cookie)
{
    const char *at =
        cookie.value ? last_value(cookie.value, domain ? "domain=" : "path=")
                     : NULL;
    size_t length = at ? strcspn(at, ";") : 0;
    lint_text to = LINT_UNSET;

    if (at) {
        to = replacement(list, domain, apr_pstrmemdup(pool, at, length));
    }
    if (lint_text_is_unset(to)) {
        return cookie;
    }
    to = lint_text_join(pool,
                        LINT_KNOWN(apr_pstrmemdup(pool, cookie.value,
                                                  (size_t)(at - cookie.value))),
                        to);
    return lint_text_join(pool, to, LINT_KNOWN(at + length));
}

lint_text lint_proxy_cookie_map(apr_pool_t *pool,
                                const apr_array_header_t *list,
                                lint_text cookie)
{
    return replace(pool, list, true, replace(pool, list, false, cookie));
}
