/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regular expressions over whole origins: PCRE2 with its JIT compiler, which
 * httpd's own do not use.
 */
#ifndef CORS_REGEX_H
#define CORS_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_pools.h>

typedef struct cors_regex cors_regex;

/* Compiles pattern, anchored at both ends. Returns NULL and PCRE2's message,
 * from pool, when it does not compile. Freed with pool. */
cors_regex *cors_regex_compile(apr_pool_t *pool, const char *pattern,
                               const char **error);

/* True when the whole of the length bytes at text matches. An expression that
 * backtracks beyond a fixed limit does not match. */
bool cors_regex_matches(const cors_regex *regex, const char *text,
                        size_t length);

/* The pattern as it was written. */
const char *cors_regex_pattern(const cors_regex *regex);

#endif
