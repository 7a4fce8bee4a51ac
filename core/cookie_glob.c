/* SPDX-License-Identifier: Apache-2.0 */
#include "cookie_rules.h"

#include <string.h>

/* Remembers the last `*` alone: what an earlier one took never has to change,
 * so the work is at most the product of the lengths. When name is itself a
 * glob, its `*` is only matched by a `*`. */
static bool matches(const char *glob, const char *name, size_t length,
                    bool name_is_glob)
{
    const char *end = name + length;
    const char *star = NULL, *resume = NULL;

    while (name < end) {
        if (*glob == '*') {
            star = ++glob;
            resume = name;
        } else if (*glob && (*glob == *name || *glob == '?') &&
                   !(name_is_glob && *name == '*')) {
            glob++;
            name++;
        } else if (star) {
            glob = star;
            name = ++resume;
        } else {
            return false;
        }
    }
    while (*glob == '*') {
        glob++;
    }
    return *glob == '\0';
}

bool cors_cookie_glob_matches(const char *glob, const char *name, size_t length)
{
    return matches(glob, name, length, false);
}

bool cors_cookie_glob_covers(const char *wide, const char *narrow)
{
    return strcmp(wide, narrow) == 0 ||
           matches(wide, narrow, strlen(narrow), true);
}
