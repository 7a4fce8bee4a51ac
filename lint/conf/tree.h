/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One file as a tree, nothing in it executed: as it is written.
 */
#ifndef LINT_CONF_TREE_H
#define LINT_CONF_TREE_H

#include <apr_pools.h>
#include "names.h"
#include "node.h"
#include "problem.h"
#include "source.h"

/* Never NULL; a root as lint_conf's. */
lint_node *lint_tree_parse(apr_pool_t *pool, lint_names *names,
                           const lint_source *source, lint_problems *problems);

#endif
