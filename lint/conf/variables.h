/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Define set, and ${NAME}.
 */
#ifndef LINT_CONF_VARIABLES_H
#define LINT_CONF_VARIABLES_H

#include <stdbool.h>
#include <apr_pools.h>
#include "lines.h"
#include "modules.h"
#include "options.h"

typedef struct lint_variables lint_variables;

lint_variables *lint_variables_create(apr_pool_t *pool,
                                      const lint_conf_options *options);

/* Define and UnDefine; value NULL for none. Not certain: in a condition that
 * may be false. */
void lint_variables_define(lint_variables *variables, const char *name,
                           const char *value, bool certain);
void lint_variables_undefine(lint_variables *variables, const char *name,
                             bool certain);

/* Whether <IfDefine name> holds; its case counts. */
lint_truth lint_variables_defined(const lint_variables *variables,
                                  const char *name);

/* How often Define and UnDefine have named it. */
int lint_variables_changes(const lint_variables *variables, const char *name);

/* Puts the values into a line, once over. What has none stays as written.
 * Returns the name, from the pool, of the first that nothing can set, or
 * NULL. */
const char *lint_variables_expand(const lint_variables *variables,
                                  lint_line *line);

#endif
