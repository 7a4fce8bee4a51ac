/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Internal redirects of mod_rewrite's rules for directories, by their text: a
 * front controller asks whether a file is there, which no trial can answer.
 */
#ifndef LINT_WITNESS_REDIRECT_H
#define LINT_WITNESS_REDIRECT_H

#include "lint/model/headers.h"
#include "lint/model/rewrite.h"

/* The rule that sets the variable before a later one, which asks for files,
 * leads to a path that the rule does not match again; NULL for none. */
const lint_rewrite_rule *lint_redirect_losing(apr_pool_t *pool,
                                              const lint_rewrite *rewrite,
                                              const char *name);

/* Whether another of the actions (of lint_header_action *) sends the header of
 * this one by the name that its variable has after a redirect. */
bool lint_redirect_is_minded(const apr_array_header_t *actions,
                             const lint_header_action *action);

#endif
