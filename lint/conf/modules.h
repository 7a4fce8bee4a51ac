/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which modules the server has, as far as can be told.
 */
#ifndef LINT_CONF_MODULES_H
#define LINT_CONF_MODULES_H

#include <stdbool.h>
#include <apr_pools.h>
#include "lint/truth.h"
#include "options.h"

typedef struct lint_modules lint_modules;

lint_modules *lint_modules_create(apr_pool_t *pool,
                                  const lint_conf_options *options);

/* LoadModule was read; it is certain unless a condition around it is not. */
void lint_modules_load(lint_modules *modules, const char *identifier,
                       bool certain);

/* Whether <IfModule name> holds: name is "mod_headers.c" or "headers_module",
 * and its case counts. */
lint_truth lint_modules_have(const lint_modules *modules, const char *name);

/* The spelling that all names of that module have in common. */
const char *lint_modules_canonical(const lint_modules *modules,
                                   const char *name);

/* How many LoadModule there have been, of any module for NULL. */
int lint_modules_changes(const lint_modules *modules, const char *name);

/* Whether a module knows the directive, or the section, of that name. */
lint_truth lint_modules_know(const lint_modules *modules, const char *name,
                             bool section);

#endif
