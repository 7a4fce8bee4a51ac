/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A logical line as a directive: its name cut off, as httpd cuts it.
 */
#ifndef LINT_CONF_DIRECTIVE_H
#define LINT_CONF_DIRECTIVE_H

#include <stdbool.h>
#include <apr_pools.h>
#include "lines.h"
#include "names.h"

typedef enum lint_directive_kind {
    LINT_NOTHING, /* blank, once variables were replaced */
    LINT_PLAIN,
    LINT_OPEN,
    LINT_CLOSE
} lint_directive_kind;

typedef struct lint_directive {
    lint_directive_kind kind;
    const lint_name *name;
    const char *args; /* of a section: up to its last `>` */
    int name_at;      /* offsets in the line */
    int args_at;
    bool bracket; /* of a section or its end: `>` is there */
    bool odd;     /* the name's bytes may be a template's, quotes or escapes */
} lint_directive;

lint_directive lint_directive_cut(apr_pool_t *pool, lint_names *names,
                                  const lint_line *line);

#endif
