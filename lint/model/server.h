/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The resolved tree as a server: its virtual hosts, each with what holds for
 * it as a whole and with the sections that are walked for a request.
 */
#ifndef LINT_MODEL_SERVER_H
#define LINT_MODEL_SERVER_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/conf/conf.h"
#include "lint/model/proxy.h"
#include "lint/model/scope.h"

/* An address of <VirtualHost>. */
typedef struct lint_address {
    const char *ip; /* NULL: any */
    int port;       /* 0: any */
} lint_address;

typedef struct lint_host {
    const lint_node *node;         /* NULL for the main server */
    apr_array_header_t *addresses; /* of lint_address; empty for the main */
    const char *name;              /* ServerName without port; NULL */
    int name_port;                 /* of ServerName; 0 for none */
    bool name_https;               /* ServerName https://... */
    apr_array_header_t *aliases;   /* of const char *, may have wildcards */
    const char *document_root;     /* NULL when it is not said */
    /* The main server's, then its own. */
    lint_scope *base;
    apr_array_header_t *setenvif; /* the server's own list */
    apr_array_header_t *mappings; /* of mod_alias, the server's own list */
    lint_rewrite *rewrite;        /* NULL: no rules run */
    apr_array_header_t *proxies;  /* of lint_proxy */
    /* In the order in which they are walked, of lint_scope *. */
    apr_array_header_t *directories;
    apr_array_header_t *locations;
    apr_array_header_t *proxied; /* <Proxy> and <ProxyMatch> */
    /* Nothing but <Location> decides what CorsCreds* hold: a preflight is
     * answered before the other walks. */
    bool answers_early;
    const char *unknown; /* why it may not be what it seems */
    /* False: of what it says for itself only the names and addresses are here,
     * and all else is as if it said nothing (lint_server_complete). */
    bool whole;
} lint_host;

/* Where the CorsCreds* directives of a server stand. */
typedef struct lint_policy_use {
    bool mentioned; /* somewhere in the tree */
    bool any;
    bool below_walk; /* in what is not <Location> */
} lint_policy_use;

typedef struct lint_server {
    apr_pool_t *pool;
    const lint_conf *conf;
    lint_host *main;
    apr_array_header_t *hosts; /* of lint_host *, in file order */
    /* All there is is an .htaccess: it holds as a section of the main server,
     * whose DocumentRoot is taken to be the file's directory. */
    bool htaccess;
    const lint_table *environment; /* httpd's own; NULL: unknown */
    lint_kinds *kinds;             /* of the tree's names */
    lint_policy_use policy_use;    /* by the main server */
    lint_problems *problems;
    cors_problems *policy_problems;
} lint_server;

/* The server that the tree configures. What httpd would refuse in it is in
 * problems; the rest holds. */
lint_server *lint_server_build(apr_pool_t *pool, const lint_conf *conf);

/* The same, started with these environment variables; NULL: unknown. */
lint_server *lint_server_build_in(apr_pool_t *pool, const lint_conf *conf,
                                  const apr_table_t *environment);

/* Whether what a virtual host says for itself is wanted; `outer` is the main
 * server. What is not wanted is gone after the call. */
typedef bool lint_host_wanted(const lint_host *host, const lint_host *outer);

/* The same with those virtual hosts whole that are wanted. In a server of
 * thousands they may be few, and the others would take most of the memory. What
 * httpd would refuse is in problems for all of them. */
lint_server *lint_server_build_part(apr_pool_t *pool, const lint_conf *conf,
                                    lint_host_wanted *wanted);

/* Makes a virtual host of the server whole, when it is not. */
void lint_server_complete(const lint_server *server, lint_host *host);

/* The virtual host that answers on a local address for a host name (lower
 * case, without port; NULL for none). Never NULL. */
lint_host *lint_server_choose(const lint_server *server, const char *ip,
                              int port, const char *hostname);

#endif
