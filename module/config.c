/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <http_core.h>
#include <http_log.h>
#include <apr_hash.h>
#include <apr_strings.h>

APLOG_USE_MODULE(cors_creds);

/* A section with directives of ours. */
typedef struct cors_recorded {
    cors_section *section;
    bool server_level;
    apr_array_header_t *directives; /* of const ap_directive_t * */
    cors_place enabled;             /* where CorsCreds stands; file is NULL when
                                       it does not */
} cors_recorded;

void *cors_config_create_dir(apr_pool_t *pool, char *section)
{
    (void)section;
    return cors_section_create(pool);
}

/* Runs on every request. Where a single section has a say, which is the usual
 * case, nothing is merged at all. */
void *cors_config_merge_dir(apr_pool_t *pool, void *base, void *over)
{
    const cors_policy *outer = base;
    cors_policy *merged;

    if (outer->silent) {
        return over;
    }
    merged = apr_palloc(pool, sizeof(*merged));
    cors_policy_merge(merged, outer, over);
    return merged;
}

void *cors_config_create_server(apr_pool_t *pool, server_rec *server)
{
    cors_server *conf = apr_pcalloc(pool, sizeof(*conf));

    (void)server;
    conf->sections = apr_array_make(pool, 4, sizeof(cors_recorded));
    return conf;
}

static cors_server *server_of(server_rec *server)
{
    return ap_get_module_config(server->module_config, &cors_creds_module);
}

static cors_recorded *recorded(apr_array_header_t *sections,
                               const cors_section *section)
{
    for (int i = sections->nelts; i-- > 0;) {
        cors_recorded *entry = &APR_ARRAY_IDX(sections, i, cors_recorded);

        if (entry->section == section) {
            return entry;
        }
    }
    return NULL;
}

static bool is_below_walk(const ap_directive_t *directive)
{
    for (const ap_directive_t *up = directive->parent; up; up = up->parent) {
        if (strcasecmp(up->directive, "<VirtualHost") != 0 &&
            strcasecmp(up->directive, "<Location") != 0 &&
            strcasecmp(up->directive, "<LocationMatch") != 0) {
            return true;
        }
    }
    return false;
}

static void record(cors_server *conf, cmd_parms *cmd, cors_section *section,
                   const cors_directive *directive, const cors_place *place)
{
    cors_recorded *entry = recorded(conf->sections, section);

    if (!entry) {
        entry = apr_array_push(conf->sections);
        entry->section = section;
        entry->server_level = cmd->path == NULL;
        entry->directives =
            apr_array_make(cmd->pool, 4, sizeof(ap_directive_t *));
        conf->below_walk = conf->below_walk || is_below_walk(cmd->directive);
    }
    APR_ARRAY_PUSH(entry->directives, const ap_directive_t *) = cmd->directive;
    if (directive->offset == offsetof(cors_policy, enabled)) {
        entry->enabled = *place;
    }
}

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

/* True for one of ours that httpd will run: where AllowOverride has Nonfatal,
 * it passes over those that are not allowed. */
static bool will_run(const cmd_parms *cmd, const ap_directive_t *directive)
{
    const cors_directive *row = cors_directive_find(directive->directive);

    return row && ((!row->server_only && (cmd->override & OR_FILEINFO)) ||
                   (cmd->override_list &&
                    apr_table_get(cmd->override_list, directive->directive)));
}

/* What an .htaccess gets at once. After its last directive the section is
 * whole, and is judged as the server's are. */
static const char *answer_htaccess(cmd_parms *cmd, const cors_section *section,
                                   cors_problems *problems)
{
    const ap_directive_t *later = cmd->directive->next;
    const cors_problem *first;

    while (later && !will_run(cmd, later)) {
        later = later->next;
    }
    if (!later) {
        cors_policy policy;

        cors_policy_merge(&policy, cors_policy_of(cmd->server->lookup_defaults),
                          &section->policy);
        /* What it inherits was judged at start-up, and this is on the path of
         * a request. */
        policy.origins = section->policy.origins;
        policy.methods = section->policy.methods;
        policy.headers = section->policy.headers;
        policy.exposed = section->policy.exposed;
        cors_policy_check(&policy, problems);
    }
    if (problems->list->nelts == 0) {
        return NULL;
    }
    first = &APR_ARRAY_IDX(problems->list, 0, cors_problem);
    return apr_psprintf(cmd->pool, "line %d: %s: %s", first->place.line,
                        first->place.directive, first->sentence);
}

