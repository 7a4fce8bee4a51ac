/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corslint: evaluates httpd configuration.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <apr_general.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/check/nearest.h"
#include "lint/command/commands.h"
#include "lint/command/dump.h"
#include "lint/version.h"

static int usage(void)
{
    puts("usage: corslint [check] [OPTION...] [PATH...]\n"
         "       corslint COMMAND [OPTION...]\n");
    for (const lint_command *const *at = lint_commands; *at; at++) {
        printf("  %-10s %s\n", (*at)->name, (*at)->title);
    }
    puts("\ncorslint COMMAND --help tells a command's options; corslint "
         "--version its version.");
    return 0;
}

/* The command that a word was meant to be; NULL when it may be a path. */
static const char *meant(apr_pool_t *pool, const char *word)
{
    apr_array_header_t *names = apr_array_make(pool, 12, sizeof(const char *));

    if (strspn(word, "abcdefghijklmnopqrstuvwxyz") != strlen(word) ||
        access(word, F_OK) == 0) {
        return NULL;
    }
    for (const lint_command *const *at = lint_commands; *at; at++) {
        APR_ARRAY_PUSH(names, const char *) = (*at)->name;
    }
    APR_ARRAY_PUSH(names, const char *) = NULL;
    return lint_nearest(word, (const char *const *)(void *)names->elts);
}

static int run(apr_pool_t *pool, int argc, const char *const *argv)
{
    const lint_command *command;

    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("corslint " LINT_VERSION);
        return 0;
    }
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        return usage();
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
