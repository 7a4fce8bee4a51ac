/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/server.h"

#include <string.h>
#include "lint/model/list.h"
#include "lint/model/server_early.h"
#include "lint/model/server_htaccess.h"
#include "lint/model/virtual_host.h"

typedef struct builder {
    lint_server *server;
    lint_scope_reader reader;
} builder;

static bool is(const lint_node *node, const char *key)
{
    return strcmp(node->key, key) == 0;
}

static bool is_of_host(const lint_node *node)
{
    return !node->section &&
           (is(node, "servername") || is(node, "serveralias") ||
            is(node, "documentroot") || is(node, "proxypass") ||
            is(node, "proxypassmatch"));
}

/* What only the server reads: names, root, proxies. */
static void read_host(const builder *b, lint_host *host, const lint_node *top)
{
    for (const lint_node *node = top->children; node; node = node->next) {
        lint_words words;

        if (!is_of_host(node)) {
            continue;
        }
        words = lint_words_split_into(b->server->pool, b->reader.scratch,
                                      node->args);
        if (words.count == 0) {
            continue;
        }
        if (is(node, "servername")) {
            lint_virtual_host_read_name(b->server->pool, host,
                                        words.list[0].text);
            host->unknown = words.list[0].unknown;
        } else if (is(node, "serveralias")) {
            for (int i = 0; i < words.count; i++) {
                APR_ARRAY_PUSH(host->aliases, const char *) =
                    words.list[i].text;
            }
        } else if (is(node, "documentroot")) {
            host->document_root =
                words.list[0].unknown ? NULL : words.list[0].text;
        } else if (is(node, "proxypass") || is(node, "proxypassmatch")) {
            lint_proxy_read(b->server->pool, host->proxies, node, NULL);
        }
    }
}

/* The pattern of a section: a path, or a regular expression. */
static lint_scope *read_section(const builder *b, const lint_node *node)
{
    apr_pool_t *pool = b->server->pool;
    lint_scope *scope = lint_scope_create(pool, node);
    lint_words words =
        lint_words_split_into(pool, b->reader.scratch, node->args);
    int at = words.count > 1 && strcmp(words.list[0].text, "~") == 0;
    const char *error;

    if (words.count <= at) {
        lint_problem_add(
            b->server->problems, LINT_ERROR, &node->place, "section-argument",
            "<%s> has no argument; write what it is for", node->name);
        scope->unknown = "its section has no argument";
        return scope;
    }
    if (words.count > at + 1) {
        lint_problem_add(b->server->problems, LINT_ERROR, &node->place,
                         "section-argument",
                         "<%s> has more than one argument; write one section "
                         "for each",
                         node->name);
    }
    scope->pattern = words.list[at].text;
    scope->unknown = words.list[at].unknown;
    if ((at || strstr(node->key, "match")) && !scope->unknown) {
        scope->regex = lint_regex_compile(pool, scope->pattern,
                                          LINT_REGEX_DEFAULT, &error);
        if (!scope->regex) {
            lint_problem_add(b->server->problems, LINT_ERROR, &node->place,
                             "section-regex", "<%s>: %s", node->name, error);
            scope->unknown = error;
        }
    }
    if (node->maybe && !scope->unknown) {
        scope->unknown = "whether its section is there cannot be told";
    }
    return scope;
}

static void read_sections(const builder *b, lint_host *host,
                          const apr_array_header_t *nodes)
{
    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);
        lint_scope *scope;

        if (strncmp(node->key, "directory", 9) != 0 &&
            strncmp(node->key, "location", 8) != 0 && !is(node, "proxy") &&
            !is(node, "proxymatch")) {
            continue;
        }
        scope = read_section(b, node);
        lint_scope_read(&b->reader, scope, node);
        if (node->key[0] == 'd') {
            APR_ARRAY_PUSH(host->directories, lint_scope *) = scope;
        } else if (node->key[0] == 'l') {
            APR_ARRAY_PUSH(host->locations, lint_scope *) = scope;
            for (const lint_node *child = node->children; child;
                 child = child->next) {
                if (!child->section &&
                    (is(child, "proxypass") || is(child, "proxypassmatch"))) {
                    lint_proxy_read(b->server->pool, host->proxies, child,
                                    scope->pattern);
                }
            }
        } else {
            APR_ARRAY_PUSH(host->proxied, lint_scope *) = scope;
        }
    }
}

static lint_host *create_host(apr_pool_t *pool, const lint_node *node)
{
    lint_host *host = apr_pcalloc(pool, sizeof(*host));

    host->node = node;
    host->addresses = lint_list_begin(pool, sizeof(lint_address));
    host->aliases = lint_list_begin(pool, sizeof(char *));
    host->proxies = lint_list_begin(pool, sizeof(lint_proxy));
    host->directories = lint_list_begin(pool, sizeof(lint_scope *));
    host->locations = lint_list_begin(pool, sizeof(lint_scope *));
    host->proxied = lint_list_begin(pool, sizeof(lint_scope *));
    return host;
}

/* A directive of mod_rewrite anywhere in a virtual host gives that a
 * configuration of the module's, which may inherit the main server's rules. */
static bool mentions_rewriting(const lint_node *top)
{
    for (const lint_node *node = top->children; node; node = node->next) {
        if (strncmp(node->key, "rewrite", 7) == 0 ||
            (!is(node, "virtualhost") && mentions_rewriting(node))) {
            return true;
        }
    }
    return false;
}

/* Reads a server's own directives, and takes what runs once for the whole
 * server out of what is merged into sections. Returns the sections that are
 * neither <Files> nor <If>. */
