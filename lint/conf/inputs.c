/* SPDX-License-Identifier: Apache-2.0 */
#include "inputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <apr_strings.h>
#include "ignored.h"

/* A directory tree this deep is a loop of links. */
#define DEPTH_MAX 64

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    size_t end_length = strlen(end);

    return length > end_length && strcmp(text + length - end_length, end) == 0;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* The ending that makes a file a template; "" for none. */
static const char *template_ending(const char *name)
{
    static const char *const endings[] = {".j2",  ".jinja",    ".jinja2",
                                          ".erb", ".tmpl",     ".tpl",
                                          ".in",  ".template", ".epp"};

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        if (ends_with(name, endings[i])) {
            return endings[i];
        }
    }
    return "";
}

lint_input_kind lint_input_kind_of(const char *path)
{
    const char *name = name_of(path);

    return *template_ending(name)           ? LINT_INPUT_TEMPLATE
           : strcmp(name, ".htaccess") == 0 ? LINT_INPUT_HTACCESS
                                            : LINT_INPUT_CONF;
}

/* The name of a file without a template's ending is httpd's. */
static bool is_named_so(const char *name)
{
    const char *ending = template_ending(name);
    size_t length = strlen(name) - strlen(ending);

    return (length > 5 && strncmp(name + length - 5, ".conf", 5) == 0) ||
           (length >= 8 && strncmp(name + length - 8, "htaccess", 8) == 0);
}

static bool is_debris(const char *name)
{
    return ends_with(name, "~") || ends_with(name, ".bak") ||
           ends_with(name, ".orig") || ends_with(name, ".swp") ||
           ends_with(name, ".md") || strncmp(name, "README", 6) == 0 ||
           (*name == '.' && strcmp(name, ".htaccess") != 0);
}

bool lint_input_wanted(const char *path)
{
    static const char *const folders[] = {
        "sites-available", "sites-enabled", "conf-available", "conf-enabled",
        "mods-available",  "mods-enabled",  "sites",          "vhosts.d"};
    const char *name = name_of(path);
    const char *end = name - 1;
    const char *start;

    if (is_debris(name) || name == path) {
        return !is_debris(name) && is_named_so(name);
    }
    if (is_named_so(name)) {
        return true;
    }
    start = end;
    while (start > path && start[-1] != '/') {
        start--;
    }
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        if (strlen(folders[i]) == (size_t)(end - start) &&
            strncmp(folders[i], start, (size_t)(end - start)) == 0) {
            return true;
        }
    }
    return false;
}

static void add(apr_pool_t *pool, apr_array_header_t *inputs, const char *path)
{
    lint_input *input = apr_array_push(inputs);

    input->path = apr_pstrdup(pool, path);
    input->kind = lint_input_kind_of(path);
}

static void refuse(const char *path, int error, lint_problems *problems)
{
    lint_place place = {path, 0, 0, NULL};

    lint_problem_unread(problems, &place, "unreadable",
                        "\"%s\" cannot be read (%s): correct the path or make "
                        "it readable",
                        path, strerror(error));
}

/* Links to directories are not followed, links to files are: what sites-enabled
 * has. Most file systems tell with the name, which saves asking for each. */
static bool is_of_type(const struct dirent *entry, const char *path,
                       mode_t type)
{
    struct stat status;

    if (entry->d_type == DT_DIR || entry->d_type == DT_REG) {
        return entry->d_type == (type == S_IFDIR ? DT_DIR : DT_REG);
    }
    return (type == S_IFDIR ? lstat(path, &status) : stat(path, &status)) ==
               0 &&
           (status.st_mode & S_IFMT) == type;
}

static void search(apr_pool_t *pool, const char *directory,
                   const lint_ignored *ignored, int depth,
                   apr_array_header_t *inputs, lint_problems *problems)
{
    DIR *stream = opendir(directory);
    struct dirent *entry;

    if (!stream) {
        refuse(directory, errno, problems);
        return;
    }
    ignored = lint_ignored_enter(pool, ignored, directory);
    while ((entry = readdir(stream))) {
        const char *name = entry->d_name;
        const char *path;

        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
            strcmp(name, ".git") == 0) {
            continue;
        }
        path = ends_with(directory, "/")
                   ? apr_pstrcat(pool, directory, name, NULL)
                   : apr_pstrcat(pool, directory, "/", name, NULL);
        if (is_of_type(entry, path, S_IFDIR)) {
            if (depth < DEPTH_MAX && !lint_ignored_is(ignored, path, true)) {
                search(pool, path, ignored, depth + 1, inputs, problems);
            }
        } else if (lint_input_wanted(path) &&
                   !lint_ignored_is(ignored, path, false) &&
                   is_of_type(entry, path, S_IFREG)) {
            add(pool, inputs, path);
        }
    }
    closedir(stream);
}

static int by_path(const void *left, const void *right)
{
    return strcmp(((const lint_input *)left)->path,
                  ((const lint_input *)right)->path);
}

static void sort(apr_array_header_t *inputs)
{
    lint_input *list = (lint_input *)inputs->elts;
    int kept = 0;

    if (!inputs->nelts) {
        return;
    }
    qsort(list, (size_t)inputs->nelts, sizeof(*list), by_path);
    for (int i = 1; i < inputs->nelts; i++) {
        if (strcmp(list[kept].path, list[i].path) != 0) {
            list[++kept] = list[i];
        }
    }
    inputs->nelts = kept + 1;
}

void lint_inputs_find(apr_pool_t *pool, const char *path,
                      apr_array_header_t *inputs, lint_problems *problems)
{
    struct stat status;

    if (stat(path, &status) != 0) {
        refuse(apr_pstrdup(pool, path), errno, problems);
    } else if (S_ISDIR(status.st_mode)) {
        search(pool, path, lint_ignored_above(pool, path), 0, inputs, problems);
    } else {
        add(pool, inputs, path);
    }
    sort(inputs);
}
