/* SPDX-License-Identifier: Apache-2.0 */
#include <stdbool.h>
#include "lint/command/commands.h"

typedef struct help_command {
    bool help;
} help_command;

static const lint_option table[] = {
    {"help", NULL, "this text", LINT_OPTION_FLAG, offsetof(help_command, help)},
    {0}};

static int run_help(apr_pool_t *pool, int argc, const char *const *argv)
{
    help_command c = {false};
    apr_array_header_t *words = apr_array_make(pool, 1, sizeof(const char *));
    const lint_command *command;
    const char *name;

    if (!lint_options_read(pool, table, &c, argc - 1, argv + 1, words)) {
        return 2;
    }
    if (c.help) {
        lint_command_help(stdout, &lint_help_command);
        return 0;
    }
    if (!words->nelts) {
        lint_commands_help(stdout);
        return 0;
    }
    name = APR_ARRAY_IDX(words, 0, const char *);
    command = lint_command_find(name);
    if (!command) {
        const char *meant = lint_command_suggestion(pool, name);

        return meant ? lint_usage_error("\"%s\" is no command; write %s", name,
                                        meant)
                     : lint_usage_error("\"%s\" is no command; corslint --help "
                                        "lists them",
                                        name);
    }
    lint_command_help(stdout, command);
    return 0;
}

const lint_command lint_help_command = {
    .name = "help",
    .title = "tell how a command is used",
    .usage = "corslint help [COMMAND]",
    .about = "The same as corslint COMMAND --help. Without COMMAND, which "
             "commands there are.",
    .options = table,
    .run = run_help};
