/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corslint simulate: what the server would answer, with the line of the
 * configuration that made each header.
 */
#ifndef LINT_COMMAND_SIMULATE_H
#define LINT_COMMAND_SIMULATE_H

#include <apr_pools.h>

/* Runs the command; returns the exit code: 0, or 2 for wrong usage and for
 * input that could not be read. */
int lint_simulate(apr_pool_t *pool, int argc, const char *const *argv);

#endif
