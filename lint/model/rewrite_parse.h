/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pieces that read RewriteCond and RewriteRule.
 */
#ifndef LINT_MODEL_REWRITE_PARSE_H
#define LINT_MODEL_REWRITE_PARSE_H

#include "lint/model/rewrite.h"

/* Their three arguments, cut as these two directives cut them: a backslash
 * before a blank keeps it in the word, and stays. flags is unset when there is
 * no third one. Returns httpd's reason to refuse the line. */
typedef struct lint_rewrite_line {
    lint_text first, second, flags;
} lint_rewrite_line;

const char *lint_rewrite_line_cut(apr_pool_t *pool, const lint_args *args,
                                  lint_rewrite_line *line);

/* Calls take for every flag of "[A,B=c]". */
const char *
lint_rewrite_flags_read(apr_pool_t *pool, const char *flags,
                        const char *(*take)(apr_pool_t *pool, void *data,
                                            const char *key, const char *value),
                        void *data);

const char *lint_rewrite_cond_parse(apr_pool_t *pool, const lint_args *args,
                                    lint_rewrite_cond **cond);
const char *lint_rewrite_rule_parse(apr_pool_t *pool, const lint_args *args,
                                    lint_rewrite_rule **rule);

/* take for the flags of a rule; data is the rule. */
const char *lint_rewrite_rule_flag(apr_pool_t *pool, void *data,
                                   const char *key, const char *value);

#endif
