/* SPDX-License-Identifier: Apache-2.0 */
#include "include.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <apr_fnmatch.h>
#include <apr_strings.h>

/* AP_MAX_FNMATCH_DIR_DEPTH. */
#define DIRECTORIES_DEEP 20

/* A candidate, and whether it is a directory: asked of readdir, where it
 * knows, for 5,000 stats are felt. */
typedef struct found {
    const char *path;
    bool directory;
} found;

static int by_path(const void *left, const void *right)
{
    return strcmp(((const found *)left)->path, ((const found *)right)->path);
}

static bool is_directory(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static const char *joined(apr_pool_t *pool, const char *directory,
                          const char *name)
{
    size_t length = strlen(directory);

    return apr_pstrcat(pool, directory,
                       !length || directory[length - 1] == '/' ? "" : "/", name,
                       NULL);
}

/* The entries of a directory that a pattern matches, all for NULL; sorted.
 * NULL when it cannot be read. */
static apr_array_header_t *
entries_of(lint_include *include, const char *directory, const char *pattern)
{
    DIR *stream = opendir(*directory ? directory : ".");
    apr_array_header_t *entries;
    struct dirent *entry;

    if (!stream) {
        return NULL;
    }
    entries = apr_array_make(include->pool, 16, sizeof(found));
    while ((entry = readdir(stream))) {
        found *candidate;

        if (strcmp(entry->d_name, ".") == 0 ||
            strcmp(entry->d_name, "..") == 0 ||
            (pattern && apr_fnmatch(pattern, entry->d_name, APR_FNM_PERIOD) !=
                            APR_SUCCESS)) {
            continue;
        }
        candidate = apr_array_push(entries);
        candidate->path = joined(include->pool, directory, entry->d_name);
        candidate->directory =
            entry->d_type == DT_DIR ||
            (entry->d_type != DT_REG && is_directory(candidate->path));
    }
    closedir(stream);
    if (entries->nelts) {
        qsort(entries->elts, (size_t)entries->nelts, sizeof(found), by_path);
    }
    return entries;
}

static void refuse_directory(lint_include *include, const char *directory)
{
    if (!(include->optional && errno == ENOENT) && !include->wrong) {
        include->wrong = apr_psprintf(
            include->pool,
            "the directory \"%s\" cannot be read (%s): correct the path",
            directory, strerror(errno));
    }
}

static void add(lint_include *include, const char *path, bool directory)
{
    apr_array_header_t *entries;

    if (!directory) {
        APR_ARRAY_PUSH(include->files, const char *) = path;
        return;
    }
    if (include->depth >= DIRECTORIES_DEEP) {
        include->wrong =
            apr_psprintf(include->pool,
                         "the directory \"%s\" is more than %d deep: httpd "
                         "takes that for a loop, so include a file of it",
                         path, DIRECTORIES_DEEP);
        include->stopped = true;
        return;
    }
    entries = entries_of(include, path, NULL);
    if (!entries) {
        refuse_directory(include, path);
        return;
    }
    include->depth++;
    for (int i = 0; i < entries->nelts && !include->stopped; i++) {
        const found *entry = &APR_ARRAY_IDX(entries, i, found);

        add(include, entry->path, entry->directory);
    }
    include->depth--;
}

static void add_named(lint_include *include, const char *path)
{
    struct stat status;

    if (stat(path, &status) == 0) {
        add(include, path, S_ISDIR(status.st_mode));
    } else if (!include->optional && !include->wrong) {
        include->wrong =
            apr_psprintf(include->pool,
                         "the file \"%s\" cannot be found (%s): correct the "
                         "path, or write IncludeOptional",
                         path, strerror(errno));
    }
}

/* Goes down the components of rest, a glob or not, below directory. */
static void walk(lint_include *include, const char *directory, const char *rest)
{
    const char *slash = strchr(rest, '/');
    const char *name =
        slash ? apr_pstrmemdup(include->pool, rest, (apr_size_t)(slash - rest))
              : rest;
    apr_array_header_t *entries;
    int matches = 0;

    if (!apr_fnmatch_test(name)) {
        const char *path = joined(include->pool, directory, name);

        if (!*directory && *name) {
            path = name;
        }
        if (slash) {
            walk(include, path, slash + 1);
        } else {
            add_named(include, path);
        }
        return;
    }
    entries = entries_of(include, directory, name);
    if (!entries) {
        refuse_directory(include, directory);
        return;
    }
    for (int i = 0; i < entries->nelts && !include->stopped; i++) {
        const found *entry = &APR_ARRAY_IDX(entries, i, found);

        if (slash && !entry->directory) {
            continue;
        }
        matches++;
        if (slash) {
            walk(include, entry->path, slash + 1);
        } else {
            add(include, entry->path, entry->directory);
        }
    }
    if (!matches && !include->optional && !include->wrong) {
        include->wrong =
            apr_psprintf(include->pool,
                         "nothing in \"%s\" matches \"%s\": correct the "
                         "pattern, or write IncludeOptional",
                         *directory ? directory : ".", name);
    }
}

void lint_include_find(lint_include *include, const char *path)
{
    if (!apr_fnmatch_test(path)) {
        add_named(include, path);
    } else if (*path == '/') {
        walk(include, "/", path + 1);
    } else {
        walk(include, "", path);
    }
}
