/* SPDX-License-Identifier: Apache-2.0 */
#include "path.h"

#include <string.h>
#include <apr_file_info.h>
#include <apr_strings.h>

const char *lint_path_absolute(apr_pool_t *pool, const char *path)
{
    char *merged;
    size_t length;

    if (apr_filepath_merge(&merged, NULL, path, 0, pool) != APR_SUCCESS) {
        return path;
    }
    length = strlen(merged);
    if (length > 1 && merged[length - 1] == '/') {
        merged[length - 1] = '\0';
    }
    return merged;
}

const char *lint_path_directory(apr_pool_t *pool, const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? apr_pstrmemdup(pool, path,
                                  (apr_size_t)(slash - path) + (slash == path))
                 : ".";
}

const char *lint_path_below(const char *directory, const char *path)
{
    size_t length = strlen(directory);

    /* The root ends with the slash already. */
    length -= length == 1;
    return strncmp(path, directory, length) == 0 && path[length] == '/'
               ? path + length + 1
               : NULL;
}

const char *lint_path_relative(apr_pool_t *pool, const char *directory,
                               const char *path)
{
    const char *up = "";
    const char *below;

    while (!(below = lint_path_below(directory, path)) && *directory == '/') {
        directory = lint_path_directory(pool, directory);
        up = apr_pstrcat(pool, up, "../", NULL);
    }
    return below ? apr_pstrcat(pool, up, below, NULL) : path;
}
