/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kleene's three values: what the text of a configuration leaves open is
 * unknown, not false.
 */
#ifndef LINT_TRUTH_H
#define LINT_TRUTH_H

typedef enum lint_truth { LINT_NO, LINT_YES, LINT_UNKNOWN } lint_truth;

#endif
