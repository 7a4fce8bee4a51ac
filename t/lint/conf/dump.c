/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corslint --dump=STAGE by itself: the tests beside this read what it prints.
 */
#include <stdlib.h>
#include <apr_general.h>
#include "lint/command/dump.h"

int main(int argc, char **argv)
{
    apr_pool_t *pool;

    if (apr_initialize() != APR_SUCCESS ||
        apr_pool_create(&pool, NULL) != APR_SUCCESS) {
        return 2;
    }
    atexit(apr_terminate);
    return lint_command_dump(pool, argc, (const char *const *)argv);
}
