/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far a word is from another: what suggestions are chosen by.
 */
#ifndef LINT_CONF_EDIT_DISTANCE_H
#define LINT_CONF_EDIT_DISTANCE_H

#include <stddef.h>

/* Levenshtein's distance, in any case; for words of more than 64 bytes it is
 * 64, however alike they are. */
size_t lint_edit_distance(const char *a, const char *b);

#endif
