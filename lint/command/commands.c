/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/commands.h"

#include <string.h>

const lint_command *const lint_commands[] = {
    &lint_command_check, &lint_command_rules, &lint_command_explain,
    &lint_command_simulate, NULL};

const lint_command *lint_command_find(const char *name)
{
    const lint_command *const *at = lint_commands;

    while (*at && strcmp((*at)->name, name) != 0) {
        at++;
    }
    return *at;
}

/* "usage: " before the first line, and as much room before the others. */
static void print_usage(FILE *out, const char *usage)
{
    const char *before = "usage: ";

    while (*usage) {
        int length = (int)strcspn(usage, "\n");

        fprintf(out, "%s%.*s\n", before, length, usage);
        before = "       ";
        usage += length;
        usage += *usage == '\n';
    }
}

void lint_command_help(FILE *out, const lint_command *command)
{
    print_usage(out, command->usage);
    if (command->about) {
        fprintf(out, "\n%s\n", command->about);
    }
    fputc('\n', out);
    lint_options_print(out, command->options);
    if (command->notes) {
        fprintf(out, "\n%s\n", command->notes);
    }
}
