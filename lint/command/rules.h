/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corslint rules: what there is to be found.
 */
#ifndef LINT_COMMAND_RULES_H
#define LINT_COMMAND_RULES_H

#include <apr_pools.h>

/* The command; argv[0] is its name. Returns the exit code. */
int lint_command_rules(apr_pool_t *pool, int argc, const char *const *argv);

#endif
