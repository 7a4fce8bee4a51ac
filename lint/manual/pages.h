/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pages about the module.
 */
#ifndef LINT_MANUAL_PAGES_H
#define LINT_MANUAL_PAGES_H

#include <stdio.h>
#include <apr_pools.h>

/* mod_cors_creds(8), as mdoc(7). */
void lint_manual_module(apr_pool_t *pool, FILE *out);

/* docs/directives.md. */
void lint_manual_directives(apr_pool_t *pool, FILE *out);

#endif
