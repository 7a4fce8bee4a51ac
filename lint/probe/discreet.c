/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/discreet.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>

/* Longer values are cut to less: an id is told apart, and not guessed. */
enum { SHORT = 8, SHOWN = 4 };

/* The text with each value cut that is between `=` and `;`; of a Set-Cookie
 * only the first. */
static const char *cut_pairs(apr_pool_t *pool, const char *text, bool first)
{
    const char *cut = "";
    bool going = true;

    while (going && *text) {
        size_t name = strcspn(text, "=;");
        size_t value;

        /* Without a name, all of it is the value. */
        name = text[name] == '=' ? name + 1 : 0;
        value = strcspn(text + name, ";");
        cut = apr_pstrcat(
            pool, cut, apr_pstrmemdup(pool, text, name),
            apr_pstrmemdup(pool, text + name, value > SHORT ? SHOWN : value),
            value > SHORT ? "..." : "", NULL);
        text += name + value;
        if (*text) {
            cut = apr_pstrcat(pool, cut, ";", NULL);
            text++;
        }
        going = !first;
    }
    return apr_pstrcat(pool, cut, text, NULL);
}

const char *lint_discreet_value(apr_pool_t *pool, const char *name,
                                const char *value)
{
    if (strcasecmp(name, "Set-Cookie") == 0) {
        return cut_pairs(pool, value, true);
    }
    if (strcasecmp(name, "Cookie") == 0) {
        return cut_pairs(pool, value, false);
    }
    if (strcasecmp(name, "Authorization") == 0 ||
        strcasecmp(name, "Proxy-Authorization") == 0) {
        size_t scheme = strcspn(value, " ");

        return value[scheme]
                   ? apr_pstrcat(pool, apr_pstrmemdup(pool, value, scheme),
                                 " ...", NULL)
                   : "...";
    }
    return value;
}
