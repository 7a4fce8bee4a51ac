/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A walk, printed. Whatever bytes the server sent, a terminal does not obey
 * them, and no session is shown in full.
 */
#ifndef LINT_PROBE_REPORT_H
#define LINT_PROBE_REPORT_H

#include <stdbool.h>
#include <stdio.h>
#include <jansson.h>
#include "lint/probe/walk.h"

typedef struct lint_walk_style {
    bool color;
    bool unicode; /* marks and lines beyond ASCII */
} lint_walk_style;

/* For people. */
void lint_walk_print(FILE *out, apr_pool_t *pool, const lint_walk *walk,
                     const lint_walk_style *style);

/* What begins every object of --format json, which the caller owns: version,
 * tool, URL and the page's origin. */
json_t *lint_probe_json(apr_pool_t *pool, const char *origin,
                        const lint_url *url);

/* The object of --format json, which the caller owns; docs/corslint.md has its
 * keys. */
json_t *lint_walk_json(apr_pool_t *pool, const lint_walk *walk);

#endif
