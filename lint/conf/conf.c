/* SPDX-License-Identifier: Apache-2.0 */
#include "conf.h"

#include <string.h>
#include <apr_strings.h>
#include "resolver.h"

static const char *directory_of(apr_pool_t *pool, const char *path)
{
    const char *slash = strrchr(path, '/');

    return !slash ? "."
           : slash == path
               ? "/"
               : apr_pstrmemdup(pool, path, (apr_size_t)(slash - path));
}

/* What stands at the top is put into a <VirtualHost>, unless there are some. */
static void wrap(lint_conf *conf, const lint_source *source)
{
    const lint_name *name =
        lint_names_intern(conf->names, "VirtualHost", strlen("VirtualHost"));
    lint_node *root = conf->root;
    lint_node *host;

    for (const lint_node *node = root->children; node; node = node->next) {
        if (node->key == name->key) {
            return;
        }
    }
    host = apr_pcalloc(conf->pool, sizeof(*host));
    host->place = (lint_place){source->path, 1, 0, NULL};
    host->name = name->text;
    host->key = name->key;
    host->number = name->number;
    host->args = "*";
    host->section = true;
    host->parent = root;
    host->children = root->children;
    root->children = host;
    lint_index_add_first(conf->index, host);
    for (lint_node *node = host->children; node; node = node->next) {
        node->parent = host;
    }
}

lint_conf *lint_conf_load_source(apr_pool_t *pool,
                                 const lint_conf_options *options,
                                 lint_source *source, lint_problems *problems)
{
    lint_conf *conf = apr_pcalloc(pool, sizeof(*conf));
    lint_resolver resolver = {
        .pool = pool,
        .options = options,
        .conf = conf,
        .problems = problems,
        .builder = lint_builder_create(pool, lint_bulk_create(pool), problems),
        .variables = lint_variables_create(pool, options),
        .macros = lint_macros_create(pool, problems),
        .looping = apr_hash_make(pool),
    };

    conf->pool = pool;
    conf->root = resolver.builder->root;
    conf->index = resolver.builder->index;
    conf->problems = problems;
    conf->sources = apr_array_make(pool, 1, sizeof(lint_source *));
    conf->files = apr_hash_make(pool);
    conf->comments = apr_array_make(pool, 1, sizeof(lint_comment));
    conf->names = lint_names_create(pool);
    conf->modules = lint_modules_create(pool, options);
    conf->server_root =
        (lint_serverroot){.here = options->server_root,
                          .given = options->server_root,
                          .whole_server = options->whole_server};
    if (options->overlay) {
        apr_hash_set(conf->files, options->overlay->path, APR_HASH_KEY_STRING,
                     options->overlay);
    }
    if (source) {
        if (!conf->server_root.here && options->whole_server) {
            conf->server_root.here = directory_of(pool, source->path);
        }
        APR_ARRAY_PUSH(conf->sources, lint_source *) = source;
        apr_hash_set(conf->files, source->path, APR_HASH_KEY_STRING, source);
        lint_resolver_read(&resolver, source, NULL);
        if (options->vhost_context && !source->htaccess) {
            wrap(conf, source);
        }
    }
    return conf;
}

lint_conf *lint_conf_load(apr_pool_t *pool, const lint_conf_options *options,
                          const char *path)
{
    lint_problems *problems = lint_problems_create(pool);
    lint_source *overlay = options->overlay;
    lint_source *source = overlay && strcmp(overlay->path, path) == 0
                              ? overlay
                              : lint_source_read_named(pool, path, problems);

    return lint_conf_load_source(pool, options, source, problems);
}

const lint_source *lint_conf_source(const lint_conf *conf, const char *file)
{
    return apr_hash_get(conf->files, file, APR_HASH_KEY_STRING);
}
