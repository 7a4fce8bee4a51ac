/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From what a client sends to a request: the target's normalisation and the
 * Host header's, as httpd does both.
 */
#ifndef LINT_MODEL_TARGET_H
#define LINT_MODEL_TARGET_H

#include "lint/model/answer.h"

/* A request with everything that is known before any configuration is; its
 * status is 200, or 400 when httpd does not even read it to the end. */
lint_request *lint_target_read(apr_pool_t *pool, const lint_question *question);

/* The path as post_read_request has it: neither decoded nor normalised. */
const char *lint_target_raw(const lint_request *request);

#endif
