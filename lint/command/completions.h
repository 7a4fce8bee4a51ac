/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Completion for the shells, a function each, and what they have in common.
 */
#ifndef LINT_COMMAND_COMPLETIONS_H
#define LINT_COMMAND_COMPLETIONS_H

#include <stdio.h>
#include <apr_pools.h>
#include "lint/command/options.h"

/* Prints the script, which knows all of lint_commands. */
void lint_completion_bash(apr_pool_t *pool, FILE *out);
void lint_completion_zsh(apr_pool_t *pool, FILE *out);
void lint_completion_fish(apr_pool_t *pool, FILE *out);

/* An option's help on one line; from pool. */
const char *lint_option_summary(apr_pool_t *pool, const lint_option *option);

/* The text with a backslash before each of these bytes; from pool. */
const char *lint_backslashed(apr_pool_t *pool, const char *text,
                             const char *bytes);

/* A word of bash and zsh, in single quotes; from pool. */
const char *lint_shell_quoted(apr_pool_t *pool, const char *text);

#endif
