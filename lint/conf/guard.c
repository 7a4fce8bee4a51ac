/* SPDX-License-Identifier: Apache-2.0 */
#include "guard.h"

#include <string.h>
#include <apr_strings.h>

/* Each new condition is compared with all around it. */
#define DEPTH_MAX 64

/* 1 when they say the same, -1 the opposite, 0 when neither follows. */
static int compare(const lint_guard *left, const lint_guard *right)
{
    if (left->repeated || right->repeated) {
        return 0;
    }
    if (left->block && left->block == right->block) {
        return left->branch == right->branch ? 1 : -1;
    }
    if (!left->condition || !right->condition ||
        left->changes != right->changes ||
        strcmp(left->kind, right->kind) != 0 ||
        strcmp(left->condition, right->condition) != 0) {
        return 0;
    }
    return left->negated == right->negated ? 1 : -1;
}

lint_truth lint_guard_decides(const lint_guard *given, const lint_guard *tried)
{
    for (; given; given = given->outer) {
        int same = compare(given, tried);

        if (same) {
            return same > 0 ? LINT_YES : LINT_NO;
        }
    }
    return LINT_UNKNOWN;
}

const lint_guard *lint_guard_within(apr_pool_t *pool, const lint_guard *inner,
                                    const lint_guard *outer)
{
    const lint_guard *rest;
    lint_guard *copy;

    if (!inner || !outer) {
        return inner ? inner : outer;
    }
    rest = lint_guard_within(pool, inner->outer, outer);
    if (rest->depth >= DEPTH_MAX ||
        lint_guard_decides(rest, inner) == LINT_YES) {
        return rest;
    }
    copy = apr_pmemdup(pool, inner, sizeof(*inner));
    copy->outer = rest;
    copy->depth = rest->depth + 1;
    return copy;
}

bool lint_guard_excludes(const lint_guard *left, const lint_guard *right)
{
    for (; left; left = left->outer) {
        if (lint_guard_decides(right, left) == LINT_NO) {
            return true;
        }
    }
    return false;
}

bool lint_guard_is_other_branch(const lint_guard *left, const lint_guard *right)
{
    for (; left; left = left->outer) {
        for (const lint_guard *other = right; left->block && other;
             other = other->outer) {
            if (left->block == other->block && left->branch != other->branch) {
                return true;
            }
        }
    }
    return false;
}

const char *lint_guard_text(apr_pool_t *pool, const lint_guard *guard)
{
    const char *condition = guard->condition ? guard->condition : "?";

    if (strcmp(guard->kind, "template") == 0) {
        return !guard->condition ? "a template's condition"
                                 : apr_pstrcat(pool, "a template's condition (",
                                               guard->negated ? "not " : "",
                                               condition, ")", NULL);
    }
    return apr_pstrcat(pool, "<", guard->kind, " ", guard->negated ? "!" : "",
                       condition, ">", NULL);
}
