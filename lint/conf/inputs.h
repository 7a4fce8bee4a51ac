/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which files to look at, when the user names files and directories.
 */
#ifndef LINT_CONF_INPUTS_H
#define LINT_CONF_INPUTS_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "problem.h"

typedef enum lint_input_kind {
    LINT_INPUT_CONF,
    LINT_INPUT_HTACCESS,
    LINT_INPUT_TEMPLATE
} lint_input_kind;

typedef struct lint_input {
    const char *path;
    lint_input_kind kind;
} lint_input;

/* What the file is, by its name. */
lint_input_kind lint_input_kind_of(const char *path);

/* True when a directory's file of that path is a configuration: *.conf,
 * .htaccess, templates (.j2, .erb, .tmpl, .tpl, .in, .template behind .conf),
 * and everything in sites-available, sites-enabled, conf-*, mods-*. */
bool lint_input_wanted(const char *path);

/* Adds path, or what is wanted below it when it is a directory, to inputs in
 * strcmp's order, each file once. What git ignores below a directory is left
 * out; a file that is named is taken whatever its name. */
void lint_inputs_find(apr_pool_t *pool, const char *path,
                      apr_array_header_t *inputs, /* of lint_input */
                      lint_problems *problems);

#endif
