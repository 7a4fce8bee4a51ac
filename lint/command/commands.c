/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/commands.h"

#include <string.h>
#include <apr_tables.h>
#include "lint/check/nearest.h"

const lint_command *const lint_commands[] = {
    &lint_command_check,
    &lint_command_rules,
    &lint_command_explain,
    &lint_command_simulate,
    &lint_command_init,
    &lint_command_probe,
    &lint_command_migrate,
    &lint_command_completion,
    &lint_command_manual,
    &lint_help_command,
    NULL,
};

const lint_option lint_program_options[] = {
    {"version", NULL, "which corslint this is, and which libraries it has",
     LINT_OPTION_FLAG, 0},
    {"help", NULL, "this text", LINT_OPTION_FLAG, 0},
    {0}};

const lint_command *lint_command_find(const char *name)
{
    const lint_command *const *at = lint_commands;

    while (*at && strcmp((*at)->name, name) != 0) {
        at++;
    }
    return *at;
}

const char *lint_command_suggestion(apr_pool_t *pool, const char *word)
{
    apr_array_header_t *names = apr_array_make(pool, 12, sizeof(const char *));

    for (const lint_command *const *at = lint_commands; *at; at++) {
        APR_ARRAY_PUSH(names, const char *) = (*at)->name;
    }
    APR_ARRAY_PUSH(names, const char *) = NULL;
    return lint_nearest(word, (const char *const *)(void *)names->elts);
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

void lint_commands_help(FILE *out)
{
    fprintf(out, "usage: %s\n       corslint COMMAND [OPTION...]\n\n",
            lint_commands[0]->usage);
    for (const lint_command *const *at = lint_commands; *at; at++) {
        fprintf(out, "  %-11s %s\n", (*at)->name, (*at)->title);
    }
    fputc('\n', out);
    lint_options_print(out, lint_program_options);
    fputs("\ncorslint COMMAND --help tells a command's options.\n", out);
}
