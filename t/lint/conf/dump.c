/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints a stage: dump STAGE FILE [whole] [all] [root=DIR] [module=NAME]
 * [define=NAME[=VALUE]] [env=NAME=VALUE] [version=VERSION]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_general.h>
#include <apr_strings.h>
#include "lint/conf/dump.h"

/* The value of NAME=VALUE in argument; NULL when it has another name. */
static const char *value_of(const char *argument, const char *name)
{
    size_t length = strlen(name);

    return strncmp(argument, name, length) == 0 && argument[length] == '='
               ? argument + length + 1
               : NULL;
}

static void read_option(apr_pool_t *pool, lint_conf_options *options,
                        apr_array_header_t *modules,
                        apr_array_header_t *defines, apr_table_t *environment,
                        const char *argument)
{
    const char *value;

    if (strcmp(argument, "whole") == 0) {
        options->whole_server = true;
    } else if (strcmp(argument, "all") == 0) {
        options->all_modules = true;
    } else if ((value = value_of(argument, "root"))) {
        options->server_root = value;
    } else if ((value = value_of(argument, "version"))) {
        options->httpd_version = value;
    } else if ((value = value_of(argument, "module"))) {
        APR_ARRAY_PUSH(modules, const char *) = value;
    } else if ((value = value_of(argument, "define"))) {
        APR_ARRAY_PUSH(defines, const char *) = value;
    } else if ((value = value_of(argument, "env"))) {
        const char *equals = strchr(value, '=');

        options->environment = environment;
        if (equals) {
            apr_table_set(
                environment,
                apr_pstrmemdup(pool, value, (apr_size_t)(equals - value)),
                equals + 1);
        }
    } else {
        fprintf(stderr, "dump: what is \"%s\"?\n", argument);
        exit(2);
    }
}

int main(int argc, char **argv)
{
    lint_conf_options options = {0};
    apr_array_header_t *modules;
    apr_array_header_t *defines;
    apr_table_t *environment;
    apr_pool_t *pool;

    if (argc < 3 || apr_initialize() != APR_SUCCESS ||
        apr_pool_create(&pool, NULL) != APR_SUCCESS) {
        fputs("usage: dump STAGE FILE [OPTION...]\n", stderr);
        return 2;
    }
    atexit(apr_terminate);
    modules = apr_array_make(pool, 4, sizeof(const char *));
    defines = apr_array_make(pool, 4, sizeof(const char *));
    environment = apr_table_make(pool, 4);
    options.modules = modules;
    options.defines = defines;
    for (int i = 3; i < argc; i++) {
        read_option(pool, &options, modules, defines, environment, argv[i]);
    }
    return lint_conf_dump(pool, argv[1], &options, argv[2], stdout) ? 0 : 2;
}
