/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/walk.h"

#include <string.h>
#include <apr_file_info.h>
#include <apr_strings.h>
#include "core/policy_check.h"
#include "lint/model/kinds.h"

/* The override class that a directive of an .htaccess is in. */
static int class_of(const char *key)
{
    static const char *const auth[] = {"auth", "require", "satisfy"};
    static const char *const index[] = {"directoryindex", "indexoptions",
                                        "directoryslash", "expires",
                                        "fallbackresource"};

    for (size_t i = 0; i < sizeof(auth) / sizeof(auth[0]); i++) {
        if (strncmp(key, auth[i], strlen(auth[i])) == 0) {
            return LINT_OVERRIDE_AUTHCFG;
        }
    }
    for (size_t i = 0; i < sizeof(index) / sizeof(index[0]); i++) {
        if (strncmp(key, index[i], strlen(index[i])) == 0) {
            return LINT_OVERRIDE_INDEXES;
        }
    }
    if (strcmp(key, "order") == 0 || strcmp(key, "allow") == 0 ||
        strcmp(key, "deny") == 0) {
        return LINT_OVERRIDE_LIMIT;
    }
    if (strcmp(key, "options") == 0) {
        return LINT_OVERRIDE_OPTIONS;
    }
    /* Sections are allowed wherever their content is. */
    return strcmp(key, "files") == 0 || strcmp(key, "filesmatch") == 0 ||
                   strcmp(key, "if") == 0 || strcmp(key, "elseif") == 0 ||
                   strcmp(key, "else") == 0 || strcmp(key, "limit") == 0
               ? 0
               : LINT_OVERRIDE_FILEINFO;
}

/* Whether a directive may not stand in an .htaccess with that override. */
static bool is_refused(const lint_scope_reader *reader, const lint_node *node)
{
    int class = class_of(node->key);
    const cors_directive *row = cors_directive_find(node->name);

    return (class && !(reader->override & class)) || (row && row->server_only);
}

/* Whether every directive of the file may stand in it. */
static bool is_allowed(const lint_scope_reader *reader, const lint_node *top)
{
    for (const lint_node *node = top->children; node; node = node->next) {
        if (is_refused(reader, node) ||
            (node->section && !is_allowed(reader, node))) {
            return false;
        }
    }
    return true;
}

/* Reads the file. NULL when httpd answers 500 for it. */
static const lint_scope *read_file(const lint_walk *walk, int override,
                                   const char *directory, const char *path)
{
    apr_pool_t *pool = walk->request->pool;
    lint_conf_options options = {.all_modules = true};
    lint_scope_reader reader = {.pool = pool,
                                .scratch = pool,
                                .htaccess = true,
                                .modules = walk->server->conf->modules,
                                .override = override};
    lint_conf *conf = lint_conf_load(pool, &options, path);
    lint_scope *scope = lint_scope_create(pool, conf->root);
    const lint_scope *base = walk->host->base;

    reader.kinds = lint_kinds_make(pool, conf->names);
    if (override & LINT_OVERRIDE_NONFATAL) {
        reader.refuses = is_refused;
    } else if (!is_allowed(&reader, conf->root)) {
        return NULL;
    }
    reader.problems = lint_problems_create(pool);
    reader.policy_problems = cors_problems_create(pool);
    scope->pattern = directory;
    lint_scope_read(&reader, scope, conf->root);
    if (scope->cors && !scope->doubt && !scope->unknown) {
        cors_htaccess_check(&scope->cors->policy,
                            base->cors ? &base->cors->policy
                                       : &cors_policy_unset,
                            reader.policy_problems);
    }
    return conf->problems->list->nelts || reader.problems->list->nelts ||
                   reader.policy_problems->list->nelts
               ? NULL
               : scope;
}

const lint_scope *lint_walk_htaccess(lint_walk *walk, const lint_scope *base,
                                     int override, const char *directory)
{
    apr_pool_t *pool = walk->request->pool;
    const lint_scope *scope;
    const char *path;
    apr_finfo_t info;

    if (!walk->sees_files || override == 0) {
        return base;
    }
    path = apr_pstrcat(pool, directory, ".htaccess", NULL);
    if (apr_stat(&info, path, APR_FINFO_TYPE, pool) != APR_SUCCESS) {
        return base;
    }
    scope = apr_hash_get(walk->htaccess, path, APR_HASH_KEY_STRING);
    if (!scope) {
        scope = read_file(walk, override == LINT_UNSAID ? 0 : override,
                          directory, path);
    }
    if (!scope) {
        walk->refused = 500;
        return base;
    }
    apr_hash_set(walk->htaccess, path, APR_HASH_KEY_STRING, scope);
    return lint_walk_merge(walk, base, scope);
}
