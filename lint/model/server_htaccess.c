/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/server_htaccess.h"

#include <string.h>
#include <apr_file_info.h>
#include <apr_strings.h>

bool lint_server_is_htaccess(const lint_conf *conf)
{
    return conf->sources->nelts > 0 &&
           APR_ARRAY_IDX(conf->sources, 0, const lint_source *)->htaccess;
}

/* The directory of a file, with its slash. */
static const char *directory_of(apr_pool_t *pool, const char *file)
{
    char *path;
    const char *slash;

    if (apr_filepath_merge(&path, NULL, file, APR_FILEPATH_TRUENAME, pool) !=
        APR_SUCCESS) {
        return "/";
    }
    slash = strrchr(path, '/');
    return apr_pstrmemdup(pool, path, (apr_size_t)(slash - path) + 1);
}

void lint_server_build_htaccess(lint_server *server, lint_scope_reader *reader)
{
    apr_pool_t *pool = server->pool;
    lint_host *host = server->main;
    const lint_source *source =
        APR_ARRAY_IDX(server->conf->sources, 0, const lint_source *);
    const char *directory = directory_of(pool, source->path);
    lint_scope *scope = lint_scope_create(pool, server->conf->root);

    server->htaccess = true;
    host->base = lint_scope_create(pool, NULL);
    host->setenvif = apr_array_make(pool, 0, sizeof(lint_setenvif *));
    host->mappings = apr_array_make(pool, 0, sizeof(lint_mapping));
    host->document_root =
        apr_pstrmemdup(pool, directory, strlen(directory) - 1);
    reader->htaccess = true;
    reader->override = LINT_OVERRIDE_ALL;
    scope->pattern = directory;
    lint_scope_read(reader, scope, server->conf->root);
    APR_ARRAY_PUSH(host->directories, lint_scope *) = scope;
}
