/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corslint: evaluates httpd configuration.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <apr_general.h>
#include <apr_pools.h>
#include <apr_version.h>
#include <libpsl.h>
#include <pcre2.h>
#include "lint/command/commands.h"
#include "lint/command/dump.h"
#include "lint/version.h"

static int print_version(void)
{
    char pcre2[64] = "";

    pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
    pcre2[strcspn(pcre2, " ")] = '\0'; /* its date */
    printf("corslint " LINT_VERSION "\nAPR %s, PCRE2 %s, libpsl %s\n",
           apr_version_string(), pcre2, psl_get_version());
    return 0;
}

/* The command that a word was meant to be; NULL when it may be a path. */
static const char *meant(apr_pool_t *pool, const char *word)
{
    if (strspn(word, "abcdefghijklmnopqrstuvwxyz") != strlen(word) ||
        access(word, F_OK) == 0) {
        return NULL;
    }
    return lint_command_suggestion(pool, word);
}

static int run(apr_pool_t *pool, int argc, const char *const *argv)
{
    const lint_command *command;

    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        return print_version();
    }
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        lint_commands_help(stdout);
        return 0;
    }
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--dump=", 7) == 0) {
            return lint_command_dump(pool, argc, argv);
        }
    }
    command = argc > 1 ? lint_command_find(argv[1]) : NULL;
    if (command) {
        return command->run(pool, argc - 1, argv + 1);
    }
    if (argc > 1 && meant(pool, argv[1])) {
        return lint_usage_error("\"%s\" is no command and no file; write %s",
                                argv[1], meant(pool, argv[1]));
    }
    return lint_commands[0]->run(pool, argc, argv);
}

int main(int argc, const char *const *argv)
{
    apr_pool_t *pool;
    int code;

    apr_initialize();
    apr_pool_create(&pool, NULL);
    code = run(pool, argc, argv);
    /* The process ends: to give a large server's memory back piece by piece
     * would take a tenth of the run. */
    return code;
}
