/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regular expressions as httpd's ap_regcomp, ap_regexec and ap_pregsub treat
 * them: PCRE2, searching anywhere in the subject, `.` any byte, `$` the very
 * end. What does not end within the limits is unknown, never a hang.
 */
#ifndef LINT_MODEL_REGEX_H
#define LINT_MODEL_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_pools.h>
#include "lint/model/state.h"

typedef struct lint_regex lint_regex;

/* LINT_REGEX_DEFAULT are the options httpd adds unless RegexDefaultOptions
 * says otherwise. */
enum {
    LINT_REGEX_ICASE = 1,
    LINT_REGEX_DOTALL = 2,
    LINT_REGEX_DOLLAR_ENDONLY = 4,
    LINT_REGEX_DEFAULT = LINT_REGEX_DOTALL | LINT_REGEX_DOLLAR_ENDONLY
};

/* $0..$9. A group that took no part has start == end. */
#define LINT_CAPTURES 10

typedef struct lint_captures {
    size_t start[LINT_CAPTURES];
    size_t end[LINT_CAPTURES];
} lint_captures;

/* Compiles pattern. Returns NULL and a sentence when it does not compile. Equal
 * patterns are one, and all is from the pool of the memo (memo.h). */
lint_regex *lint_regex_compile(apr_pool_t *pool, const char *pattern,
                               unsigned options, const char **error);

/* Whether it matches somewhere in subject. captures may be NULL; it is written
 * on LINT_YES alone. On LINT_UNKNOWN *why is a sentence for the user. */
lint_truth lint_regex_search(lint_regex *regex, const char *subject,
                             lint_captures *captures, const char **why);

/* How many capturing groups it has, $0 not counted. */
unsigned lint_regex_groups(const lint_regex *regex);

/* The name of a group, (?<name>...); NULL for none. */
const char *lint_regex_name(const lint_regex *regex, unsigned group);

/* The pattern as it was written. */
const char *lint_regex_pattern(const lint_regex *regex);

/* $0..$9 in input replaced by what they captured in subject; `\` takes the
 * next byte literally. captures == NULL is httpd's "no captures at all": input
 * comes back as it is, backslashes included. NULL when httpd refuses: no
 * subject, or a result of 64 KiB and more. */
const char *lint_pregsub(apr_pool_t *pool, const char *input,
                         const char *subject, const lint_captures *captures);

/* mod_setenvif's shortcut: the literal text that pattern stands for when it
 * has no metacharacter, or escaped ones only; NULL when it is a real regular
 * expression. Such a pattern is searched as a substring and sets no captures:
 * a `$0` in the variable's value stays as it is written. */
const char *lint_regex_literal(apr_pool_t *pool, const char *pattern);

/* The search for such a literal: a substring, in any case with icase. */
bool lint_regex_literal_occurs(const char *literal, const char *subject,
                               bool icase);

#endif
