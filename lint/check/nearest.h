/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody may have meant by a name that does not exist.
 */
#ifndef LINT_CHECK_NEAREST_H
#define LINT_CHECK_NEAREST_H

/* The candidate (NULL behind the last) that differs least from a word, in any
 * case; NULL when none is near. */
const char *lint_nearest(const char *word, const char *const *candidates);

/* The same among the ids of the rules and of what is found in suppressions. */
const char *lint_nearest_rule(const char *word);

#endif
