/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/walk.h"

#include <string.h>
#include <strings.h>
#include <apr_file_info.h>
#include <apr_fnmatch.h>
#include <apr_strings.h>
#include "lint/model/uncertain.h"
#include "lint/model/vary.h"

/* Nobody nests <If> deeper; a tree that does is not followed for ever. */
#define DEPTH_MAX 16

/* A section of which it cannot be told whether it holds: what it does may or
 * may not happen. */
static const lint_scope *doubtful(lint_walk *walk, const lint_scope *scope,
                                  const char *why)
{
    apr_pool_t *pool = walk->request->pool;
    lint_scope *copy = apr_pmemdup(pool, scope, sizeof(*copy));

    copy->headers = apr_array_make(pool, scope->headers->nelts,
                                   sizeof(lint_header_action *));
    for (int i = 0; i < scope->headers->nelts; i++) {
        lint_header_action *action = apr_pmemdup(
            pool, APR_ARRAY_IDX(scope->headers, i, lint_header_action *),
            sizeof(*action));

        action->unknown = why;
        APR_ARRAY_PUSH(copy->headers, lint_header_action *) = action;
    }
    copy->setenvif =
        apr_array_make(pool, scope->setenvif->nelts, sizeof(lint_setenvif *));
    for (int i = 0; i < scope->setenvif->nelts; i++) {
        lint_setenvif *entry = apr_pmemdup(
            pool, APR_ARRAY_IDX(scope->setenvif, i, lint_setenvif *),
            sizeof(*entry));

        entry->unknown = why;
        APR_ARRAY_PUSH(copy->setenvif, lint_setenvif *) = entry;
    }
    if (scope->env || scope->rewrite || scope->access || scope->cors ||
        scope->documents->nelts) {
        lint_request_unknown(walk->request, why);
    }
    copy->env = NULL;
    copy->rewrite = NULL;
    copy->access = NULL;
    copy->cors = NULL;
    copy->unknown = NULL;
    return copy;
}

static const lint_scope *merge(lint_walk *walk, const lint_scope *base,
                               const lint_scope *over)
{
    if (over->unknown) {
        over = doubtful(walk, over, over->unknown);
    }
    return lint_scope_merge(walk->request->pool, base, over);
}

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
            base = merge(walk, base, scope);
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
            base = merge(walk, base, scope);
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

/* The override class that a directive of an .htaccess is in. */
static int class_of(const char *key)
{
    static const char *const auth[] = {"auth", "require", "satisfy"};
    static const char *const index[] = {"directoryindex", "indexoptions",
                                        "directoryslash", "expires"};

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

static const lint_scope *add_htaccess(lint_walk *walk, const lint_scope *base,
                                      const char *directory)
{
    apr_pool_t *pool = walk->request->pool;
    const char *path = apr_pstrcat(pool, directory, ".htaccess", NULL);
    lint_conf_options options = {.all_modules = true};
    lint_scope_reader reader = {.pool = pool, .htaccess = true};
    lint_scope *scope;
    lint_conf *conf;
    apr_finfo_t info;

    if (!walk->sees_files || base->override == 0 ||
        apr_stat(&info, path, APR_FINFO_TYPE, pool) != APR_SUCCESS) {
        return base;
    }
    conf = lint_conf_load(pool, &options, path);
    reader.override = base->override == LINT_UNSAID ? 0 : base->override;
    if (reader.override & LINT_OVERRIDE_NONFATAL) {
        reader.refuses = is_refused;
    } else if (!is_allowed(&reader, conf->root)) {
        walk->refused = 500;
        return base;
    }
    reader.problems = lint_problems_create(pool);
    reader.policy_problems = cors_problems_create(pool);
    scope = lint_scope_create(pool, conf->root);
    scope->pattern = directory;
    lint_scope_read(&reader, scope, conf->root);
    if (conf->problems->list->nelts || reader.problems->list->nelts ||
        reader.policy_problems->list->nelts) {
        walk->refused = 500;
        return base;
    }
    return merge(walk, base, scope);
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
            base = merge(walk, base, scope);
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
            base = merge(walk, base, scope);
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
        base = add_htaccess(walk, base, directory);
        name = at;
    }
    if (!walk->is_index && *name && is_there(walk, path)) {
        const char *directory = apr_pstrcat(pool, path, "/", NULL);

        base = add_directories(walk, base, directory);
        base = add_htaccess(walk, base, directory);
    }
    /* Regular expressions see the path as far as it is there, and the first
     * name that is not. */
    reached = apr_pstrmemdup(pool, path,
                             (apr_size_t)(name - path) +
                                 (walk->is_index ? 0 : strcspn(name, "/")));
    for (int i = 0; i < list->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(list, i, lint_scope *);

        if (scope->regex && regex_holds(walk, scope, reached)) {
            base = merge(walk, base, scope);
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

/* One pass over the <If> sections: those that hold are merged, and the ones
 * inside them are what the next pass looks at. */
static const lint_scope *walk_ifs(lint_walk *walk, const lint_scope *base,
                                  const apr_array_header_t *list, int depth)
{
    apr_pool_t *pool = walk->request->pool;
    apr_array_header_t *inner = apr_array_make(pool, 2, sizeof(lint_scope *));
    lint_truth earlier = LINT_NO; /* some branch before held */

    for (int i = 0; list && i < list->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(list, i, lint_scope *);
        lint_expr_context context = {
            .pool = pool, .request = walk->request, .facts = walk->facts};
        lint_truth holds = LINT_YES;
        const char *why = "whether an <If> holds cannot be told";

        if (scope->branch == 0) {
            earlier = LINT_NO;
        }
        if (earlier == LINT_YES) {
            continue;
        }
        if (scope->unknown) {
            holds = LINT_UNKNOWN;
            why = scope->unknown;
        } else if (scope->condition) {
            holds = lint_expr_eval(scope->condition, &context);
            why = context.unknown ? context.unknown : why;
            lint_vary_add(walk->request, lint_expr_vary(&context),
                          &scope->node->place, LINT_YES);
        }
        if (earlier == LINT_UNKNOWN && holds == LINT_YES) {
            holds = LINT_UNKNOWN;
        }
        if (holds == LINT_NO) {
            continue;
        }
        earlier = lint_truth_or(earlier, holds);
        if (holds == LINT_UNKNOWN) {
            scope = doubtful(walk, scope, why);
        }
        if (scope->ifs) {
            apr_array_cat(inner, scope->ifs);
        }
        base = lint_scope_merge(pool, base, scope);
    }
    return inner->nelts && depth < DEPTH_MAX
               ? walk_ifs(walk, base, inner, depth + 1)
               : base;
}

const lint_scope *lint_walk_ifs(lint_walk *walk, const lint_scope *base)
{
    return walk_ifs(walk, base, base->ifs, 0);
}
