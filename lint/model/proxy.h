/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_proxy: ProxyPass and ProxyPassMatch, as far as they decide whether a URL
 * is a backend's.
 */
#ifndef LINT_MODEL_PROXY_H
#define LINT_MODEL_PROXY_H

#include "lint/conf/node.h"
#include "lint/model/regex.h"

typedef struct lint_proxy {
    const char *prefix; /* NULL for a regular expression */
    lint_regex *regex;
    bool passed; /* `!`: not proxied */
} lint_proxy;

/* Adds a line to a list of lint_proxy. location is the argument of the
 * <Location> that it stands in; NULL elsewhere. */
void lint_proxy_read(apr_pool_t *pool, apr_array_header_t *list,
                     const lint_node *node, const char *location);

/* Whether the first line of the list that knows the URI proxies it. */
bool lint_proxy_takes(const apr_array_header_t *list, const char *uri);

#endif
