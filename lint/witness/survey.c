/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/survey.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/witness/asking.h"
#include "lint/witness/path.h"
#include "lint/witness/presume.h"
#include "lint/witness/subject.h"

typedef struct surveyor {
    apr_pool_t *pool;
    lint_survey *survey;
    const lint_host *host;
    bool is_main;
    apr_array_header_t *own; /* the main server's, of lint_origin_pattern * */
} surveyor;

const apr_array_header_t *lint_survey_nodes(const lint_survey *survey,
                                            const char *name)
{
    return lint_naming_find(survey->naming, name);
}

const lint_node *lint_survey_node_at(const lint_survey *survey,
                                     const lint_place *place)
{
    return lint_placing_find(survey->placing, place);
}

const lint_server *lint_survey_server(const lint_survey *survey,
                                      const lint_host *host)
{
    return lint_reach_alone(survey->reach, host);
}

/* The headers of a scope, from the first that is its own. */
static void list_headers(const surveyor *s, const lint_scope *scope, int first)
{
    for (int i = first; i < scope->headers->nelts; i++) {
        lint_header_use use = {
            .action =
                APR_ARRAY_IDX(scope->headers, i, const lint_header_action *),
            .scope = scope,
            .host = s->host};

        if (lint_subject_is_header(use.action)) {
            APR_ARRAY_PUSH(s->survey->headers, lint_header_use) = use;
            apr_hash_set(s->survey->actions, &use.action->place,
                         sizeof(use.action->place), use.action);
        }
    }
}

static void list_all_headers(const surveyor *s, const lint_scope *scope,
                             int first)
{
    const apr_array_header_t *lists[] = {scope->files, scope->ifs};

    list_headers(s, scope, first);
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        for (int j = 0; lists[i] && j < lists[i]->nelts; j++) {
            list_all_headers(s, APR_ARRAY_IDX(lists[i], j, lint_scope *), 0);
        }
    }
}

/* A scope and what is in its <If> sections, however deep. */
static void push_scopes(apr_array_header_t *scopes, const lint_scope *scope)
{
    APR_ARRAY_PUSH(scopes, const lint_scope *) = scope;
    for (int i = 0; scope->ifs && i < scope->ifs->nelts; i++) {
        push_scopes(scopes, APR_ARRAY_IDX(scope->ifs, i, const lint_scope *));
    }
}

/* Whether a section's list of origins replaces what is around it. */
static bool has_list(const lint_site *site)
{
    for (int i = 0; i < site->scopes->nelts; i++) {
        const lint_scope *scope =
            APR_ARRAY_IDX(site->scopes, i, const lint_scope *);

        if (scope != site->host->base && !scope->condition && scope->cors &&
            scope->cors->policy.origins) {
            return true;
        }
    }
    return false;
}

/* What servers say at their own level: the base of a host is a merge, which is
 * no section with a node. */
static void collect_own(const surveyor *s, const lint_site *site)
{
    int before = site->patterns->nelts;

    if (!s->host->base->cors || has_list(site)) {
        return;
    }
    if (s->host->node) {
        lint_patterns_of_policy(s->pool, s->host->node, site->patterns);
    }
    if (site->patterns->nelts == before) {
        apr_array_cat(site->patterns, s->own);
    }
}

static void collect_patterns(const surveyor *s, lint_site *site)
{
    lint_patterns_of_setenvif(s->pool, s->host->setenvif, site->patterns);
    lint_patterns_of_rewrite(s->pool, s->host->rewrite, site->patterns);
    for (int i = 0; i < site->scopes->nelts; i++) {
        lint_patterns_of_scope(
            s->pool, APR_ARRAY_IDX(site->scopes, i, const lint_scope *),
            site->patterns);
    }
    collect_own(s, site);
}

static void add_site(const surveyor *s, const lint_site *model,
                     const char *path, const char *filename)
{
    lint_site *site = apr_pmemdup(s->pool, model, sizeof(*site));

    site->question.target = path;
    site->question.filename = filename;
    site->trials = apr_array_make(s->pool, 8, sizeof(lint_trial *));
    if (path &&
        lint_reach_leads_to(s->survey->reach, &site->question, s->host)) {
        lint_site_ask(s->survey, site);
    }
    APR_ARRAY_PUSH(s->survey->sites, lint_site *) = site;
}

/* Where and as whom a client meets the host. */
static lint_question question_for(const surveyor *s)
{
    const lint_host *host = s->host;
    lint_question question = {.method = "GET",
                              .host = host->name ? host->name : "localhost",
                              .protocol = "HTTP/1.1",
                              .headers = lint_table_create(s->pool),
                              .remote_ip = "127.0.0.1",
                              .local_ip = "127.0.0.1",
                              .local_port = 443,
                              .https = true,
                              .blind = true};

    if (host->addresses->nelts) {
        const lint_address *address =
            &APR_ARRAY_IDX(host->addresses, 0, lint_address);

        question.local_ip = address->ip ? address->ip : question.local_ip;
        question.local_port =
            address->port ? address->port : question.local_port;
    }
    /* A port that says nothing is taken for TLS: behind redirects from http
     * nothing else would be seen. */
    question.https = question.local_port != 80;
    return question;
}

