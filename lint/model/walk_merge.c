/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/walk.h"

#include <apr_strings.h>

const lint_scope *lint_walk_doubtful(lint_walk *walk, const lint_scope *scope,
                                     const char *why)
{
    apr_pool_t *pool = walk->request->pool;
    lint_scope *copy = apr_pmemdup(pool, scope, sizeof(*copy));

    copy->headers = apr_array_make(pool, scope->headers->nelts,
                                   sizeof(lint_header_action *));
    for (int i = 0; i < scope->headers->nelts; i++) {
        lint_header_action *action = apr_pmemdup(
            pool, APR_ARRAY_IDX(scope->headers, i, lint_header_action *),
            sizeof(*action));

        action->perhaps = why;
        APR_ARRAY_PUSH(copy->headers, lint_header_action *) = action;
    }
    copy->setenvif =
        apr_array_make(pool, scope->setenvif->nelts, sizeof(lint_setenvif *));
    for (int i = 0; i < scope->setenvif->nelts; i++) {
        lint_setenvif *entry = apr_pmemdup(
            pool, APR_ARRAY_IDX(scope->setenvif, i, lint_setenvif *),
            sizeof(*entry));

        entry->unknown = why;
        APR_ARRAY_PUSH(copy->setenvif, lint_setenvif *) = entry;
    }
    copy->doubt = NULL;
    if (scope->doubt || scope->env || scope->rewrite || scope->access ||
        scope->cors || scope->documents->nelts) {
        lint_request_unknown(walk->request, why);
    }
    copy->env = NULL;
    copy->rewrite = NULL;
    copy->access = NULL;
    copy->cors = NULL;
    copy->unknown = NULL;
    return copy;
}

const lint_scope *lint_walk_merge(lint_walk *walk, const lint_scope *base,
                                  const lint_scope *over)
{
    APR_ARRAY_PUSH(walk->held, const lint_scope *) = over;
    if (over->unknown) {
        over = lint_walk_doubtful(walk, over, over->unknown);
    }
    return base ? lint_scope_merge(walk->request->pool, base, over) : over;
}

const lint_scope *lint_walk_finish(const lint_walk *walk,
                                   const lint_scope *base,
                                   const lint_scope *found)
{
    return found ? lint_scope_merge(walk->request->pool, base, found) : base;
}
