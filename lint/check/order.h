/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order that findings are told in: by file, line, column, id and message.
 */
#ifndef LINT_CHECK_ORDER_H
#define LINT_CHECK_ORDER_H

#include <apr_tables.h>

/* Sorts findings (of lint_finding *); of those that say the same of the same
 * place, as when a file is a part of several, one is kept. */
void lint_findings_sort(apr_array_header_t *findings);

#endif
