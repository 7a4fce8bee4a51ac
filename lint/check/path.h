/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paths as texts: where one is from another, links left alone.
 */
#ifndef LINT_CHECK_PATH_H
#define LINT_CHECK_PATH_H

#include <apr_pools.h>

/* Without `.` and `..`, and with the current directory before it. */
const char *lint_path_absolute(apr_pool_t *pool, const char *path);

/* What stands before the last slash; "." for none. */
const char *lint_path_directory(apr_pool_t *pool, const char *path);

/* The way from a directory to a path, both of them absolute. */
const char *lint_path_relative(apr_pool_t *pool, const char *directory,
                               const char *path);

/* What is left of a path below a directory, both of them absolute; NULL when
 * it is not there. */
const char *lint_path_below(const char *directory, const char *path);

#endif
