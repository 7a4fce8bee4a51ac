/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Strings that a regular expression may match, made from its tree: one for
 * each thing that may vary in it, a wildcard taking the words of a stranger.
 */
#ifndef CORS_REGEX_SAMPLE_H
#define CORS_REGEX_SAMPLE_H

#include <stdbool.h>
#include "regex_tree.h"

/* Takes a sample. It is a plain one when no wildcard was varied: what the
 * author of the expression had in mind. Returns false when there are enough of
 * that sort. */
typedef bool cors_regex_sink(void *baton, const char *sample, bool plain);

/* Makes samples until nothing is left to vary: first one plain one, then those
 * of the wildcards, the other plain ones, and some at random; with
 * repetitions. The same tree gives the same samples, and the work is bounded
 * whatever the tree. */
void cors_regex_sample(cors_regex_node *root, cors_regex_sink *sink,
                       void *baton);

#endif
