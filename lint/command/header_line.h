/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --header 'NAME: VALUE'.
 */
#ifndef LINT_COMMAND_HEADER_LINE_H
#define LINT_COMMAND_HEADER_LINE_H

#include <stdbool.h>
#include <apr_pools.h>

/* Splits it; the value points into the line. False, with a line on stderr, when
 * it has no colon. */
bool lint_header_line_split(apr_pool_t *pool, const char *line,
                            const char **name, const char **value);

#endif
