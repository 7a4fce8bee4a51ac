/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/browser/ascii.h"

#include <string.h>
#include <apr_strings.h>

const char *lint_ascii_lower(apr_pool_t *pool, const char *text)
{
    char *copy = apr_pstrdup(pool, text);

    for (char *at = copy; *at; at++) {
        if (*at >= 'A' && *at <= 'Z') {
            *at = (char)(*at + ('a' - 'A'));
        }
    }
    return copy;
}

const char *lint_ascii_trim(apr_pool_t *pool, const char *text)
{
    size_t length;

    text += strspn(text, " \t\r\n");
    length = strlen(text);
    while (length && strchr(" \t\r\n", text[length - 1])) {
        length--;
    }
    return apr_pstrmemdup(pool, text, length);
}
