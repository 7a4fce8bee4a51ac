/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/header_line.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/command/options.h"

bool lint_header_line_split(apr_pool_t *pool, const char *line,
                            const char **name, const char **value)
{
    const char *colon = strchr(line, ':');

    if (!colon) {
        lint_usage_error("--header \"%s\" has no colon; write 'NAME: VALUE'",
                         line);
        return false;
    }
    *name = apr_pstrmemdup(pool, line, (apr_size_t)(colon - line));
    *value = colon + 1 + strspn(colon + 1, " \t");
    return true;
}
