/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every stage as text: for `corslint --dump=STAGE`, and for snapshots.
 */
#ifndef LINT_CONF_DUMP_H
#define LINT_CONF_DUMP_H

#include <stdbool.h>
#include <stdio.h>
#include <apr_pools.h>
#include "options.h"

/* Prints the stage "lines", "words", "tree" or "resolved" of a file, then its
 * problems. Returns false when there is no such stage. */
bool lint_conf_dump(apr_pool_t *pool, const char *stage,
                    const lint_conf_options *options, const char *path,
                    FILE *out);

#endif
