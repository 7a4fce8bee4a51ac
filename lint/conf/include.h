/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which files an Include means: globs in every component, whole directories,
 * in httpd's order.
 */
#ifndef LINT_CONF_INCLUDE_H
#define LINT_CONF_INCLUDE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>

typedef struct lint_include {
    apr_pool_t *pool;
    bool optional;
    apr_array_header_t *files; /* of const char * */
    const char *wrong;         /* what httpd would refuse; NULL for nothing */
    int depth;
    bool stopped; /* at a loop of links */
} lint_include;

/* Adds the files of a path, made absolute or relative to this process, to
 * include->files. */
void lint_include_find(lint_include *include, const char *path);

#endif
