/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may have a URL: Require and its containers (mod_authz_core, _host,
 * _user), as far as it decides whether an answer is a 401 or a 403.
 */
#ifndef LINT_MODEL_ACCESS_H
#define LINT_MODEL_ACCESS_H

#include <apr_pools.h>
#include "lint/conf/modules.h"
#include "lint/conf/node.h"
#include "lint/model/expr.h"
#include "lint/model/state.h"

typedef struct lint_access lint_access;
typedef struct lint_access_rule lint_access_rule;

/* A section that has no Require yet. */
lint_access *lint_access_create(apr_pool_t *pool);

/* Makes a rule of a Require or a <Require...> section; modules are those that
 * may provide what it asks for, NULL for all. Returns NULL, or httpd's reason
 * to refuse it; there is a rule all the same. */
const char *lint_access_read(apr_pool_t *pool, const lint_access_rule **rule,
                             const lint_node *node,
                             const lint_modules *modules);

/* Adds what `inside` says for the methods of a <Limit>, or for all but those of
 * a <LimitExcept>. */
void lint_access_limit(apr_pool_t *pool, lint_access *access,
                       const lint_access *inside, lint_words methods,
                       bool except);

/* Whether nobody at all may: nothing but `Require all denied`. */
bool lint_access_is_closed(const lint_access *access);

/* The status that the request is refused with: 401, 403; 0 when it goes on;
 * -1 when that cannot be told. */
int lint_access_check(const lint_access *access, lint_request *request,
                      const lint_expr_facts *facts);

#endif
