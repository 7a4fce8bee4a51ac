/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A predicted answer on standard output, each header with the directive that
 * made it.
 */
#ifndef LINT_COMMAND_SIMULATE_PRINT_H
#define LINT_COMMAND_SIMULATE_PRINT_H

#include "lint/model/answer.h"

/* One object on one line; U+FFFD stands for bytes that are no UTF-8. */
void lint_simulate_print_json(apr_pool_t *pool, const lint_answer *answer);

void lint_simulate_print_text(const lint_answer *answer);

#endif
