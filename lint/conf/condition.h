/* SPDX-License-Identifier: Apache-2.0 */
/*
 * <IfModule>, <IfDefine>, <IfVersion>, <IfFile>, <IfDirective>, <IfSection>.
 */
#ifndef LINT_CONF_CONDITION_H
#define LINT_CONF_CONDITION_H

#include <apr_pools.h>
#include "guard.h"
#include "modules.h"
#include "names.h"
#include "options.h"
#include "variables.h"

typedef struct lint_condition {
    apr_pool_t *pool;
    const lint_conf_options *options;
    const lint_modules *modules;
    const lint_variables *variables;
    const char *server_root; /* NULL: not known */
} lint_condition;

/* Whether the condition holds. *wrong is set to what httpd would refuse, with
 * what to write; it may stay NULL. */
lint_truth lint_condition_holds(const lint_condition *condition,
                                lint_action action, const char *args,
                                const char **wrong);

/* The condition as a guard, for one that is not decided. */
lint_guard lint_condition_guard(const lint_condition *condition,
                                lint_action action, const char *args);

/* The same for <IfVersion>: >= and < are opposites, and so on. */
lint_guard lint_version_guard(apr_pool_t *pool, const char *args);

/* The httpd version against OPERATOR and VERSION of <IfVersion>. */
lint_truth lint_version_compare(apr_pool_t *pool, const char *httpd_version,
                                const char *args, const char **wrong);

#endif
