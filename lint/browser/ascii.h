/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text as the web's standards compare it.
 */
#ifndef LINT_BROWSER_ASCII_H
#define LINT_BROWSER_ASCII_H

#include <apr_pools.h>

/* A copy in lower case, of ASCII's letters alone. */
const char *lint_ascii_lower(apr_pool_t *pool, const char *text);

/* A copy without the blanks, tabs and line ends on both sides (Fetch standard,
 * "normalize a byte sequence"). */
const char *lint_ascii_trim(apr_pool_t *pool, const char *text);

#endif
