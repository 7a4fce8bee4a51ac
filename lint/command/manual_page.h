/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corslint(1).
 */
#ifndef LINT_COMMAND_MANUAL_PAGE_H
#define LINT_COMMAND_MANUAL_PAGE_H

#include <stdio.h>
#include <apr_pools.h>

/* Prints it as mdoc(7), from lint_commands and lint_rules. */
void lint_manual_corslint(apr_pool_t *pool, FILE *out);

#endif
