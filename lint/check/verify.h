/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a live server does what findings say of it: their witnesses are sent
 * to it, and what comes back is held against what was predicted.
 */
#ifndef LINT_CHECK_VERIFY_H
#define LINT_CHECK_VERIFY_H

#include <apr_pools.h>
#include "lint/probe/live.h"
#include "lint/report/report.h"

typedef struct lint_verification {
    int confirmed;
    int refuted;
    int unasked;       /* no witness, or none that can be sent */
    const char *wrong; /* why the server could not be asked; NULL */
} lint_verification;

/* Asks the server that an http or https URL leads to, whose path is not used,
 * and gives every finding with a witness its verdict. Only GET, HEAD and
 * OPTIONS are sent. After a request without an answer nothing more is asked. */
lint_verification lint_verify(apr_pool_t *pool, lint_live *live,
                              const char *url, lint_result *result);

#endif
