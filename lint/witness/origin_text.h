/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text that was written where an origin belongs.
 */
#ifndef LINT_WITNESS_ORIGIN_TEXT_H
#define LINT_WITNESS_ORIGIN_TEXT_H

#include <stdbool.h>
#include <apr_pools.h>

/* Whether it is an origin as a browser serialises it. */
bool lint_origin_is_valid(const char *text);

/* Whether somebody is to fill it in: `<host>`, `YOUR_DOMAIN`, `HOST`. */
bool lint_origin_is_placeholder(const char *text);

/* The origin, or `*`, that was meant: without quotes, path and default port,
 * in small letters; NULL when it is not to be told. */
const char *lint_origin_meant(apr_pool_t *pool, const char *text);

#endif
