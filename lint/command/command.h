/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command of corslint as a value: what is run and what is said of it. Help,
 * manual and completion are made from it, so that none of them can be wrong.
 */
#ifndef LINT_COMMAND_COMMAND_H
#define LINT_COMMAND_COMMAND_H

#include <stdio.h>
#include <apr_pools.h>
#include "lint/command/options.h"

/* Texts are plain sentences; lines have at most 76 columns. */
typedef struct lint_command {
    const char *name;
    const char *title; /* begins in lower case, no full stop */
    const char *usage; /* a line for each way to call it, from the program's
                          name on */
    const char *about; /* what it does, in paragraphs; NULL for nothing */
    const lint_option *options; /* --help is the last */
    const char *notes; /* behind the options: exit code, examples; NULL */
    /* argv[0] is the command's name. Returns the exit code. */
    int (*run)(apr_pool_t *pool, int argc, const char *const *argv);
} lint_command;

/* What --help prints. */
void lint_command_help(FILE *out, const lint_command *command);

#endif
