/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which commands there are.
 */
#ifndef LINT_COMMAND_COMMANDS_H
#define LINT_COMMAND_COMMANDS_H

#include "lint/command/command.h"

extern const lint_command lint_command_check;
extern const lint_command lint_command_rules;
extern const lint_command lint_command_explain;
extern const lint_command lint_command_simulate;
extern const lint_command lint_command_init;
extern const lint_command lint_command_probe;
extern const lint_command lint_command_migrate;
extern const lint_command lint_command_completion;
extern const lint_command lint_command_manual;
/* lint_command_help is what prints. */
extern const lint_command lint_help_command;

/* All of them, in the order of the help; the last is NULL. The first is meant
 * where none is named. */
extern const lint_command *const lint_commands[];

/* The command of that name; NULL for none. */
const lint_command *lint_command_find(const char *name);

/* The name of the command that a word was meant to be; NULL when it is like
 * none. */
const char *lint_command_suggestion(apr_pool_t *pool, const char *word);

/* What corslint takes instead of a command. */
extern const lint_option lint_program_options[];

/* What corslint --help prints: the commands, a line each. */
void lint_commands_help(FILE *out);

#endif
