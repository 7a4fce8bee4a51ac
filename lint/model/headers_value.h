/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The value of a Header line for a request.
 */
#ifndef LINT_MODEL_HEADERS_VALUE_H
#define LINT_MODEL_HEADERS_VALUE_H

#include "lint/model/headers.h"

/* As process_tags: never unset. For edit it is the substitution, before $0..$9
 * are put in. */
lint_text lint_header_value(const lint_request *request,
                            const lint_header_action *action,
                            const lint_expr_facts *facts);

#endif
