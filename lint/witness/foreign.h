/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pieces of text that come from elsewhere: nginx, or a word processor.
 */
#ifndef LINT_WITNESS_FOREIGN_H
#define LINT_WITNESS_FOREIGN_H

#include <stddef.h>

/* The length of one of nginx's usual variables at text, which begins with `$`;
 * 0 for another name, which may be a shell's. */
size_t lint_foreign_variable(const char *text);

/* The length of a curly quotation mark (U+2018..U+201F) at text; or 0. */
size_t lint_foreign_quote(const char *text);

#endif