static const char *const *split(apr_pool_t *pool, const char *args, int *count)
{
    apr_array_header_t *words = apr_array_make(pool, 8, sizeof(char *));

    while (*args) {
        const char *word = ap_getword_conf(pool, &args);

        if (*word) {
            APR_ARRAY_PUSH(words, const char *) = word;
        }
    }
    *count = words->nelts;
    return (const char *const *)(void *)words->elts;
}

const char *cors_config_set(cmd_parms *cmd, void *config, const char *args)
{
    cors_section *section = config;
    cors_server *conf = server_of(cmd->server);
    bool htaccess = cmd->pool == cmd->temp_pool;
    const cors_directive *directive = cors_directive_find(cmd->cmd->name);
    cors_place place = {cmd->directive->filename, cmd->directive->line_num,
                        directive->name};
    cors_problems *problems = htaccess ? NULL : conf->problems;
    const char *const *words;
    apr_pool_t *scratch;
    int count;

    if (!problems) {
        problems = cors_problems_create(cmd->temp_pool);
    }
    if (cmd->limited != -1) {
        cors_problem_add(problems, &place, "inside-limit", "",
                         "it does not go by methods, so not into <Limit> or "
                         "<LimitExcept>; move it out, and name methods with "
                         "CorsCredsMethods");
    }
    /* The words of 100,000 origins need not stay until httpd has started. */
    apr_pool_create(&scratch, cmd->temp_pool);
    words = split(scratch, args, &count);
    cors_section_read(section, directive, &place, count, words, problems);
    apr_pool_destroy(scratch);
    if (htaccess) {
        return answer_htaccess(cmd, section, problems);
    }
    conf->problems = problems;
    record(conf, cmd, section, directive, &place);
    return NULL;
}

/* True when an .htaccess may hold directives of ours: where AllowOverride was
 * never set, httpd refuses every directive in it. */
static bool allows_htaccess(const ap_conf_vector_t *per_dir_config)
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

static bool supplies_origins(const cors_server *conf)
{
    for (int i = 0; i < conf->sections->nelts; i++) {
        if (cors_policy_has_origins(
                &APR_ARRAY_IDX(conf->sections, i, cors_recorded)
                     .section->policy)) {
            return true;
        }
    }
    return false;
}

/* True when the section has a say in what cors_policy_check looks at: a list
 * of the main server is not judged again for each of 5,000 virtual hosts. */
static bool is_to_be_checked(const cors_policy *policy)
{
    return policy->origins || policy->methods || policy->headers ||
           policy->exposed || policy->credentials != CORS_UNSET ||
           policy->unsafe != CORS_UNSET;
}

/* True when some section that can merge with one of this server has origins:
 * its own and the main server's, and for the main server everybody's. */
static bool may_have_origins(server_rec *server, server_rec *main_server)
{
    bool found = supplies_origins(server_of(main_server)) ||
                 supplies_origins(server_of(server));

    if (server == main_server) {
        for (; server && !found; server = server->next) {
            found = supplies_origins(server_of(server));
        }
    }
    return found;
}

static void check_server(server_rec *server, server_rec *main_server,
                         bool htaccess, cors_problems *problems)
{
    const cors_server *conf = server_of(server);
    bool origins = htaccess || may_have_origins(server, main_server);

    for (int i = 0; i < conf->sections->nelts; i++) {
        const cors_recorded *entry =
            &APR_ARRAY_IDX(conf->sections, i, cors_recorded);
        cors_policy policy;

        if (is_to_be_checked(&entry->section->policy)) {
            effective(&policy, entry, conf, server_of(main_server));
            cors_policy_check(&policy, problems);
        }
        if (entry->section->policy.enabled == CORS_ON && !origins) {
            cors_problem_add(problems, &entry->enabled, "no-origin", "On",
                             "\"On\" without any origin allows nobody; write "
                             "CorsCredsOrigin https://app.example.com, or "
                             "whichever origin the application has");
        }
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
    cors_server *main_conf = server_of(main_server);
    cors_problems *problems = cors_problems_create(ptemp);

    (void)plog;
    for (server_rec *server = main_server; server; server = server->next) {
        cors_server *conf = server_of(server);
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
    report(ptemp, problems);
    return problems->list->nelts ? HTTP_INTERNAL_SERVER_ERROR : OK;
}

/* "<Location /api>", or the virtual host, for the dump. */
static const char *scope_name(apr_pool_t *pool, const cors_recorded *entry)
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
        const cors_server *conf = server_of(server);

        for (int i = 0; i < conf->sections->nelts; i++) {
            const cors_recorded *entry =
                &APR_ARRAY_IDX(conf->sections, i, cors_recorded);

            apr_file_printf(out, "%s\n", scope_name(pconf, entry));
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
