/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/server.h"

#include <string.h>
#include "lint/model/kinds.h"
#include "lint/model/list.h"
#include "lint/model/memo.h"
#include "lint/model/server_early.h"
#include "lint/model/server_htaccess.h"
#include "lint/model/virtual_host.h"

typedef struct builder {
    const lint_server *server;
    lint_scope_reader reader;
} builder;

static lint_saying saying_of(const builder *b, const lint_node *node)
{
    return node->section ? LINT_SAYS_NOTHING
                         : lint_kind_of(b->reader.kinds, node)->saying;
}

static lint_part part_of(const builder *b, const lint_node *node)
{
    return node->section ? lint_kind_of(b->reader.kinds, node)->part
                         : LINT_PART_OTHER;
}

/* What only the server reads: names and root. */
static void read_names(const builder *b, lint_host *host, const lint_node *top)
{
    apr_pool_t *pool = b->server->pool;

    for (const lint_node *node = top->children; node; node = node->next) {
        lint_saying saying = saying_of(b, node);
        lint_words words;

        if (saying == LINT_SAYS_NOTHING || saying == LINT_SAYS_PROXY) {
            continue;
        }
        words = lint_words_split_into(pool, b->reader.scratch, node->args);
        if (words.count == 0) {
            continue;
        }
        if (saying == LINT_SAYS_NAME) {
            lint_virtual_host_read_name(pool, host, words.list[0].text);
            host->unknown = words.list[0].unknown;
        } else if (saying == LINT_SAYS_ALIASES) {
            for (int i = 0; i < words.count; i++) {
                APR_ARRAY_PUSH(host->aliases, const char *) =
                    words.list[i].text;
            }
        } else {
            host->document_root =
                words.list[0].unknown ? NULL : words.list[0].text;
        }
    }
}

/* The ProxyPass lines among nodes: of a server, or of a <Location> with that
 * argument. */
static void read_proxies(const builder *b, lint_host *host,
                         const apr_array_header_t *nodes, const char *location)
{
    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);

        if (saying_of(b, node) == LINT_SAYS_PROXY) {
            lint_proxy_read(b->reader.pool, host->proxies, node, location);
        }
    }
}

