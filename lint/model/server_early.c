/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/server_early.h"

#include <string.h>

/* Where the CorsCreds* directives of a server stand. */
typedef struct use {
    bool any;
    bool below_walk; /* in what is not <Location> */
} use;

static bool is(const lint_node *node, const char *key)
{
    return strcmp(node->key, key) == 0;
}

static void look(const lint_node *top, bool below_walk, use *found)
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

static bool has_htaccess(const lint_host *host)
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

void lint_server_find_early(lint_server *server)
{
    use main = {false, false};

    if (!mentions_policy(server->conf->names)) {
        return;
    }

    look(server->conf->root, false, &main);
    for (int i = -1; i < server->hosts->nelts; i++) {
        lint_host *host =
            i < 0 ? server->main : APR_ARRAY_IDX(server->hosts, i, lint_host *);
        use own = main;

        if (host->node) {
            look(host->node, false, &own);
        }
        host->answers_early = own.any && !own.below_walk && !has_htaccess(host);
    }
}
