/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of httpd's two header tables a handler's cookies are in: those that
 * `Header` edits, or those that `Header always` edits.
 */
#ifndef LINT_WITNESS_COOKIE_TABLE_H
#define LINT_WITNESS_COOKIE_TABLE_H

#include "lint/witness/survey.h"

/* A set. */
enum {
    LINT_COOKIE_PLAIN = 1, /* headers_out: mod_proxy_http, mod_php */
    LINT_COOKIE_ALWAYS = 2 /* err_headers_out: scripts, PHP-FPM, modules */
};

/* The tables of the cookies that are made where a directive stands, by the
 * handlers named there; 0 when nothing names one. */
int lint_cookie_tables(apr_pool_t *pool, const lint_survey *survey,
                       const lint_node *where);

#endif
