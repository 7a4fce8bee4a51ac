/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The actions edit and edit* of mod_headers.
 */
#ifndef LINT_MODEL_HEADERS_EDIT_H
#define LINT_MODEL_HEADERS_EDIT_H

#include "lint/model/headers.h"

typedef enum lint_header_edited {
    LINT_HEADER_EDITED,
    LINT_HEADER_TOO_LONG, /* httpd leaves this and the rest of the list undone
                           */
    LINT_HEADER_ENDLESS   /* httpd calls itself until its stack is full */
} lint_header_edited;

/* Edits every entry of the name on its own; they end up behind all others. */
lint_header_edited lint_header_edit(lint_request *request, lint_table *table,
                                    const lint_header_action *action,
                                    const lint_expr_facts *facts,
                                    lint_truth happens);

#endif
