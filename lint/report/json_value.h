/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON from texts that may hold any byte: jansson refuses what is no UTF-8,
 * and with it the whole document.
 */
#ifndef LINT_REPORT_JSON_VALUE_H
#define LINT_REPORT_JSON_VALUE_H

#include <stdio.h>
#include <apr_pools.h>
#include <jansson.h>

/* A string, U+FFFD in the place of bytes that are no UTF-8; null for NULL. The
 * caller owns it. */
json_t *lint_json_text(apr_pool_t *pool, const char *text);

/* Adds a value, which is taken over, to an object. */
void lint_json_set(json_t *object, const char *name, json_t *value);

/* Adds a text, unless it is NULL. */
void lint_json_set_text(apr_pool_t *pool, json_t *object, const char *name,
                        const char *text);

/* Prints a document, indented, in ASCII alone and with a line feed at its end,
 * and releases it. */
void lint_json_print(FILE *out, json_t *document);

#endif
