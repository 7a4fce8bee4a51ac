/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One directive, read into the scope of its section.
 */
#ifndef LINT_MODEL_SCOPE_DIRECTIVE_H
#define LINT_MODEL_SCOPE_DIRECTIVE_H

#include "lint/model/kinds.h"

/* Takes in what is no section, or one of Require. What the model does not know
 * is passed over. */
void lint_scope_read_directive(const lint_scope_reader *reader,
                               lint_scope *scope, const lint_node *node);

/* What reads a directive of that key; NULL when no model does. For kinds.c. */
lint_reading *lint_scope_reading_of(const char *key);

/* ErrorDocument; and the directives of the core and of mod_dir that are a word
 * or a few (scope_small.c). */
lint_reading lint_scope_read_document;
lint_reading lint_scope_read_small;

/* Makes a problem of httpd's reason to refuse a directive; NULL is none. */
void lint_scope_report(const lint_scope_reader *reader, const lint_node *node,
                       const char *sentence);

#endif
