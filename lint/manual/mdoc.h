/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Manual pages in mdoc(7), from texts that know nothing of it: whatever stands
 * in a text is printed as it is, and is never taken for markup.
 */
#ifndef LINT_MANUAL_MDOC_H
#define LINT_MANUAL_MDOC_H

#include <stddef.h>
#include <stdio.h>

/* The head of a page: its name and section, "corslint" and 1, and the line
 * about it, in lower case and without a full stop. */
void lint_mdoc_begin(FILE *out, const char *name, int section,
                     const char *title);

/* A line of one macro and its arguments, each of them one however many words
 * it has; macro may be several, "It Fl". NULL ends the arguments. */
void lint_mdoc_macro(FILE *out, const char *macro, ...)
    __attribute__((sentinel));

/* An item of a list: what it is called, in that macro, and the name of its
 * value; NULL for none. */
void lint_mdoc_item(FILE *out, const char *macro, const char *name,
                    const char *value);

/* Sentences, each on lines of its own: an empty line divides paragraphs, and
 * what is indented is an example. */
void lint_mdoc_text(FILE *out, const char *text);

/* The same, behind other text. */
void lint_mdoc_paragraph(FILE *out, const char *text);

/* Lines that stay as they are. */
void lint_mdoc_example(FILE *out, const char *lines);

/* The arguments of a line of usage, as many bytes of it: what is in capitals is
 * the user's to replace. */
void lint_mdoc_arguments(FILE *out, const char *usage, size_t bytes);

#endif
