/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What commands have to say to their user on stderr.
 */
#ifndef LINT_COMMAND_COMPLAINT_H
#define LINT_COMMAND_COMPLAINT_H

#include <apr_pools.h>
#include "lint/conf/problem.h"

/* Prints each problem with its place; returns how many there are. */
int lint_complain(const lint_problems *problems);

/* How to end a sentence about a name that is no rule's: "write X", with the
 * nearest, or where the names are. */
const char *lint_rule_suggestion(apr_pool_t *pool, const char *name);

#endif
