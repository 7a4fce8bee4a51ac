/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/walk.h"

#include <string.h>
#include <apr_file_info.h>
#include <apr_fnmatch.h>
#include <apr_strings.h>

static bool has_wildcard(const char *pattern)
{
    return strpbrk(pattern, "*?[") != NULL;
}

/* A regular expression or a pattern that the whole of text is asked for. */
static bool regex_holds(lint_walk *walk, const lint_scope *scope,
                        const char *text)
{
    const char *why;

    switch (lint_regex_search(scope->regex, text, NULL, &why)) {
    case LINT_YES:
        return true;
    case LINT_UNKNOWN:
        lint_request_unknown(walk->request, why);
        break;
    case LINT_NO:
        break;
    }
    return false;
}

static bool location_holds(lint_walk *walk, const lint_scope *scope,
                           const char *uri)
{
    size_t bytes;

    if (!scope->pattern) {
        return false;
    }
    if (scope->regex) {
        return regex_holds(walk, scope, uri);
    }
    if (has_wildcard(scope->pattern)) {
        return apr_fnmatch(scope->pattern, uri, APR_FNM_PATHNAME) ==
               APR_SUCCESS;
    }
    bytes = strlen(scope->pattern);
    return strncmp(scope->pattern, uri, bytes) == 0 &&
           (bytes == 0 || scope->pattern[bytes - 1] == '/' ||
            uri[bytes] == '/' || uri[bytes] == '\0');
}

const lint_scope *lint_walk_locations(lint_walk *walk, const lint_scope *base)
{
    const apr_array_header_t *list = walk->host->locations;

    for (int i = 0; i < list->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(list, i, lint_scope *);

        if (location_holds(walk, scope, walk->request->uri)) {
            base = lint_walk_merge(walk, base, scope);
        }
    }
    return base;
}

const lint_scope *lint_walk_proxied(lint_walk *walk, const lint_scope *base,
                                    const char *url)
{
    const apr_array_header_t *list = walk->host->proxied;

    for (int i = 0; i < list->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(list, i, lint_scope *);

        if (!scope->pattern) {
            continue;
        }
        if (scope->regex ? regex_holds(walk, scope, url)
            : has_wildcard(scope->pattern)
                ? apr_fnmatch(scope->pattern, url, 0) == APR_SUCCESS
                : strncmp(scope->pattern, url, strlen(scope->pattern)) == 0) {
            base = lint_walk_merge(walk, base, scope);
        }
    }
    return base;
}

/* Whether a <Directory> holds for the directory of that path, which ends in a
 * slash, and for none above it. */
static bool directory_holds(apr_pool_t *pool, const lint_scope *scope,
                            const char *directory)
{
    size_t bytes = strlen(directory);
    size_t pattern;

    if (scope->regex || !scope->pattern) {
        return false;
    }
    pattern = strlen(scope->pattern);
    while (pattern > 1 && scope->pattern[pattern - 1] == '/') {
        pattern--;
    }
    if (bytes > 1) {
        bytes--;
    }
    if (has_wildcard(scope->pattern)) {
        return apr_fnmatch(apr_pstrmemdup(pool, scope->pattern, pattern),
                           apr_pstrmemdup(pool, directory, bytes),
                           APR_FNM_PATHNAME) == APR_SUCCESS;
    }
    return pattern == bytes && memcmp(scope->pattern, directory, bytes) == 0;
}

static bool is_directory(const lint_walk *walk, const char *path)
{
    apr_finfo_t info;

    return !walk->sees_files || (apr_stat(&info, path, APR_FINFO_TYPE,
                                          walk->request->pool) == APR_SUCCESS &&
                                 info.filetype == APR_DIR);
}

static const lint_scope *add_files(lint_walk *walk, const lint_scope *base,
                                   const char *name)
{
    const apr_array_header_t *list = base->files;

    for (int i = 0; list && *name && i < list->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(list, i, lint_scope *);

        if (!scope->pattern) {
            continue;
        }
        if (scope->regex ? regex_holds(walk, scope, name)
            : has_wildcard(scope->pattern)
                ? apr_fnmatch(scope->pattern, name, 0) == APR_SUCCESS
                : strcmp(scope->pattern, name) == 0) {
            base = lint_walk_merge(walk, base, scope);
        }
    }
    return base;
}

static const lint_scope *
add_directories(lint_walk *walk, const lint_scope *base, const char *directory)
{
    const apr_array_header_t *list = walk->host->directories;

    for (int i = 0; i < list->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(list, i, lint_scope *);

        if (directory_holds(walk->request->pool, scope, directory)) {
            base = lint_walk_merge(walk, base, scope);
        }
    }
    return base;
}

/* A file that httpd has found is walked into like a directory. */
static bool is_there(const lint_walk *walk, const char *path)
{
    apr_finfo_t info;

    return walk->sees_files && apr_stat(&info, path, APR_FINFO_TYPE,
                                        walk->request->pool) == APR_SUCCESS;
}

const lint_scope *lint_walk_files(lint_walk *walk, const lint_scope *base)
{
    apr_pool_t *pool = walk->request->pool;
    const char *path = walk->request->filename;
    const apr_array_header_t *list = walk->host->directories;
    const char *at = path;
    const char *name = path;
    const char *reached;

    while ((at = strchr(at, '/')) && !walk->refused) {
        const char *directory =
            apr_pstrmemdup(pool, path, (apr_size_t)(++at - path));

        if (!is_directory(walk, directory)) {
            break;
        }
        base = add_directories(walk, base, directory);
        base = lint_walk_htaccess(walk, base, directory);
        name = at;
    }
    if (!walk->is_index && *name && is_there(walk, path)) {
        const char *directory = apr_pstrcat(pool, path, "/", NULL);

        base = add_directories(walk, base, directory);
        base = lint_walk_htaccess(walk, base, directory);
    }
    /* Regular expressions see the path as far as it is there, and the first
     * name that is not. */
    reached = apr_pstrmemdup(pool, path,
                             (apr_size_t)(name - path) +
                                 (walk->is_index ? 0 : strcspn(name, "/")));
    for (int i = 0; i < list->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(list, i, lint_scope *);

        if (scope->regex && regex_holds(walk, scope, reached)) {
            base = lint_walk_merge(walk, base, scope);
        }
    }
    /* Behind a file stands path information; below a missing directory there
     * is no name to ask for. */
    if (strchr(name, '/') && !is_there(walk, reached)) {
        return base;
    }
    return add_files(walk, base,
                     apr_pstrmemdup(pool, name, strcspn(name, "/")));
}
