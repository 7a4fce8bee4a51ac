/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CorsCredsOriginDBD: whether a statement asks for an origin at all.
 */
#ifndef CORS_STATEMENT_H
#define CORS_STATEMENT_H

#include <stdbool.h>
#include "problem.h"

/* True when the words are one statement with one %s, as apr_dbd_prepare reads
 * it, and can answer that there is no row; else adds the problem. The database
 * has a say when httpd's children prepare it. */
bool cors_statement_check(const cors_place *place, int count,
                          const char *const *words, cors_problems *problems);

#endif
