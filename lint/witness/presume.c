/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/presume.h"

#include "lint/witness/subject.h"

/* The nodes of which it cannot be told whether they are there. */
static apr_array_header_t *list_doubtful(apr_pool_t *pool, lint_node *root)
{
    apr_array_header_t *list = apr_array_make(pool, 0, sizeof(lint_node *));

    for (lint_node *node = lint_node_after(root, root); node;
         node = lint_node_after(node, root)) {
        if (node->maybe) {
            APR_ARRAY_PUSH(list, lint_node *) = node;
        }
    }
    return list;
}

static void set_doubt(const apr_array_header_t *nodes, bool maybe)
{
    for (int i = 0; i < nodes->nelts; i++) {
        APR_ARRAY_IDX(nodes, i, lint_node *)->maybe = maybe;
    }
}

const lint_survey *lint_survey_presume(apr_pool_t *pool, const lint_conf *conf)
{
    apr_array_header_t *nodes = list_doubtful(pool, conf->root);
    const lint_survey *presumed = NULL;

    if (nodes->nelts) {
        set_doubt(nodes, false);
        presumed = lint_survey_make(
            pool, lint_server_build_part(pool, conf, lint_subject_is_anywhere));
        set_doubt(nodes, true);
    }
    return presumed;
}
