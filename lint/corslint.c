/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corslint: evaluates httpd configuration.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <apr_general.h>
#include <apr_pools.h>
#include "lint/check/nearest.h"
#include "lint/command/check.h"
#include "lint/command/dump.h"
#include "lint/command/explain.h"
#include "lint/command/options.h"
#include "lint/command/rules.h"
#include "lint/command/simulate.h"
#include "lint/version.h"

typedef struct command {
    const char *name;
    const char *title;
    int (*run)(apr_pool_t *pool, int argc, const char *const *argv);
} command;

static const command commands[] = {
    {"check", "tell what is wrong with a configuration", lint_command_check},
    {"rules", "list what is looked for", lint_command_rules},
    {"explain", "explain a rule, by example", lint_command_explain},
    {"simulate", "predict status and headers of a request", lint_simulate},
    {NULL, NULL, NULL}};

static int usage(void)
{
    puts("usage: corslint [check] [OPTION...] [PATH...]\n"
         "       corslint COMMAND [OPTION...]\n");
    for (const command *c = commands; c->name; c++) {
        printf("  %-10s %s\n", c->name, c->title);
    }
    puts("\ncorslint COMMAND --help tells a command's options; corslint "
         "--version its version.");
    return 0;
}

/* The command that a word was meant to be; NULL when it may be a path. */
static const char *meant(const char *word)
{
    const char *names[sizeof(commands) / sizeof(commands[0])];
    size_t i = 0;

    if (strspn(word, "abcdefghijklmnopqrstuvwxyz") != strlen(word) ||
        access(word, F_OK) == 0) {
        return NULL;
    }
    for (; commands[i].name; i++) {
        names[i] = commands[i].name;
    }
    names[i] = NULL;
    return lint_nearest(word, names);
}

static int run(apr_pool_t *pool, int argc, const char *const *argv)
{
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
    for (const command *c = commands; argc > 1 && c->name; c++) {
        if (strcmp(argv[1], c->name) == 0) {
            return c->run(pool, argc - 1, argv + 1);
        }
    }
    if (argc > 1 && meant(argv[1])) {
        return lint_usage_error("\"%s\" is no command and no file; write %s",
                                argv[1], meant(argv[1]));
    }
    return lint_command_check(pool, argc, argv);
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
