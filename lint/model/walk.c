/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/walk.h"

#include <string.h>
#include <apr_file_info.h>
#include <apr_fnmatch.h>
#include <apr_lib.h>
#include <apr_strings.h>

static bool has_wildcard(const char *pattern)
{
    return strpbrk(pattern, "*?[") != NULL;
}

/* What its named groups caught is in variables: MATCH_NAME. */
static void keep_names(lint_request *request, const lint_regex *regex,
                       const char *text, const lint_captures *captures)
{
    for (unsigned i = 1; i < LINT_CAPTURES; i++) {
        const char *group = lint_regex_name(regex, i);
        char *name;

        if (group) {
            name = apr_pstrcat(request->pool, "MATCH_", group, NULL);
            for (char *byte = name; *byte; byte++) {
                *byte = (char)apr_toupper(*byte);
            }
            lint_table_set(request->env, name,
                           LINT_KNOWN(apr_pstrmemdup(
                               request->pool, text + captures->start[i],
                               captures->end[i] - captures->start[i])),
                           NULL);
        }
    }
}

static bool regex_holds(lint_walk *walk, const lint_scope *scope,
                        const char *text)
{
    lint_captures captures;
    const char *why;

    switch (lint_regex_search(scope->regex, text, &captures, &why)) {
    case LINT_YES:
        keep_names(walk->request, scope->regex, text, &captures);
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
    const lint_scope *found = NULL;
    const apr_array_header_t *list = walk->host->locations;

    for (int i = 0; i < list->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(list, i, lint_scope *);

        if (location_holds(walk, scope, walk->request->uri)) {
            found = lint_walk_merge(walk, found, scope);
        }
    }
    return lint_walk_finish(walk, base, found);
}

const lint_scope *lint_walk_proxied(lint_walk *walk, const lint_scope *base,
                                    const char *url)
{
    const lint_scope *found = NULL;
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
            found = lint_walk_merge(walk, found, scope);
        }
    }
    return lint_walk_finish(walk, base, found);
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
    const lint_scope *found = NULL;
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
            found = lint_walk_merge(walk, found, scope);
        }
    }
    return lint_walk_finish(walk, base, found);
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

static apr_filetype_e type_of(const lint_walk *walk, const char *path)
{
    apr_finfo_t info;

    return walk->sees_files && apr_stat(&info, path, APR_FINFO_TYPE,
                                        walk->request->pool) == APR_SUCCESS
               ? info.filetype
               : APR_NOFILE;
}

/* Cuts off what is behind the file, or behind the first name that is not
 * there. */
static void split_path_info(const lint_walk *walk, size_t bytes)
{
    lint_request *request = walk->request;

    if (walk->sees_files && request->filename[bytes]) {
        request->path_info = request->filename + bytes;
        request->filename =
            apr_pstrmemdup(request->pool, request->filename, bytes);
    }
}

static const lint_scope *add_regexes(lint_walk *walk, const lint_scope *base,
                                     const char *path)
{
    const apr_array_header_t *list = walk->host->directories;

    for (int i = 0; i < list->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(list, i, lint_scope *);

        if (scope->regex && regex_holds(walk, scope, path)) {
            base = lint_walk_merge(walk, base, scope);
        }
    }
    return base;
}

/* The sections and the .htaccess of one directory. */
static const lint_scope *enter(lint_walk *walk, const lint_scope *base,
                               const lint_scope *found, const char *directory)
{
    int override;

    found = add_directories(walk, found, directory);
    override = found && found->override != LINT_UNSAID ? found->override
                                                       : base->override;
    return lint_walk_htaccess(walk, found, override, directory);
}

/* What all directories on the way say, then the regular expressions. *name is
 * set to what is behind the last directory. */
static const lint_scope *walk_down(lint_walk *walk, const lint_scope *base,
                                   const char **name)
{
    apr_pool_t *pool = walk->request->pool;
    const char *path = walk->request->filename;
    const char *at = path;
    const lint_scope *found = NULL;

    *name = path;
    while ((at = strchr(at, '/')) && !walk->refused) {
        const char *directory =
            apr_pstrmemdup(pool, path, (apr_size_t)(++at - path));

        if (!is_directory(walk, directory)) {
            break;
        }
        found = enter(walk, base, found, directory);
        *name = at;
    }
    /* A file that httpd has found is walked into like a directory. */
    if (**name && type_of(walk, path) != APR_NOFILE) {
        found = enter(walk, base, found, apr_pstrcat(pool, path, "/", NULL));
    }
    /* Regular expressions see the path as far as it is there, and the first
     * name that is not. */
    found = add_regexes(
        walk, found,
        apr_pstrmemdup(pool, path,
                       (apr_size_t)(*name - path) + strcspn(*name, "/")));
    return lint_walk_finish(walk, base, found);
}

/* The walk of the request that led to this one is good for it, too, down to
 * what regular expressions made of the other file's name. */
static bool is_familiar(const lint_walk *walk, const char *path)
{
    apr_filetype_e type = type_of(walk, path);
    size_t bytes = walk->walked ? strlen(walk->walked) : 0;

    if (!bytes || strncmp(path, walk->walked, bytes) != 0) {
        return false;
    }
    return type == APR_REG ? !strchr(path + bytes, '/')
                           : type == APR_DIR && !path[bytes];
}

/* What is_familiar compares the next path with. */
static void remember(lint_walk *walk, const lint_scope *scope)
{
    apr_pool_t *pool = walk->request->pool;
    const char *path = walk->request->filename;
    const char *slash = strrchr(path, '/');

    walk->walked =
        type_of(walk, path) == APR_DIR || !slash
            ? path
            : apr_pstrmemdup(pool, path, (apr_size_t)(slash - path) + 1);
    walk->inside = scope;
    walk->inside_held = apr_array_copy(pool, walk->held);
}

const lint_scope *lint_walk_files(lint_walk *walk, const lint_scope *base)
{
    apr_pool_t *pool = walk->request->pool;
    const char *path = walk->request->filename;
    const char *name;
    bool missing;

    if (is_familiar(walk, path)) {
        apr_array_cat(walk->held, walk->inside_held);
        return add_files(walk, walk->inside, strrchr(path, '/') + 1);
    }
    base = walk_down(walk, base, &name);
    missing =
        strchr(name, '/') &&
        type_of(walk, apr_pstrmemdup(pool, path,
                                     (apr_size_t)(name - path) +
                                         strcspn(name, "/"))) == APR_NOFILE;
    split_path_info(walk, (size_t)(name - path) + strcspn(name, "/"));
    remember(walk, base);
    /* Behind a file stands path information; below a missing directory there
     * is no name to ask for. */
    return missing ? base
                   : add_files(walk, base,
                               apr_pstrmemdup(pool, name, strcspn(name, "/")));
}