/* The pattern of a section: a path, or a regular expression. */
static lint_scope *read_section(const builder *b, const lint_node *node)
{
    apr_pool_t *pool = b->reader.pool;
    lint_scope *scope = lint_scope_create(pool, node);
    lint_words words =
        lint_words_split_into(pool, b->reader.scratch, node->args);
    int at = words.count > 1 && strcmp(words.list[0].text, "~") == 0;
    const char *error;

    if (words.count <= at) {
        lint_problem_add(
            b->reader.problems, LINT_ERROR, &node->place, "section-argument",
            "<%s> has no argument; write what it is for", node->name);
        scope->unknown = "its section has no argument";
        return scope;
    }
    if (words.count > at + 1) {
        lint_problem_add(b->reader.problems, LINT_ERROR, &node->place,
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
            lint_problem_add(b->reader.problems, LINT_ERROR, &node->place,
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
        lint_part part = part_of(b, node);
        const apr_array_header_t *inside;
        lint_scope *scope;

        if (part != LINT_PART_DIRECTORY && part != LINT_PART_LOCATION &&
            part != LINT_PART_PROXY) {
            continue;
        }
        scope = read_section(b, node);
        inside = lint_scope_read(&b->reader, scope, node);
        if (part == LINT_PART_DIRECTORY) {
            APR_ARRAY_PUSH(host->directories, lint_scope *) = scope;
        } else if (part == LINT_PART_LOCATION) {
            APR_ARRAY_PUSH(host->locations, lint_scope *) = scope;
            read_proxies(b, host, inside, scope->pattern);
        } else {
            APR_ARRAY_PUSH(host->proxied, lint_scope *) = scope;
        }
    }
}

static void begin_lists(apr_pool_t *pool, lint_host *host)
{
    host->proxies = lint_list_begin(pool, sizeof(lint_proxy));
    host->directories = lint_list_begin(pool, sizeof(lint_scope *));
    host->locations = lint_list_begin(pool, sizeof(lint_scope *));
    host->proxied = lint_list_begin(pool, sizeof(lint_scope *));
}

static lint_host *create_host(apr_pool_t *pool, const lint_node *node)
{
    lint_host *host = apr_pcalloc(pool, sizeof(*host));

    host->node = node;
    host->addresses = lint_list_begin(pool, sizeof(lint_address));
    host->aliases = lint_list_begin(pool, sizeof(char *));
    return host;
}

/* A directive of mod_rewrite anywhere in a virtual host gives that a
 * configuration of the module's, which may inherit the main server's rules. */
static bool mentions_rewriting(const lint_node *top)
{
    for (const lint_node *node = top->children; node; node = node->next) {
        if (strncmp(node->key, "rewrite", 7) == 0 ||
            (strcmp(node->key, "virtualhost") != 0 &&
             mentions_rewriting(node))) {
            return true;
        }
    }
    return false;
}

/* Reads a server's own directives, and takes what runs once for the whole
 * server out of what is merged into sections. Returns what lint_scope_read
 * leaves. */
static apr_array_header_t *read_own(const builder *b, lint_host *host,
                                    const lint_node *top)
{
    apr_pool_t *pool = b->reader.pool;
    apr_array_header_t *others;

    begin_lists(pool, host);
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
    read_proxies(b, host, others, NULL);
    read_sections(b, host, others);
    host->whole = true;
    return others;
}

static void inherit(apr_pool_t *pool, const lint_host *outer, lint_host *host)
{
    host->base = lint_scope_merge(pool, outer->base, host->base);
    host->setenvif = lint_list_join(pool, outer->setenvif, host->setenvif);
    host->mappings = lint_list_join(pool, host->mappings, outer->mappings);
    host->proxies = lint_list_join(pool, host->proxies, outer->proxies);
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

/* What a virtual host would be that says nothing for itself. */
static void inherit_all(const lint_host *outer, lint_host *host)
{
    host->base = outer->base;
    host->setenvif = outer->setenvif;
    host->mappings = outer->mappings;
    host->proxies = outer->proxies;
    host->directories = outer->directories;
    host->locations = outer->locations;
    host->proxied = outer->proxied;
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

/* All that a virtual host says, and what it inherits, into the reader's pool.
 */
static void read_whole(const builder *b, lint_host *host)
{
    const lint_host *outer = b->server->main;

    read_own(b, host, host->node);
    /* They are sorted, each host's by themselves. */
    host->directories =
        apr_array_append(b->reader.pool, outer->directories, host->directories);
    sort_directories(host->directories);
    inherit(b->reader.pool, outer, host);
    lint_server_find_early(b->server, host);
}

static builder begin(const lint_server *server, apr_pool_t *scratch)
{
    builder b = {.server = server};

    b.reader.pool = server->pool;
    b.reader.scratch = scratch;
    b.reader.kinds = server->kinds;
    b.reader.modules = server->conf->modules;
    b.reader.osenv = server->environment;
    b.reader.problems = server->problems;
    b.reader.policy_problems = server->policy_problems;
    return b;
}

void lint_server_complete(const lint_server *server, lint_host *host)
{
    apr_pool_t *scratch;
    builder b;

    if (host->whole) {
        return;
    }
    apr_pool_create(&scratch, server->pool);
    b = begin(server, scratch);
    /* It has been read before, and its problems are known. */
    b.reader.problems = lint_problems_create(scratch);
    b.reader.policy_problems = cors_problems_create(scratch);
    read_whole(&b, host);
    apr_pool_destroy(scratch);
}

/* Reads it whole, but keeps that only when it is wanted. */
static void read_for(builder *b, lint_host *host, lint_host_wanted *wanted)
{
    const lint_host *outer = b->server->main;
    lint_host trial = *host;

    b->reader.pool = b->reader.scratch;
    read_whole(b, &trial);
    b->reader.pool = b->server->pool;
    inherit_all(outer, host);
    if (wanted(&trial, outer)) {
        lint_server_complete(b->server, host);
    }
}

static lint_host *read_virtual_host(builder *b, const lint_node *node,
                                    lint_host_wanted *wanted)
{
    lint_host *host = create_host(b->server->pool, node);
    lint_words words = lint_node_words(b->reader.scratch, node);

    for (int i = 0; i < words.count; i++) {
        lint_virtual_host_read_address(b->server->pool, host->addresses,
                                       words.list[i].text);
    }
    read_names(b, host, node);
    if (wanted) {
        read_for(b, host, wanted);
    } else {
        read_whole(b, host);
    }
    return host;
}

/* What the main server says; its virtual hosts are in what is returned. */
static apr_array_header_t *read_main(lint_server *server)
{
    builder b = begin(server, server->pool);
    apr_array_header_t *others;

    read_names(&b, server->main, server->conf->root);
    others = read_own(&b, server->main, server->conf->root);
    sort_directories(server->main->directories);
    lint_server_find_early(server, server->main);
    return others;
}

static void read_all(lint_server *server, lint_host_wanted *wanted)
{
    apr_array_header_t *others = read_main(server);
    apr_pool_t *scratch;
    builder b;

    apr_pool_create(&scratch, server->pool);
    b = begin(server, scratch);
    for (int i = 0; i < others->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(others, i, const lint_node *);

        if (part_of(&b, node) == LINT_PART_VIRTUAL_HOST) {
            APR_ARRAY_PUSH(server->hosts, lint_host *) =
                read_virtual_host(&b, node, wanted);
            apr_pool_clear(scratch);
        }
    }
    apr_pool_destroy(scratch);
}

static int copy_variable(void *table, const char *name, const char *value)
{
    lint_table_add(table, name, LINT_KNOWN(value), NULL);
    return 1;
}

static lint_server *build(apr_pool_t *pool, const lint_conf *conf,
                          const apr_table_t *environment,
                          lint_host_wanted *wanted)
{
    lint_server *server = apr_pcalloc(pool, sizeof(*server));

    server->pool = pool;
    server->conf = conf;
    server->problems = lint_problems_create(pool);
    server->policy_problems = cors_problems_create(pool);
    server->hosts = apr_array_make(pool, 4, sizeof(lint_host *));
    server->kinds = lint_kinds_make(pool, conf->names);
    server->policy_use = lint_server_use_policy(conf);
    lint_memo_begin(pool);
    if (environment) {
        lint_table *table = lint_table_create(pool);

        apr_table_do(copy_variable, table, environment, NULL);
        server->environment = table;
    }
    server->main = create_host(pool, NULL);
    server->main->whole = true;
    if (lint_server_is_htaccess(conf)) {
        builder b = begin(server, pool);

        begin_lists(pool, server->main);
        lint_server_build_htaccess(server, &b.reader);
    } else {
        read_all(server, wanted);
    }
    return server;
}

lint_server *lint_server_build(apr_pool_t *pool, const lint_conf *conf)
{
    return build(pool, conf, NULL, NULL);
}

lint_server *lint_server_build_in(apr_pool_t *pool, const lint_conf *conf,
                                  const apr_table_t *environment)
{
    return build(pool, conf, environment, NULL);
}

lint_server *lint_server_build_part(apr_pool_t *pool, const lint_conf *conf,
                                    lint_host_wanted *wanted)
{
    return build(pool, conf, NULL, wanted);
}
