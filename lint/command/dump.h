/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corslint --dump=STAGE: what a stage of reading a configuration makes of it.
 */
#ifndef LINT_COMMAND_DUMP_H
#define LINT_COMMAND_DUMP_H

#include <apr_pools.h>

/* argv is the program's, with --dump=STAGE anywhere behind its name. Returns
 * the exit code: 2 when something could not be read. */
int lint_command_dump(apr_pool_t *pool, int argc, const char *const *argv);

#endif