static void visit(const surveyor *s, const lint_scope *section,
                  const lint_scope *around)
{
    lint_site site = {
        .host = s->host,
        .section = section,
        .question = question_for(s),
        .scopes = apr_array_make(s->pool, 4, sizeof(const lint_scope *)),
        .patterns =
            apr_array_make(s->pool, 4, sizeof(const lint_origin_pattern *))};
    const char *path = NULL;
    const char *filename = NULL;
    apr_array_header_t *paths =
        apr_array_make(s->pool, 2, sizeof(const char *));

    push_scopes(site.scopes, s->host->base);
    if (around && around != s->host->base) {
        push_scopes(site.scopes, around);
    }
    if (section != s->host->base) {
        push_scopes(site.scopes, section);
    }
    collect_patterns(s, &site);
    site.cors = lint_subject_is_cors(&site);
    site.backend = lint_subject_has_backend(s->survey, &site);
    if (!lint_path_enter(s->pool, s->host, section, around, &path, &filename)) {
        path = NULL;
    }
    add_site(s, &site, path, filename);
    if (!path || !site.cors) {
        return;
    }
    lint_path_variants(s->pool, s->host, site.scopes, path, paths);
    for (int i = 0; i < paths->nelts; i++) {
        add_site(s, &site, APR_ARRAY_IDX(paths, i, const char *),
                 filename && section->regex ? filename : NULL);
    }
}

/* Sections of which something is of interest; <Files> inside them each. */
static void visit_sections(const surveyor *s, const lint_host *host,
                           const apr_array_header_t *list)
{
    for (int i = 0; list && i < list->nelts; i++) {
        const lint_scope *section = APR_ARRAY_IDX(list, i, const lint_scope *);

        if (!lint_subject_is_own(host, section)) {
            continue;
        }
        list_all_headers(s, section, 0);
        if (lint_subject_is_in_scope(section)) {
            visit(s, section, s->host->base);
        }
        for (int j = 0; section->files && j < section->files->nelts; j++) {
            const lint_scope *files =
                APR_ARRAY_IDX(section->files, j, const lint_scope *);

            if (lint_subject_is_in_scope(files)) {
                visit(s, files, section);
            }
        }
    }
}

/* How well a virtual host stands for the main server, which no request gets to
 * when all addresses are those of virtual hosts: they have what it says. */
static int standing_of(surveyor *s, const lint_host *host)
{
    lint_question question;

    s->host = host;
    question = question_for(s);
    if (!lint_reach_leads_to(s->survey->reach, &question, host)) {
        return 0;
    }
    return 1 + question.https +
           2 * !lint_subject_is_in_host(host, s->survey->server->main);
}

static const lint_host *choose_stand_in(surveyor *s)
{
    const lint_server *server = s->survey->server;
    lint_host *best = server->main;
    int standing = 0;

    if (standing_of(s, server->main)) {
        return best;
    }
    for (int i = 0; standing < 4 && i < server->hosts->nelts; i++) {
        lint_host *host = APR_ARRAY_IDX(server->hosts, i, lint_host *);
        int one = standing_of(s, host);

        if (one > standing) {
            best = host;
            standing = one;
        }
    }
    lint_server_complete(server, best);
    return best;
}

static void visit_host(surveyor *s, const lint_host *host)
{
    const lint_host *outer = s->survey->server->main;
    const lint_scope *base = host->base;

    s->host = host;
    s->is_main = host == outer;
    list_all_headers(s, base, s->is_main ? 0 : outer->base->headers->nelts);
    if (s->is_main) {
        s->host = choose_stand_in(s);
    }
    if (!host->whole) {
        return; /* nothing of its own is of interest */
    }
    if (lint_subject_is_in_host(host, s->is_main ? NULL : outer)) {
        visit(s, s->host->base, NULL);
    }
    visit_sections(s, host, host->directories);
    visit_sections(s, host, host->locations);
    visit_sections(s, host, host->proxied);
    for (int i = 0; base->files && i < base->files->nelts; i++) {
        const lint_scope *files =
            APR_ARRAY_IDX(base->files, i, const lint_scope *);

        if (lint_subject_is_own(host, files) &&
            lint_subject_is_in_scope(files)) {
            visit(s, files, NULL);
        }
    }
}

lint_survey *lint_survey_make(apr_pool_t *pool, const lint_server *server)
{
    lint_survey *survey = apr_pcalloc(pool, sizeof(*survey));
    surveyor s = {.pool = pool, .survey = survey};

    survey->pool = pool;
    survey->conf = server->conf;
    survey->server = server;
    survey->sites = apr_array_make(pool, 8, sizeof(lint_site *));
    survey->headers = apr_array_make(pool, 16, sizeof(lint_header_use));
    survey->actions = apr_hash_make(pool);
    survey->naming = lint_naming_make(pool, server->conf);
    survey->placing = lint_placing_make(pool, server->conf->root);
    survey->readings = apr_hash_make(pool);
    survey->reach = lint_reach_make(pool, server);
    s.own = apr_array_make(pool, 4, sizeof(const lint_origin_pattern *));
    if (server->main->base->cors) {
        lint_patterns_of_policy(pool, server->conf->root, s.own);
    }
    visit_host(&s, server->main);
    for (int i = 0; i < server->hosts->nelts; i++) {
        visit_host(&s, APR_ARRAY_IDX(server->hosts, i, const lint_host *));
    }
    survey->presumed = lint_survey_presume(pool, server->conf);
    return survey;
}

apr_array_header_t *lint_site_actions(apr_pool_t *pool, const lint_site *site,
                                      const char *name)
{
    apr_array_header_t *actions =
        apr_array_make(pool, 4, sizeof(const lint_header_action *));

    for (int i = 0; i < site->scopes->nelts; i++) {
        const lint_scope *scope =
            APR_ARRAY_IDX(site->scopes, i, const lint_scope *);

        for (int j = 0; j < scope->headers->nelts; j++) {
            const lint_header_action *action =
                APR_ARRAY_IDX(scope->headers, j, const lint_header_action *);

            if (action->list != LINT_HEADER_REQUEST && action->name.value &&
                strcasecmp(action->name.value, name) == 0) {
                APR_ARRAY_PUSH(actions, const lint_header_action *) = action;
            }
        }
    }
    return actions;
}
