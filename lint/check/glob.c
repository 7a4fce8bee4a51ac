/* SPDX-License-Identifier: Apache-2.0 */
#include "glob.h"

#include <stddef.h>
#include <string.h>

static bool matches(const char *glob, const char *path);

/* What follows `**` + slash, tried in every directory. */
static bool matches_below(const char *rest, const char *path)
{
    while (path) {
        if (matches(rest, path)) {
            return true;
        }
        path = strchr(path, '/');
        path = path ? path + 1 : NULL;
    }
    return false;
}

static bool matches_star(const char *rest, const char *path)
{
    for (;; path++) {
        if (matches(rest, path)) {
            return true;
        }
        if (!*path || *path == '/') {
            return false;
        }
    }
}

/* Begins where a name begins, or within one. */
static bool matches(const char *glob, const char *path)
{
    for (; *glob; glob++, path++) {
        if (strncmp(glob, "**/", 3) == 0) {
            return matches_below(glob + 3, path);
        }
        if (strcmp(glob, "**") == 0) {
            return true;
        }
        if (strcmp(glob, "/") == 0) {
            return *path == '/';
        }
        if (*glob == '*') {
            return matches_star(glob + strspn(glob, "*"), path);
        }
        if (*glob != *path && (*glob != '?' || !*path || *path == '/')) {
            return false;
        }
    }
    return !*path || *path == '/';
}

bool lint_glob_matches(const char *glob, const char *path)
{
    while (strncmp(glob, "./", 2) == 0) {
        glob += 2;
    }
    return matches(glob, path);
}
