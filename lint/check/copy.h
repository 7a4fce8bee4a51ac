/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings that outlive the configuration they were made in: a model of a
 * server takes many times the room of what is said about it.
 */
#ifndef LINT_CHECK_COPY_H
#define LINT_CHECK_COPY_H

#include <apr_pools.h>
#include "lint/finding.h"

/* A finding whose memory is all of pool. Of its witness there are the question
 * and what is sent back: not the pattern, nor the request on its way, nor
 * scopes and hosts. */
lint_finding *lint_finding_copy(apr_pool_t *pool, const lint_finding *finding);

#endif
