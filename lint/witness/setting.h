/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which directive of several holds where another one stands: for directives
 * of modules that the model does not evaluate.
 *
 * Sections are compared by their arguments, not by a request's way. Where two
 * may well meet, they are taken to: what is said somewhere is not missed.
 */
#ifndef LINT_WITNESS_SETTING_H
#define LINT_WITNESS_SETTING_H

#include "lint/witness/survey.h"

/* The section that a directive (or section) holds for: <If>, <Limit> and
 * <Require...> around it are passed over. The root for the main server. */
const lint_node *lint_setting_section(const lint_node *node);

/* The innermost <If>, <ElseIf> or <Else> around it; NULL for none. */
const lint_node *lint_setting_condition(const lint_node *node);

/* The <VirtualHost> that it is in; the root for the main server. */
const lint_node *lint_setting_server(const lint_node *node);

/* The virtual host, or the main server, that it is in. */
const lint_host *lint_setting_host(const lint_survey *survey,
                                   const lint_node *node);

/* Whether what is said at `outer` holds where `inner` stands, too. */
bool lint_setting_covers(apr_pool_t *pool, const lint_node *outer,
                         const lint_node *inner);

/* Of nodes (of const lint_node *, in document order), the one that holds where
 * `where` stands: the innermost section's last. If none does, the first that
 * stands in a part of that section; NULL for none. */
const lint_node *lint_setting_find(apr_pool_t *pool,
                                   const apr_array_header_t *nodes,
                                   const lint_node *where);

#endif
