/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arrays of a large server: most of them stay empty, and most of what is joined
 * is one of the two.
 */
#ifndef LINT_MODEL_LIST_H
#define LINT_MODEL_LIST_H

#include <stddef.h>
#include <apr_pools.h>
#include <apr_tables.h>

/* An empty array, which gets room when something comes into it; that of
 * apr_array_make has some at once. */
apr_array_header_t *lint_list_begin(apr_pool_t *pool, size_t size);

/* What is in first, and then what is in second; either may be NULL, and nothing
 * may be pushed into the result, which may be one of them. */
apr_array_header_t *lint_list_join(apr_pool_t *pool, apr_array_header_t *first,
                                   apr_array_header_t *second);

#endif
