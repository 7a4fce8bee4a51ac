/* SPDX-License-Identifier: Apache-2.0 */
#include "branches.h"

#include <apr_strings.h>
#include "template.h"

typedef struct level {
    const lint_guard *outer; /* before the if */
    const lint_guard *first; /* what the if asks for */
    int count;               /* of branches */
    bool repeated;           /* it or what is around it is a loop */
} level;

static level *innermost(const lint_branches *branches)
{
    return branches->open && branches->open->nelts
               ? &APR_ARRAY_IDX(branches->open, branches->open->nelts - 1,
                                level)
               : NULL;
}

static const lint_guard *make(const lint_branches *branches,
                              const lint_template_tag *tag, bool repeated)
{
    lint_guard *guard = apr_pcalloc(branches->pool, sizeof(*guard));

    guard->kind = "template";
    guard->condition = tag->condition;
    guard->negated = tag->negated;
    guard->changes = branches->changes;
    guard->block = guard;
    guard->repeated = repeated;
    return guard;
}

static void enter(lint_branches *branches, const lint_template_tag *tag)
{
    const level *outer = innermost(branches);
    bool repeated = outer && outer->repeated;
    const lint_guard *first = make(branches, tag, repeated);
    level *opened;

    if (!branches->open) {
        branches->open = apr_array_make(branches->pool, 4, sizeof(level));
    }
    opened = apr_array_push(branches->open);
    *opened = (level){branches->guard, first, 1,
                      repeated || tag->step == LINT_TEMPLATE_LOOP};
    branches->guard = lint_guard_within(branches->pool, first, opened->outer);
}

/* A mere else is the opposite of its if. */
static void turn(lint_branches *branches, const lint_template_tag *tag)
{
    level *now = innermost(branches);
    lint_guard *guard;

    if (!now) {
        return;
    }
    guard = apr_pmemdup(branches->pool, now->first, sizeof(*guard));
    guard->negated = !guard->negated;
    if (tag->condition) {
        guard->condition = tag->condition;
        guard->negated = tag->negated;
    }
    guard->branch = now->count++;
    branches->guard = lint_guard_within(branches->pool, guard, now->outer);
}

void lint_branches_pass(lint_branches *branches, const apr_array_header_t *tags)
{
    for (int i = 0; tags && i < tags->nelts; i++) {
        const lint_template_tag *tag =
            &APR_ARRAY_IDX(tags, i, lint_template_tag);

        switch (tag->step) {
        case LINT_TEMPLATE_IF:
        case LINT_TEMPLATE_LOOP:
            enter(branches, tag);
            break;
        case LINT_TEMPLATE_ELSE:
            turn(branches, tag);
            break;
        case LINT_TEMPLATE_END:
            if (innermost(branches)) {
                const level *left = apr_array_pop(branches->open);

                branches->guard = left->outer;
            }
            break;
        default:
            branches->changes++;
            break;
        }
    }
}

const lint_guard *lint_branches_amid(const lint_branches *branches)
{
    const lint_template_tag tag = {LINT_TEMPLATE_IF, NULL, false};

    return make(branches, &tag, true);
}
