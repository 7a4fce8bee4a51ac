/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files read byte for byte, and replaced so that whoever reads them meanwhile
 * gets all of the old or all of the new.
 */
#ifndef LINT_CHECK_FILE_H
#define LINT_CHECK_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <apr_pools.h>
#include "lint/conf/problem.h"

typedef struct lint_file {
    const char *path;
    char *bytes; /* size bytes and a NUL */
    size_t size;
    dev_t device;
    ino_t inode;
} lint_file;

/* Reads an ordinary file. NULL, with a problem that is unread, when that is
 * not possible. */
lint_file *lint_file_read(apr_pool_t *pool, const char *path,
                          lint_problems *problems);

/* Writes the bytes to a path, whose links are followed; mode and owner of a
 * file that is there stay as they are, and what is no regular file stays what
 * it is. False, with a problem that is unread, when that is not possible; a
 * regular file is then as it was. */
bool lint_file_replace(apr_pool_t *pool, const char *path, const char *bytes,
                       size_t size, lint_problems *problems);

#endif
