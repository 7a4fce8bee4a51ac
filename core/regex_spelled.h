/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether some text is written out in a regular expression.
 */
#ifndef CORS_REGEX_SPELLED_H
#define CORS_REGEX_SPELLED_H

#include <stdbool.h>
#include <stddef.h>
#include "regex_tree.h"

/* Longer text is never found. */
#define CORS_REGEX_SPELLED_MAX 253

/* True when some way through the expression spells the length bytes at text,
 * in small letters, one after the other, with nothing but bytes that somebody
 * wrote: literals, literal alternatives, members of a short class. A `.` that
 * nobody escaped still spells a dot. What is repeated spells once. */
bool cors_regex_spells(const cors_regex_node *root, const char *text,
                       size_t length);

#endif
