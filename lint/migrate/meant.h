/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom the patterns of a recipe were written for, in the words of
 * CorsCredsOrigin and CorsCredsOriginRegex. What a pattern lets in besides,
 * because an anchor or a backslash is missing, is left out.
 */
#ifndef LINT_MIGRATE_MEANT_H
#define LINT_MIGRATE_MEANT_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/witness/pattern.h"

typedef struct lint_meant {
    apr_pool_t *pool;
    apr_array_header_t *patterns; /* of const char *, each once */
    apr_array_header_t *regexes;  /* likewise */
    bool dropped;                 /* lint_meant_drop_insecure took some away */
    const char *insecure;         /* and left this one; NULL */
} lint_meant;

lint_meant *lint_meant_create(apr_pool_t *pool);

/* Adds those whom the pattern was written for. Returns NULL, or why that
 * cannot be told: a sentence. */
const char *lint_meant_add(lint_meant *meant,
                           const lint_origin_pattern *pattern);

/* Adds a word of CorsCredsOrigin. */
void lint_meant_add_word(lint_meant *meant, const char *word);

/* Takes those away that a browser's user on an open network may be given by
 * anybody: http, where https is on the list too, but for loopback hosts. Other
 * http origins, which have no such double, are left: meant->insecure. */
void lint_meant_drop_insecure(lint_meant *meant);

#endif
