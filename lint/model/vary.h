/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Vary that httpd adds by itself where a condition read a request header.
 */
#ifndef LINT_MODEL_VARY_H
#define LINT_MODEL_VARY_H

#include "lint/model/state.h"

/* Merges `names` ("Origin, Cookie"; unset for none) into headers_out's Vary, at
 * once and whatever the condition's result, as ap_expr_exec_ctx does. */
void lint_vary_add(lint_request *request, lint_text names,
                   const lint_place *place, lint_truth happens);

#endif
