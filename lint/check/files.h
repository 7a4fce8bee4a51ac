/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A set of files on this machine. One that has several names, through links
 * or `..`, is one file.
 */
#ifndef LINT_CHECK_FILES_H
#define LINT_CHECK_FILES_H

#include <stdbool.h>
#include <apr_pools.h>

typedef struct lint_files lint_files;

lint_files *lint_files_create(apr_pool_t *pool);

/* False when it was there already. What does not exist is never there. */
bool lint_files_add(lint_files *files, const char *path);

bool lint_files_has(lint_files *files, const char *path);

#endif
