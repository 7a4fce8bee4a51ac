/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parser, the model and the core of mod_cors_creds have against a
 * configuration, as findings: the sentences are theirs.
 */
#ifndef LINT_CHECK_REFUSALS_H
#define LINT_CHECK_REFUSALS_H

#include <apr_pools.h>
#include <apr_tables.h>
#include "core/problem.h"
#include "lint/conf/conf.h"
#include "lint/finding.h"

/* Adds each problem, once, to findings (of lint_finding *). Strings are
 * borrowed. */
void lint_refusals_add(apr_pool_t *pool, const lint_problems *problems,
                       apr_array_header_t *findings);

/* The same for those of the core; the word that is refused is marked where
 * the line in conf shows it. */
void lint_refusals_add_policy(apr_pool_t *pool, const lint_conf *conf,
                              const cors_problems *problems,
                              apr_array_header_t *findings);

#endif
