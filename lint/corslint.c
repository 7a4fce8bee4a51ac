/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corslint: evaluates httpd configuration.
 */
#include <stdio.h>
#include <string.h>
#include <apr_general.h>
#include <apr_pools.h>
#include "lint/command/simulate.h"

static int usage(FILE *to, int code)
{
    fputs("usage: corslint simulate --config FILE --url URL [OPTION...]\n"
          "\n"
          "  simulate   predict status and headers of a request\n"
          "\n"
          "corslint COMMAND --help tells a command's options.\n",
          to);
    return code;
}

int main(int argc, const char *const *argv)
{
    apr_pool_t *pool;
    int code;

    apr_initialize();
    apr_pool_create(&pool, NULL);
    if (argc < 2) {
        code = usage(stderr, 2);
    } else if (strcmp(argv[1], "simulate") == 0) {
        code = lint_simulate(pool, argc - 1, argv + 1);
    } else if (strcmp(argv[1], "--help") == 0) {
        code = usage(stdout, 0);
    } else {
        fprintf(stderr, "corslint: \"%s\" is no command; write simulate\n",
                argv[1]);
        code = 2;
    }
    apr_pool_destroy(pool);
    apr_terminate();
    return code;
}
