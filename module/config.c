/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "core/policy_check.h"
#include "sources.h"

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
    cors_merged *merged;

    if (outer->silent) {
        return over;
    }
    merged = apr_palloc(pool, sizeof(*merged));
    cors_policy_merge(&merged->policy, outer, over);
    merged->outer = outer;
    merged->inner = over;
    return merged;
}

void *cors_config_create_server(apr_pool_t *pool, server_rec *server)
{
    cors_server *conf = apr_pcalloc(pool, sizeof(*conf));

    (void)server;
    conf->sections = apr_array_make(pool, 4, sizeof(cors_recorded));
    return conf;
}

const cors_recorded *cors_config_recorded(const cors_server *conf,
                                          const cors_policy *section)
{
    for (int i = conf->sections->nelts; i-- > 0;) {
        const cors_recorded *entry =
            &APR_ARRAY_IDX(conf->sections, i, cors_recorded);

        if (&entry->section->policy == section) {
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

static void record(cors_server *conf, cmd_parms *cmd, cors_section *section)
{
    const cors_recorded *entry = cors_config_recorded(conf, &section->policy);

    if (!entry) {
        cors_recorded *added = apr_array_push(conf->sections);

        added->section = section;
        added->server_level = cmd->path == NULL;
        added->directives =
            apr_array_make(cmd->pool, 4, sizeof(ap_directive_t *));
        conf->below_walk = conf->below_walk || is_below_walk(cmd->directive);
        entry = added;
    }
    APR_ARRAY_PUSH(entry->directives, const ap_directive_t *) = cmd->directive;
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
        cors_htaccess_check(&section->policy,
                            cors_policy_of(cmd->server->lookup_defaults),
                            problems);
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
    cors_server *conf = cors_server_of(cmd->server);
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
        cors_directive_refuse_limit(&place, problems);
    }
    if (htaccess && directive->server_only) {
        /* httpd lets AllowOverrideList name any directive of a section. */
        cors_problem_add(problems, &place, "not-in-htaccess", "",
                         "it is not for .htaccess, whatever AllowOverrideList "
                         "says; write it into the server's configuration");
        return answer_htaccess(cmd, section, problems);
    }
    /* The words of 100,000 origins need not stay until httpd has started. */
    apr_pool_create(&scratch, cmd->temp_pool);
    words = split(scratch, args, &count);
    section->opener = cors_sources_opener(cmd);
    section->is_main = !cmd->path && !cmd->server->is_virtual;
    cors_section_read(section, directive, &place, count, words, problems);
    section->opener = NULL;
    apr_pool_destroy(scratch);
    if (htaccess) {
        return answer_htaccess(cmd, section, problems);
    }
    conf->problems = problems;
    record(conf, cmd, section);
    return NULL;
}