static apr_array_header_t *read_own(const builder *b, lint_host *host,
                                    const lint_node *top)
{
    apr_pool_t *pool = b->server->pool;
    apr_array_header_t *others;

    host->base = lint_scope_create(pool, NULL);
    others = lint_scope_read(&b->reader, host->base, top);
    host->setenvif = host->base->setenvif;
    host->mappings = host->base->mappings;
    host->rewrite = host->base->rewrite;
    if (!host->rewrite && mentions_rewriting(top)) {
        host->rewrite = lint_rewrite_create(pool, NULL);
    }
    host->base->setenvif = lint_list_begin(pool, sizeof(lint_setenvif *));
    host->base->mappings = lint_list_begin(pool, sizeof(lint_mapping));
    read_host(b, host, top);
    read_sections(b, host, others);
    return others;
}

static void inherit(const lint_server *server, lint_host *host)
{
    const lint_host *outer = server->main;
    apr_pool_t *pool = server->pool;

    host->base = lint_scope_merge(pool, outer->base, host->base);
    host->setenvif = lint_list_join(pool, outer->setenvif, host->setenvif);
    host->mappings = lint_list_join(pool, host->mappings, outer->mappings);
    host->proxies = lint_list_join(pool, host->proxies, outer->proxies);
    /* They are sorted, each host's by themselves. */
    host->directories =
        apr_array_append(pool, outer->directories, host->directories);
    host->locations = lint_list_join(pool, outer->locations, host->locations);
    host->proxied = lint_list_join(pool, outer->proxied, host->proxied);
    /* A virtual host without rules of its own runs none at all. */
    if (host->rewrite && outer->rewrite) {
        host->rewrite = lint_rewrite_merge(pool, outer->rewrite, host->rewrite);
    }
    if (!host->document_root) {
        host->document_root = outer->document_root;
    }
}

static int count_slashes(const char *text)
{
    int count = 0;

    for (const char *at = text; *at; at++) {
        count += *at == '/';
    }
    return count;
}

static int depth_of(const char *path)
{
    int depth = 0;

    for (const char *at = path; *at; at++) {
        depth += *at == '/' && at[1] && at[1] != '/';
    }
    return depth;
}

/* httpd counts the slashes of a regular expression, too. */
static int rank(const lint_scope *scope)
{
    return !scope->pattern ? 1 << 21
           : scope->regex  ? (1 << 20) + count_slashes(scope->pattern)
                           : depth_of(scope->pattern);
}

/* By the number of components, regular expressions last; otherwise as they
 * stand (insertion sort is stable, and the lists are nearly sorted). */
static void sort_directories(apr_array_header_t *list)
{
    lint_scope **scopes = (void *)list->elts;

    for (int i = 1; i < list->nelts; i++) {
        lint_scope *scope = scopes[i];
        int at = i;

        while (at > 0 && rank(scopes[at - 1]) > rank(scope)) {
            scopes[at] = scopes[at - 1];
            at--;
        }
        scopes[at] = scope;
    }
}

static int copy_variable(void *table, const char *name, const char *value)
{
    lint_table_add(table, name, LINT_KNOWN(value), NULL);
    return 1;
}

lint_server *lint_server_build(apr_pool_t *pool, const lint_conf *conf)
{
    return lint_server_build_in(pool, conf, NULL);
}

lint_server *lint_server_build_in(apr_pool_t *pool, const lint_conf *conf,
                                  const apr_table_t *environment)
{
    lint_server *server = apr_pcalloc(pool, sizeof(*server));
    builder b = {.server = server};
    apr_array_header_t *others;

    server->pool = pool;
    server->conf = conf;
    server->problems = lint_problems_create(pool);
    server->policy_problems = cors_problems_create(pool);
    server->hosts = apr_array_make(pool, 4, sizeof(lint_host *));
    b.reader.pool = b.reader.scratch = pool;
    b.reader.kinds = lint_kinds_make(pool, conf->names);
    b.reader.modules = conf->modules;
    if (environment) {
        lint_table *table = lint_table_create(pool);

        apr_table_do(copy_variable, table, environment, NULL);
        server->environment = table;
        b.reader.osenv = table;
    }
    b.reader.problems = server->problems;
    b.reader.policy_problems = server->policy_problems;
    server->main = create_host(pool, NULL);
    if (lint_server_is_htaccess(conf)) {
        lint_server_build_htaccess(server, &b.reader);
        return server;
    }
    others = read_own(&b, server->main, conf->root);
    apr_pool_create(&b.reader.scratch, pool);
    for (int i = 0; i < others->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(others, i, const lint_node *);
        lint_host *host;
        lint_words words;

        if (!is(node, "virtualhost")) {
            continue;
        }
        host = create_host(pool, node);
        apr_pool_clear(b.reader.scratch);
        words = lint_node_words(b.reader.scratch, node);
        for (int j = 0; j < words.count; j++) {
            lint_virtual_host_read_address(pool, host->addresses,
                                           words.list[j].text);
        }
        read_own(&b, host, node);
        APR_ARRAY_PUSH(server->hosts, lint_host *) = host;
    }
    apr_pool_destroy(b.reader.scratch);
    for (int i = 0; i < server->hosts->nelts; i++) {
        lint_host *host = APR_ARRAY_IDX(server->hosts, i, lint_host *);

        inherit(server, host);
        sort_directories(host->directories);
    }
    sort_directories(server->main->directories);
    lint_server_find_early(server);
    return server;
}
