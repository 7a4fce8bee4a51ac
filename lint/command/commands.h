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

/* All of them, in the order of the help; the last is NULL. The first is meant
 * where none is named. */
extern const lint_command *const lint_commands[];

/* The command of that name; NULL for none. */
const lint_command *lint_command_find(const char *name);

#endif
