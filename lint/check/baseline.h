/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file of findings that are known: they are left out until they are gone,
 * so that only what is new fails.
 */
#ifndef LINT_CHECK_BASELINE_H
#define LINT_CHECK_BASELINE_H

#include <stdbool.h>
#include <apr_pools.h>
#include "lint/conf/problem.h"
#include "lint/report/report.h"

typedef struct lint_baseline lint_baseline;

/* Reads a baseline. NULL, with an error in problems (exit 2), when it is not
 * there or is none. */
lint_baseline *lint_baseline_read(apr_pool_t *pool, const char *path,
                                  lint_problems *problems);

/* Removes the known findings from a complete and sorted result, and counts
 * them in result->baselined. What was not read is never left out. */
void lint_baseline_apply(lint_baseline *baseline, lint_result *result);

/* After lint_baseline_apply: how many entries no longer occur. Those of files
 * that were not looked at, and are still there, do not count. */
int lint_baseline_gone(const lint_baseline *baseline,
                       const lint_result *result);

/* Writes the result's findings, all but what was not read, as the baseline.
 * False, with an error in problems, when it cannot be written. */
bool lint_baseline_write(const char *path, const lint_result *result,
                         lint_problems *problems);

#endif
