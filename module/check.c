/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <http_core.h>
#include <http_log.h>
#include <apr_hash.h>
#include <apr_strings.h>
#include "core/policy_check.h"
#include "origindbd.h"
#include "sources.h"

APLOG_USE_MODULE(cors_creds);

static const ap_directive_t *node_of(const cors_recorded *entry)
{
    return APR_ARRAY_IDX(entry->directives, 0, const ap_directive_t *)->parent;
}

/* Merges what the sections say that the node stands in, outermost first. */
static void merge_around(cors_policy *policy, const ap_directive_t *node,
                         const cors_server *conf)
{
    if (!node) {
        return;
    }
    merge_around(policy, node->parent, conf);
    for (int i = 0; i < conf->sections->nelts; i++) {
        const cors_recorded *outer =
            &APR_ARRAY_IDX(conf->sections, i, cors_recorded);

        if (node_of(outer) == node) {
            cors_policy_merge(policy, policy, &outer->section->policy);
        }
    }
}

static void merge_server_level(cors_policy *policy, const cors_server *conf)
{
    for (int i = 0; i < conf->sections->nelts; i++) {
        const cors_recorded *outer =
            &APR_ARRAY_IDX(conf->sections, i, cors_recorded);

        if (outer->server_level) {
            cors_policy_merge(policy, policy, &outer->section->policy);
        }
    }
}

/* The section's policy under the sections that always hold around it. */
static void effective(cors_policy *policy, const cors_recorded *entry,
                      const cors_server *conf, const cors_server *main_conf)
{
    *policy = cors_policy_unset;
    merge_server_level(policy, main_conf);
    merge_server_level(policy, conf);
    if (node_of(entry)) {
        merge_around(policy, node_of(entry)->parent, conf);
    }
    cors_policy_merge(policy, policy, &entry->section->policy);
}

/* True when an .htaccess may hold directives of ours: where AllowOverride was
 * never set, httpd refuses every directive in it. */
static bool allows_htaccess(ap_conf_vector_t *per_dir_config)
{
    const core_dir_config *core = ap_get_core_module_config(per_dir_config);

    if (!core) {
        return false;
    }
    return (!(core->override & OR_UNSET) && (core->override & OR_FILEINFO)) ||
           (core->override_list && !apr_is_empty_table(core->override_list));
}

static bool server_allows_htaccess(const server_rec *server)
{
    const core_server_config *core =
        ap_get_core_module_config(server->module_config);

    if (allows_htaccess(server->lookup_defaults)) {
        return true;
    }
    for (int i = 0; i < core->sec_dir->nelts; i++) {
        if (allows_htaccess(
                APR_ARRAY_IDX(core->sec_dir, i, ap_conf_vector_t *))) {
            return true;
        }
    }
    return false;
}

/* May refuse what a cache would answer. The guard does not: a cache answers GET
 * and HEAD, and opens no WebSocket. */
static bool rejects(const cors_server *conf)
{
    for (int i = 0; i < conf->sections->nelts; i++) {
        if (APR_ARRAY_IDX(conf->sections, i, cors_recorded)
                .section->policy.disallowed == CORS_DISALLOWED_REJECT) {
            return true;
        }
    }
    return false;
}

static void count_in(cors_neighbours *neighbours, const cors_server *conf)
{
    for (int i = 0; i < conf->sections->nelts; i++) {
        cors_neighbours_add(
            neighbours,
            &APR_ARRAY_IDX(conf->sections, i, cors_recorded).section->policy);
    }
}

/* What may merge with a section of this server: its own and the main server's,
 * and with the main server's everybody's. */
static cors_neighbours neighbours_of(server_rec *server,
                                     server_rec *main_server, bool htaccess)
{
    cors_neighbours neighbours = {htaccess, htaccess};

    count_in(&neighbours, cors_server_of(main_server));
    count_in(&neighbours, cors_server_of(server));
    if (server == main_server) {
        while ((server = server->next)) {
            count_in(&neighbours, cors_server_of(server));
        }
    }
    return neighbours;
}

static void check_server(server_rec *server, server_rec *main_server,
                         bool htaccess, cors_problems *problems)
{
    const cors_server *conf = cors_server_of(server);
    cors_neighbours neighbours = neighbours_of(server, main_server, htaccess);

    for (int i = 0; i < conf->sections->nelts; i++) {
        const cors_recorded *entry =
            &APR_ARRAY_IDX(conf->sections, i, cors_recorded);
        cors_policy policy;

        if (cors_policy_is_judged(&entry->section->policy)) {
            effective(&policy, entry, conf, cors_server_of(main_server));
            cors_policy_check(&policy, problems);
            cors_sources_permit(&policy);
        }
        cors_section_check(entry->section, &neighbours, problems);
    }
}

