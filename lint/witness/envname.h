/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The environment variables that directives in sight set, by their exact
 * names.
 */
#ifndef LINT_WITNESS_ENVNAME_H
#define LINT_WITNESS_ENVNAME_H

#include <stdbool.h>
#include <apr_hash.h>
#include "lint/witness/survey.h"

/* The names in small letters, each with its spelling. */
apr_hash_t *lint_envnames_read(apr_pool_t *pool, const lint_survey *survey);

/* Whether a name is one of them; variables are found in any case. */
bool lint_envname_is_set(const apr_hash_t *names, const char *name);

/* The name that another one was meant to be: equal but for bytes that names do
 * not have, or for one byte. NULL for none. */
const char *lint_envname_nearest(apr_pool_t *pool, const apr_hash_t *names,
                                 const char *name);

/* The variable of an action's value that "(null)" may stand for: one that is
 * never set rather than one that is set at times; NULL for none. */
const char *lint_envname_missing(const apr_hash_t *names,
                                 const lint_header_action *action);

/* Whether the server as a whole is in sight, so that nothing else sets any. */
bool lint_envname_sees_all(const lint_survey *survey);

/* Whether httpd or one of its modules sets it without being told by name. */
bool lint_envname_is_provided(const char *name);

#endif
