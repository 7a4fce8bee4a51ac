/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Globs of paths: `?` is a character and `*` any number of them, neither a
 * slash; `**` between slashes is any number of directories, none included.
 */
#ifndef LINT_CHECK_GLOB_H
#define LINT_CHECK_GLOB_H

#include <stdbool.h>

/* Whether a glob matches a path or a directory above it. Both are relative to
 * the same place, or absolute. */
bool lint_glob_matches(const char *glob, const char *path);

#endif