/* By file and line; problems of one line in the order they were found. */
static int compare(const void *left, const void *right)
{
    const cors_problem *a = *(const cors_problem *const *)left;
    const cors_problem *b = *(const cors_problem *const *)right;
    int files = strcmp(a->place.file, b->place.file);

    if (files != 0) {
        return files;
    }
    if (a->place.line != b->place.line) {
        return a->place.line < b->place.line ? -1 : 1;
    }
    return a < b ? -1 : a > b;
}

/* A list that several sections inherit may be found wrong in each of them:
 * it is told once. */
static void report(apr_pool_t *pool, const cors_problems *problems)
{
    int count = problems->list->nelts;
    const cors_problem **sorted =
        apr_palloc(pool, sizeof(*sorted) * (size_t)count);
    apr_hash_t *told = apr_hash_make(pool);

    for (int i = 0; i < count; i++) {
        sorted[i] = &APR_ARRAY_IDX(problems->list, i, cors_problem);
    }
    qsort(sorted, (size_t)count, sizeof(*sorted), compare);
    for (int i = 0; i < count; i++) {
        const char *text = cors_problem_text(pool, sorted[i]);

        if (!apr_hash_get(told, text, APR_HASH_KEY_STRING)) {
            apr_hash_set(told, text, APR_HASH_KEY_STRING, text);
            ap_log_error(APLOG_MARK, APLOG_STARTUP | APLOG_ERR, 0, NULL, "%s",
                         text);
        }
    }
}

int cors_config_check(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                      server_rec *main_server)
{
    cors_server *main_conf = cors_server_of(main_server);
    cors_problems *problems = cors_problems_create(ptemp);

    (void)plog;
    for (server_rec *server = main_server; server; server = server->next) {
        cors_server *conf = cors_server_of(server);
        bool htaccess = server_allows_htaccess(server);

        /* httpd hands a virtual host without directives of ours the main
         * server's own, but what is told below is of one server. */
        if (server != main_server && conf == main_conf) {
            conf = cors_config_create_server(pconf, server);
            ap_set_module_config(server->module_config, &cors_creds_module,
                                 conf);
        }
        conf->used =
            htaccess || conf->sections->nelts || main_conf->sections->nelts;
        conf->early = conf->used && !htaccess && !conf->below_walk &&
                      !main_conf->below_walk;
        conf->hits = rejects(conf) || rejects(main_conf);
        if (conf->problems) {
            apr_array_cat(problems->list, conf->problems->list);
            conf->problems = NULL;
        }
        check_server(server, main_server, htaccess, problems);
    }
    cors_origindbd_check(pconf, ptemp, main_server, problems);
    report(ptemp, problems);
    return problems->list->nelts ? HTTP_INTERNAL_SERVER_ERROR : OK;
}

const char *cors_config_scope(apr_pool_t *pool, const cors_recorded *entry)
{
    const ap_directive_t *first =
        APR_ARRAY_IDX(entry->directives, 0, const ap_directive_t *);
    const char *name = "";

    for (const ap_directive_t *up = first->parent; up; up = up->parent) {
        name = apr_pstrcat(pool, up->directive, " ", up->args, *name ? " " : "",
                           name, NULL);
    }
    return *name ? name : "main server";
}

void cors_config_dump(apr_pool_t *pconf, server_rec *main_server)
{
    apr_file_t *out;

    if (!ap_exists_config_define("DUMP_CORS_CREDS")) {
        return;
    }
    apr_file_open_stdout(&out, pconf);
    for (server_rec *server = main_server; server; server = server->next) {
        const cors_server *conf = cors_server_of(server);

        for (int i = 0; i < conf->sections->nelts; i++) {
            const cors_recorded *entry =
                &APR_ARRAY_IDX(conf->sections, i, cors_recorded);

            apr_file_printf(out, "%s\n", cors_config_scope(pconf, entry));
            for (int j = 0; j < entry->directives->nelts; j++) {
                const ap_directive_t *directive =
                    APR_ARRAY_IDX(entry->directives, j, const ap_directive_t *);

                apr_file_printf(out, "    %s %s (%s:%d)\n",
                                directive->directive, directive->args,
                                directive->filename, directive->line_num);
            }
        }
    }
}
