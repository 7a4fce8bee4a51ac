/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The CORS-safelisted request-headers, Fetch standard section 2.2.2: which
 * fields of a script need no leave.
 */
#ifndef LINT_BROWSER_SAFELIST_H
#define LINT_BROWSER_SAFELIST_H

#include "lint/browser/fetch.h"

/* LINT_FETCH_SIMPLE when a field of that name and value is safelisted by
 * itself, otherwise why it is not. */
lint_fetch_cause lint_safelist_judge(const char *name, const char *value);

/* True when the script may not send the field at all: by its name, or as one
 * that would override the method with a forbidden one. */
bool lint_safelist_is_forbidden(apr_pool_t *pool, const char *name,
                                const char *value);

#endif
