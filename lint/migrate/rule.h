/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A RewriteRule and the conditions right before it, as they are written:
 * whether its engine is on may be said elsewhere.
 */
#ifndef LINT_MIGRATE_RULE_H
#define LINT_MIGRATE_RULE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/conf/node.h"

typedef struct lint_rule_text {
    const lint_node *node;
    const char *pattern;
    const char *output;
    apr_array_header_t *flags;      /* of const char *: "R=204", "L" */
    apr_array_header_t *conditions; /* of const lint_node * */
} lint_rule_text;

/* False when the node is no RewriteRule of two or three words. */
bool lint_rule_text_read(apr_pool_t *pool, const lint_node *node,
                         lint_rule_text *rule);

/* Why it does more than to set variables by the Origin: a sentence's end. NULL
 * when it does not. */
const char *lint_rule_text_excess(apr_pool_t *pool, const lint_rule_text *rule);

/* Whether it answers OPTIONS, from whatever origin, with a 2xx status. */
bool lint_rule_text_is_preflight(apr_pool_t *pool, const lint_rule_text *rule);

#endif
