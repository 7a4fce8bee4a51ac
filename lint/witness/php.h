/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PHP's settings in httpd's configuration: php_value, php_flag, and what is
 * meant to be one.
 */
#ifndef LINT_WITNESS_PHP_H
#define LINT_WITNESS_PHP_H

#include "lint/witness/survey.h"

/* The lines of php_value, php_flag and their php_admin_ kin on a setting, of
 * const lint_node *; the administrator's, which have the last word, last. */
apr_array_header_t *lint_php_settings(apr_pool_t *pool,
                                      const lint_survey *survey,
                                      const char *name);

/* Whether PHP takes the value for true. */
bool lint_php_is_on(const char *value);

/* Where a line of php_value and its kin on PHP's session has the `=` of
 * php.ini, in its arguments; -1 for nowhere. */
int lint_php_equals_at(apr_pool_t *pool, const lint_node *node);

/* The node is a line of php.ini or of a PHP-FPM pool on PHP's session, and no
 * directive at all. */
bool lint_php_is_foreign(const lint_node *node);

/* The places of <IfModule> with a name that no PHP module has, where settings
 * of PHP's session are in it: mod_php8.c, as PHP 8 is mod_php.c. Of
 * const lint_place *. The sections themselves are not in the tree. */
apr_array_header_t *lint_php_wrong_guards(apr_pool_t *pool,
                                          const lint_survey *survey);

#endif
