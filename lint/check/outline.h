/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is left of checked configurations for reports, baselines and fixes: the
 * names of all files that were read, and the text of those in which something
 * was found.
 */
#ifndef LINT_CHECK_OUTLINE_H
#define LINT_CHECK_OUTLINE_H

#include <apr_pools.h>
#include "lint/conf/conf.h"
#include "lint/finding.h"

/* A configuration that has sources alone. */
lint_conf *lint_outline_create(apr_pool_t *pool);

/* Adds the sources of a configuration that goes, with the text of those of
 * which findings (of lint_finding *) or comments may show a line. */
void lint_outline_add(lint_conf *outline, const lint_conf *conf,
                      const apr_array_header_t *findings);

#endif
