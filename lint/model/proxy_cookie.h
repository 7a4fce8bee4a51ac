/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ProxyPassReverseCookieDomain and ProxyPassReverseCookiePath: what a
 * backend's cookie becomes in headers_out. Sections append.
 */
#ifndef LINT_MODEL_PROXY_COOKIE_H
#define LINT_MODEL_PROXY_COOKIE_H

#include "lint/model/args.h"

typedef struct lint_proxy_cookie {
    bool domain; /* else path */
    lint_text from, to;
    const lint_place *place;
} lint_proxy_cookie;

/* Adds a line to a list of lint_proxy_cookie. Returns NULL, or httpd's reason
 * to refuse it. */
const char *lint_proxy_cookie_parse(const lint_args *args,
                                    apr_array_header_t *list);

/* What a Set-Cookie of the backend is sent as. */
lint_text lint_proxy_cookie_map(apr_pool_t *pool,
                                const apr_array_header_t *list,
                                lint_text cookie);

#endif
