/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the configuration: sections are recorded as their directives are
 * read, and judged together when all have been.
 */
#ifndef CORS_MODULE_CONFIG_H
#define CORS_MODULE_CONFIG_H

#include "module.h"

/* A section with directives of ours. */
typedef struct cors_recorded {
    const cors_section *section;
    bool server_level;
    apr_array_header_t *directives; /* of const ap_directive_t * */
} cors_recorded;

/* A per-directory configuration that httpd merged: what it was made of is kept,
 * so that the status page finds the section that has the say. Others are
 * sections; policy.merged tells. */
typedef struct cors_merged {
    cors_policy policy;
    const cors_policy *outer;
    const cors_policy *inner;
} cors_merged;

/* What a virtual host's configuration as a whole tells. */
typedef struct cors_server {
    apr_array_header_t *sections; /* of cors_recorded, this server's own */
    cors_problems *problems;      /* until they are reported */
    bool below_walk; /* a Directory, Files, If or Proxy section has a say */
    bool used;       /* some section or .htaccess may have a policy */
    bool early;      /* Location sections alone decide */
    bool hits;       /* a cached answer may be one to reject */
    /* What CorsCredsOriginDBD asks; NULL where there is none at all. */
    struct cors_database *database;
    struct cors_counts *counts; /* in shared memory; NULL: nothing is counted */
} cors_server;

static inline cors_server *cors_server_of(const server_rec *server)
{
    return ap_get_module_config(server->module_config, &cors_creds_module);
}

/* httpd's create functions of the module. */
void *cors_config_create_dir(apr_pool_t *pool, char *section);
void *cors_config_merge_dir(apr_pool_t *pool, void *base, void *over);
void *cors_config_create_server(apr_pool_t *pool, server_rec *server);

/* What was recorded of a section, by this server; NULL when it is another's, or
 * an .htaccess's. */
const cors_recorded *cors_config_recorded(const cors_server *conf,
                                          const cors_policy *section);

/* The section by its lines: "<VirtualHost *:80> <Location /api>", or "main
 * server". From pool. */
const char *cors_config_scope(apr_pool_t *pool, const cors_recorded *entry);

/* The setter of every directive: the row is found by the directive's name.
 * Problems are collected for cors_config_check, but in .htaccess, where they
 * come back at once. */
const char *cors_config_set(cmd_parms *cmd, void *section, const char *args);

/* Hook check_config: reports every problem of the configuration, and refuses
 * to start when there is one. */
int cors_config_check(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                      server_rec *main_server);

/* Hook test_config: with -D DUMP_CORS_CREDS prints the policy of each scope,
 * with file and line. */
void cors_config_dump(apr_pool_t *pconf, server_rec *main_server);

#endif
