/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corslint check: the findings of files, trees and whole servers.
 */
#ifndef LINT_COMMAND_CHECK_H
#define LINT_COMMAND_CHECK_H

#include <apr_pools.h>

/* The command; argv[0] is its name. Returns the exit code: 0 clean, 1 findings
 * that --fail-on minds, 2 usage or input error. */
int lint_command_check(apr_pool_t *pool, int argc, const char *const *argv);

#endif
