/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The server that the URLs of a place are proxied to.
 */
#ifndef LINT_WITNESS_BACKEND_H
#define LINT_WITNESS_BACKEND_H

#include "lint/witness/survey.h"

typedef struct lint_backend {
    const char *host; /* NULL when no ProxyPass says it */
    const char *path; /* of its URL; "/" when that has none */
    const char *from; /* the public path; NULL when it is a pattern */
} lint_backend;

/* What the ProxyPass says that holds where a directive stands. */
lint_backend lint_backend_at(apr_pool_t *pool, const lint_survey *survey,
                             const lint_node *where);

/* Whether visitors cannot know the host: a loopback one, an address, or below
 * a name such as .local and .internal. */
bool lint_backend_is_internal(const char *host);

/* Whether a cookie's Domain is the host or above it; false for a NULL host. */
bool lint_backend_is_in(const char *domain, const char *host);

/* Whether two cookie paths are the same but for a slash at the end; what
 * follows a semicolon does not count. */
bool lint_backend_is_same_path(const char *left, const char *right);

#endif
