/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/server_early.h"

#include <string.h>

static bool is(const lint_node *node, const char *key)
{
    return strcmp(node->key, key) == 0;
}

static void look(const lint_node *top, bool below_walk, lint_policy_use *found)
{
    for (const lint_node *node = top->children; node; node = node->next) {
        if (node->section && !is(node, "virtualhost")) {
            look(node,
                 below_walk ||
                     !(is(node, "location") || is(node, "locationmatch")),
                 found);
        } else if (!node->section && cors_directive_find(node->name)) {
            found->any = true;
            found->below_walk = found->below_walk || below_walk;
        }
    }
}

static bool allows_htaccess(const lint_scope *scope)
{
    return scope->override != LINT_UNSAID &&
           scope->override & LINT_OVERRIDE_FILEINFO;
}

bool lint_host_allows_htaccess(const lint_host *host)
{
    bool has = allows_htaccess(host->base);

    for (int i = 0; i < host->directories->nelts; i++) {
        has = has || allows_htaccess(
                         APR_ARRAY_IDX(host->directories, i, lint_scope *));
    }
    return has;
}

static bool mentions_policy(const lint_names *names)
{
    for (const cors_directive *row = cors_directives; row->name; row++) {
        if (lint_names_number(names, row->name)) {
            return true;
        }
    }
    return false;
}

void lint_server_find_early(const lint_server *server, lint_host *host)
{
    lint_policy_use use = server->policy_use;

    if (!use.mentioned) {
        return;
    }
    if (host->node) {
        look(host->node, false, &use);
    }
    host->answers_early =
        use.any && !use.below_walk && !lint_host_allows_htaccess(host);
}

lint_policy_use lint_server_use_policy(const lint_conf *conf)
{
    lint_policy_use use = {.mentioned = mentions_policy(conf->names)};

    if (use.mentioned) {
        look(conf->root, false, &use);
    }
    return use;
}
