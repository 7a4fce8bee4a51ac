/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corslint explain: all that a rule has to say, and its example at work.
 */
#ifndef LINT_COMMAND_EXPLAIN_H
#define LINT_COMMAND_EXPLAIN_H

#include <apr_pools.h>

/* The command; argv[0] is its name. Returns the exit code. */
int lint_command_explain(apr_pool_t *pool, int argc, const char *const *argv);

#endif
