/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every stage as text: for `corslint --dump=STAGE`, and for snapshots.
 */
#ifndef LINT_CONF_DUMP_H
#define LINT_CONF_DUMP_H

#include <stdio.h>
#include <apr_pools.h>
#include "options.h"

typedef enum lint_dump_result {
    LINT_DUMP_WHOLE,
    LINT_DUMP_UNREAD, /* there are problems that lost input */
    LINT_DUMP_NO_STAGE
} lint_dump_result;

/* Prints the stage "lines", "words", "tree" or "resolved" of a file, then its
 * problems. */
lint_dump_result lint_conf_dump(apr_pool_t *pool, const char *stage,
                                const lint_conf_options *options,
                                const char *path, FILE *out);

#endif
