/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/server.h"

#include "lint/model/list.h"
#include "lint/model/memo.h"
#include "lint/model/server_early.h"
#include "lint/model/server_htaccess.h"
#include "lint/model/server_own.h"
#include "lint/model/server_policy.h"
#include "lint/model/virtual_host.h"

typedef struct builder {
    const lint_server *server;
    apr_pool_t *trial;        /* of a host that may not be wanted */
    lint_policy_judge *judge; /* NULL: the server has been judged */
    lint_scope_reader reader;
} builder;

static lint_host *create_host(apr_pool_t *pool, const lint_node *node)
{
    lint_host *host = apr_pcalloc(pool, sizeof(*host));

    host->node = node;
    host->addresses = lint_list_begin(pool, sizeof(lint_address));
    host->aliases = lint_list_begin(pool, sizeof(char *));
    return host;
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

/* What a virtual host says and what it inherits, into the reader's pool. */
static void read_whole(const builder *b, lint_host *host)
{
    const lint_host *outer = b->server->main;

    lint_server_read_own(&b->reader, host, host->node);
    if (b->judge) {
        lint_policy_judge_host(b->judge, host);
    }
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
    b.reader.server_root = &server->conf->server_root;
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

/* Reads it whole into a pool of its own, which is kept when it is wanted. */
static void read_for(builder *b, lint_host *host, lint_host_wanted *wanted)
{
    const lint_host *outer = b->server->main;
    lint_host trial = *host;

    b->reader.pool = b->trial;
    read_whole(b, &trial);
    if (wanted(&trial, outer)) {
        *host = trial;
        apr_pool_create(&b->trial, b->server->pool);
    } else {
        inherit_all(outer, host);
        apr_pool_clear(b->trial);
    }
    b->reader.pool = b->server->pool;
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
    lint_server_read_names(&b->reader, host, node);
    if (wanted) {
        read_for(b, host, wanted);
    } else {
        read_whole(b, host);
    }
    return host;
}

/* What the main server says; its virtual hosts are in what is returned. */
static apr_array_header_t *read_main(lint_server *server, cors_place *statement)
{
    builder b = begin(server, server->pool);
    apr_array_header_t *others;

    b.reader.statement = statement;
    lint_server_read_names(&b.reader, server->main, server->conf->root);
    others = lint_server_read_own(&b.reader, server->main, server->conf->root);
    sort_directories(server->main->directories);
    lint_server_find_early(server, server->main);
    return others;
}

static void read_all(lint_server *server, lint_host_wanted *wanted)
{
    cors_place statement = {NULL, 0, NULL};
    apr_array_header_t *others = read_main(server, &statement);
    lint_policy_judge judge = lint_policy_judge_of(server);
    apr_pool_t *scratch;
    builder b;

    apr_pool_create(&scratch, server->pool);
    b = begin(server, scratch);
    b.judge = &judge;
    b.reader.statement = &statement;
    apr_pool_create(&b.trial, server->pool);
    for (int i = 0; i < others->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(others, i, const lint_node *);

        if (node->section &&
            lint_kind_of(server->kinds, node)->part == LINT_PART_VIRTUAL_HOST) {
            APR_ARRAY_PUSH(server->hosts, lint_host *) =
                read_virtual_host(&b, node, wanted);
            apr_pool_clear(scratch);
        }
    }
    apr_pool_destroy(b.trial);
    apr_pool_destroy(scratch);
    lint_policy_judge_main(&judge, &statement);
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
        cors_place statement = {NULL, 0, NULL};
        lint_policy_judge judge;

        lint_server_begin_lists(pool, server->main);
        lint_server_build_htaccess(server, &b.reader);
        judge = lint_policy_judge_of(server);
        lint_policy_judge_main(&judge, &statement);
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
