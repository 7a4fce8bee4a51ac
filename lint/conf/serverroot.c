/* SPDX-License-Identifier: Apache-2.0 */
#include "serverroot.h"

#include <string.h>
#include <apr_file_info.h>
#include <apr_strings.h>

/* What httpd is compiled with, where no ServerRoot is written: Debian's. */
#define DEFAULT_ROOT "/etc/apache2"

const char *lint_serverroot_map(apr_pool_t *pool, const lint_serverroot *root,
                                const char *path)
{
    const char *written = root->written ? root->written : DEFAULT_ROOT;
    size_t length = strlen(written);

    if (!root->given || strncmp(path, written, length) != 0 ||
        (path[length] && path[length] != '/')) {
        return path;
    }
    return apr_pstrcat(pool, root->given, path + length, NULL);
}

const char *lint_serverroot_locate(apr_pool_t *pool,
                                   const lint_serverroot *root,
                                   const char *name)
{
    const char *base = root->here;
    char *path = NULL;

    if (!base && (*name != '/' || !root->whole_server)) {
        return NULL;
    }
    if (*name == '/') {
        const char *here = lint_serverroot_map(pool, root, name);

        if (here == name && !root->whole_server &&
            strncmp(name, base, strlen(base)) != 0) {
            return NULL;
        }
        name = here;
        base = *name == '/' ? NULL : ".";
    }
    if (apr_filepath_merge(&path, base, name, 0, pool) != APR_SUCCESS) {
        return NULL;
    }
    return strncmp(path, "./", 2) == 0 ? path + 2 : path;
}
