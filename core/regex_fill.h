/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a stranger would put into the wildcards of a regular expression.
 */
#ifndef CORS_REGEX_FILL_H
#define CORS_REGEX_FILL_H

#include <stdbool.h>
#include "regex_tree.h"

/* How many words there are for a run, and bytes for a set at the least. */
#define CORS_REGEX_WORDS 14
#define CORS_REGEX_BYTES 5

extern const char *const cors_regex_words[CORS_REGEX_WORDS];

/* The choice-th of the bytes that are worth trying for a set, -1 when there
 * are fewer. Every set has one, unless it is empty. */
int cors_regex_telling_byte(const cors_regex_node *set, int choice);

/* True for a wildcard over many bytes: the repetition of a set that nobody
 * wrote out. */
bool cors_regex_is_run(const cors_regex_node *node);

/* So many copies, or the most that the repetition lets stand. */
int cors_regex_limited(const cors_regex_node *repeat, int copies);

/* True when the run may match the word. */
bool cors_regex_fits(const cors_regex_node *run, const char *word);

#endif
