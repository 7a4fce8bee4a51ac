/* SPDX-License-Identifier: Apache-2.0 */
#include "node.h"
#include "lines.h"

lint_words lint_node_words(apr_pool_t *pool, const lint_node *node)
{
    return lint_words_split(pool, node->args);
}

lint_place lint_node_place(const lint_node *node, int at)
{
    lint_line line = {node->args, 0, node->place, node->map, NULL};

    return lint_line_place(&line, node->args_at + at);
}

bool lint_node_excludes(const lint_node *left, const lint_node *right)
{
    for (; left; left = left->parent) {
        for (const lint_node *other = right; left->guard && other;
             other = other->parent) {
            if (lint_guard_excludes(left->guard, other->guard)) {
                return true;
            }
        }
    }
    return false;
}

lint_node *lint_node_after(const lint_node *node, const lint_node *top)
{
    if (node->children) {
        return node->children;
    }
    while (node != top && !node->next) {
        node = node->parent;
    }
    return node == top ? NULL : node->next;
}
