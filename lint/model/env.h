/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_env: SetEnv, UnsetEnv, PassEnv. A fixup: too late for SetEnvIf, rewrite
 * conditions and <If>. What SetEnvIf or a rewrite rule has set is found first:
 * a SetEnv of the same name shows after an internal redirect only, as
 * REDIRECT_.
 */
#ifndef LINT_MODEL_ENV_H
#define LINT_MODEL_ENV_H

#include "lint/model/state.h"
#include "lint/model/args.h"

typedef struct lint_env {
    lint_table *set;
    /* Names that this section removes from what it inherits. */
    apr_array_header_t *unset; /* of const char * */
    const char *unknown;       /* why the name of a variable cannot be told */
} lint_env;

lint_env *lint_env_create(apr_pool_t *pool);

/* Takes a SetEnv, UnsetEnv or PassEnv in. `osenv` are the variables of the
 * server's own process, or NULL when they are not known. Returns NULL, or
 * httpd's reason to refuse it. */
const char *lint_env_parse(lint_env *env, const lint_args *args,
                           const lint_table *osenv);

/* `base` with `over` on top: an UnsetEnv works on what is inherited only. */
lint_env *lint_env_merge(apr_pool_t *pool, const lint_env *base,
                         const lint_env *over);

/* Lays the variables behind the request's: its table may then hold a name
 * twice, and the first counts. */
void lint_env_run(lint_request *request, const lint_env *env);

#endif
