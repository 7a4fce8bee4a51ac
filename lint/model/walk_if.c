/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/walk.h"

#include "lint/model/uncertain.h"
#include "lint/model/vary.h"

/* Nobody nests <If> deeper; a tree that does is not followed for ever. */
#define DEPTH_MAX 16

/* One pass over the <If> sections: those that hold are merged, and the ones
 * inside them are what the next pass looks at. */
static const lint_scope *walk_ifs(lint_walk *walk, const lint_scope *base,
                                  const apr_array_header_t *list, int depth)
{
    apr_pool_t *pool = walk->request->pool;
    apr_array_header_t *inner = apr_array_make(pool, 2, sizeof(lint_scope *));
    const lint_scope *found = NULL;
    lint_truth earlier = LINT_NO; /* some branch before held */

    for (int i = 0; list && i < list->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(list, i, lint_scope *);
        lint_expr_context context = {
            .pool = pool, .request = walk->request, .facts = walk->facts};
        lint_truth holds = LINT_YES;
        const char *why = "whether an <If> holds cannot be told";

        if (scope->branch == 0) {
            earlier = LINT_NO;
        }
        if (earlier == LINT_YES) {
            continue;
        }
        if (scope->unknown) {
            holds = LINT_UNKNOWN;
            why = scope->unknown;
        } else if (scope->condition) {
            holds = lint_expr_eval(scope->condition, &context);
            why = context.unknown ? context.unknown : why;
            lint_vary_add(walk->request, lint_expr_vary(&context),
                          &scope->node->place, LINT_YES);
        }
        if (earlier == LINT_UNKNOWN && holds == LINT_YES) {
            holds = LINT_UNKNOWN;
        }
        if (holds == LINT_NO) {
            continue;
        }
        earlier = lint_truth_or(earlier, holds);
        if (holds == LINT_UNKNOWN) {
            scope = lint_walk_doubtful(walk, scope, why);
        }
        if (scope->ifs) {
            apr_array_cat(inner, scope->ifs);
        }
        found = lint_walk_merge(walk, found, scope);
    }
    base = lint_walk_finish(walk, base, found);
    return inner->nelts && depth < DEPTH_MAX
               ? walk_ifs(walk, base, inner, depth + 1)
               : base;
}

const lint_scope *lint_walk_ifs(lint_walk *walk, const lint_scope *base)
{
    return walk_ifs(walk, base, base->ifs, 0);
}
