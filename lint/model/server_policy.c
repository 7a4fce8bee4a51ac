/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/server_policy.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/model/server_early.h"

/* What holds around a section. */
typedef struct around {
    cors_policy policy;
    bool doubtful; /* not all of it can be told */
} around;

static bool is_doubtful(const lint_scope *scope)
{
    return scope->doubt || scope->unknown;
}

/* Judges a section; returns what holds around those inside. */
static around check_section(const lint_policy_judge *judge,
                            const cors_neighbours *neighbours,
                            const around *outer, const lint_scope *scope)
{
    around inner = *outer;

    inner.doubtful = outer->doubtful || is_doubtful(scope);
    if (!scope->cors) {
        return inner;
    }
    cors_policy_merge(&inner.policy, &outer->policy, &scope->cors->policy);
    if (!inner.doubtful && cors_policy_is_judged(&scope->cors->policy)) {
        cors_policy_check(&inner.policy, judge->problems);
    }
    if (judge->whole) {
        cors_section_check(scope->cors, neighbours, judge->problems);
    }
    return inner;
}

static void check_sections(const lint_policy_judge *judge,
                           const cors_neighbours *neighbours,
                           const around *outer,
                           const apr_array_header_t *scopes)
{
    for (int i = 0; scopes && i < scopes->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(scopes, i, const lint_scope *);
        around inner = check_section(judge, neighbours, outer, scope);

        check_sections(judge, neighbours, &inner, scope->files);
        check_sections(judge, neighbours, &inner, scope->ifs);
    }
}

static void check_host(const lint_policy_judge *judge,
                       const cors_neighbours *neighbours, const around *outer,
                       const lint_host *host)
{
    around inner = check_section(judge, neighbours, outer, host->base);

    check_sections(judge, neighbours, &inner, host->base->files);
    check_sections(judge, neighbours, &inner, host->base->ifs);
    check_sections(judge, neighbours, &inner, host->directories);
    check_sections(judge, neighbours, &inner, host->locations);
    check_sections(judge, neighbours, &inner, host->proxied);
}

static void count_sections(cors_neighbours *neighbours,
                           const apr_array_header_t *scopes);

/* What cannot be told of a section may be all there is to find. */
static void count_section(cors_neighbours *neighbours, const lint_scope *scope)
{
    if (is_doubtful(scope)) {
        *neighbours = (cors_neighbours){true, true};
    } else if (scope->cors) {
        cors_neighbours_add(neighbours, &scope->cors->policy);
    }
    count_sections(neighbours, scope->files);
    count_sections(neighbours, scope->ifs);
}

static void count_sections(cors_neighbours *neighbours,
                           const apr_array_header_t *scopes)
{
    for (int i = 0; scopes && i < scopes->nelts; i++) {
        count_section(neighbours, APR_ARRAY_IDX(scopes, i, const lint_scope *));
    }
}

static cors_neighbours count_host(const lint_host *host)
{
    cors_neighbours neighbours = {false, false};

    count_section(&neighbours, host->base);
    count_sections(&neighbours, host->directories);
    count_sections(&neighbours, host->locations);
    count_sections(&neighbours, host->proxied);
    if (lint_host_allows_htaccess(host)) {
        neighbours = (cors_neighbours){true, true};
    }
    return neighbours;
}

lint_policy_judge lint_policy_judge_of(const lint_server *server)
{
    lint_policy_judge judge = {.server = server,
                               .problems = server->policy_problems};

    if (server->policy_use.mentioned) {
        judge.whole =
            server->conf->server_root.whole_server &&
            server->conf->unseen == 0 && !server->htaccess &&
            !lint_names_number(server->conf->names, "AllowOverrideList");
        judge.main = count_host(server->main);
        judge.all = judge.main;
    }
    return judge;
}

void lint_policy_judge_host(lint_policy_judge *judge, const lint_host *host)
{
    const lint_scope *base = judge->server->main->base;
    around outer = {cors_policy_unset, is_doubtful(base)};
    cors_neighbours neighbours;

    if (!judge->server->policy_use.mentioned) {
        return;
    }
    if (base->cors) {
        outer.policy = base->cors->policy;
    }
    neighbours = count_host(host);
    cors_neighbours_join(&judge->all, &neighbours);
    cors_neighbours_join(&neighbours, &judge->main);
    check_host(judge, &neighbours, &outer, host);
}

/* One of the providers that come with httpd: others may be in any module. */
static bool is_known_provider(const char *name)
{
    static const char *const names[] = {"shmcb", "dbm", "memcache", "redis",
                                        "dc"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void check_cache(const lint_policy_judge *judge,
                        const cors_place *statement)
{
    const lint_conf *conf = judge->server->conf;
    const cors_section *section = judge->server->main->base->cors;
    const cors_origincache *cache =
        section ? &section->cache : &cors_origincache_default;

    if (judge->whole && statement->file && cors_origincache_is_used(cache) &&
        is_known_provider(cache->provider) &&
        lint_modules_have(conf->modules,
                          apr_psprintf(conf->pool, "socache_%s_module",
                                       cache->provider)) == LINT_NO) {
        cors_origincache_refuse(cache, statement, judge->problems);
    }
}

void lint_policy_judge_main(const lint_policy_judge *judge,
                            const cors_place *statement)
{
    around outer = {cors_policy_unset, false};

    if (judge->server->policy_use.mentioned) {
        check_host(judge, &judge->all, &outer, judge->server->main);
        check_cache(judge, statement);
    }
}
