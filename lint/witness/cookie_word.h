/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words in a Set-Cookie field that browsers do not understand, and what was
 * meant.
 */
#ifndef LINT_WITNESS_COOKIE_WORD_H
#define LINT_WITNESS_COOKIE_WORD_H

#include <stdbool.h>
#include <apr_pools.h>

/* The attribute that a word was meant to be: one of another spelling, or one
 * with something behind it that does not belong there. NULL for none. */
const char *lint_cookie_word_attribute(apr_pool_t *pool, const char *word);

/* Strict, Lax and None are values of SameSite, in any case. */
bool lint_cookie_word_is_samesite(const char *value);

/* The value that a wrong one was meant to be; NULL for none. */
const char *lint_cookie_word_samesite(const char *value);

/* Whether an attribute's name ends a text that is a value (NULL for none):
 * behind a blank or a comma, where a semicolon should be. */
bool lint_cookie_word_swallowed(apr_pool_t *pool, const char *value);

#endif
