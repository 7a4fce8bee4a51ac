/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One thing to check, a file by itself or a whole server, from its text to
 * what is found in it.
 */
#ifndef LINT_CHECK_UNIT_H
#define LINT_CHECK_UNIT_H

#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/conf/conf.h"
#include "lint/rules/rule.h"

typedef struct lint_unit {
    apr_pool_t *pool;
    const char *path;
    lint_conf *conf;
    const lint_server *server;
    apr_array_header_t *findings; /* of lint_finding * */
} lint_unit;

/* Checks a loaded configuration with all rules that the persona wants. What
 * the parser and the model refuse is among the findings. */
void lint_unit_check(lint_unit *unit, lint_persona persona);

#endif
