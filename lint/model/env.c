/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/env.h"

#include <strings.h>
#include "lint/model/uncertain.h"

lint_env *lint_env_create(apr_pool_t *pool)
{
    lint_env *env = apr_pcalloc(pool, sizeof(*env));

    env->set = lint_table_create(pool);
    env->unset = apr_array_make(pool, 2, sizeof(const char *));
    return env;
}

static const char *set(lint_env *env, const lint_args *args)
{
    lint_text name = lint_args_at(args, 0);
    lint_text value = lint_args_at(args, 1);

    if (args->count < 1 || args->count > 2) {
        return "SetEnv takes a name and a value, quote a value with blanks";
    }
    if (name.unknown) {
        env->unknown = name.unknown;
        return NULL;
    }
    lint_table_set(env->set, name.value,
                   lint_text_is_unset(value) ? LINT_KNOWN("") : value,
                   args->place);
    return NULL;
}

static void unset(lint_env *env, const lint_args *args)
{
    for (int i = 0; i < args->count; i++) {
        lint_text name = args->words[i];

        if (name.unknown) {
            env->unknown = name.unknown;
            continue;
        }
        APR_ARRAY_PUSH(env->unset, const char *) = name.value;
        lint_table_unset(env->set, name.value);
    }
}

static void pass(lint_env *env, const lint_args *args, const lint_table *osenv)
{
    for (int i = 0; i < args->count; i++) {
        lint_text name = args->words[i];
        lint_text value;

        if (name.unknown) {
            env->unknown = name.unknown;
            continue;
        }
        if (!osenv) {
            lint_variable_set(env->set, name.value,
                              LINT_UNKNOWABLE("the environment that the server "
                                              "starts with is not known"),
                              args->place, LINT_UNKNOWN);
            continue;
        }
        value = lint_table_get(osenv, name.value);
        if (!lint_text_is_unset(value)) {
            lint_table_set(env->set, name.value, value, args->place);
        }
    }
}

const char *lint_env_parse(lint_env *env, const lint_args *args,
                           const lint_table *osenv)
{
    if (strcasecmp(args->directive, "SetEnv") == 0) {
        return set(env, args);
    }
    if (args->count == 0) {
        return "there is no variable, name at least one";
    }
    if (strcasecmp(args->directive, "UnsetEnv") == 0) {
        unset(env, args);
    } else {
        pass(env, args, osenv);
    }
    return NULL;
}

lint_env *lint_env_merge(apr_pool_t *pool, const lint_env *base,
                         const lint_env *over)
{
    lint_env *merged = lint_env_create(pool);

    merged->unknown = over->unknown ? over->unknown : base->unknown;
    merged->set = lint_table_copy(pool, base->set);
    /* What the result inherits is gone already: no list of names is left. */
    for (int i = 0; i < over->unset->nelts; i++) {
        lint_table_unset(merged->set,
                         APR_ARRAY_IDX(over->unset, i, const char *));
    }
    for (int i = 0; i < over->set->entries->nelts; i++) {
        const lint_entry *entry =
            &APR_ARRAY_IDX(over->set->entries, i, lint_entry);

        lint_variable_set(merged->set, entry->name, entry->text, entry->place,
                          entry->there);
    }
    return merged;
}

void lint_env_run(lint_request *request, const lint_env *env)
{
    if (env->unknown) {
        lint_request_unknown(request, env->unknown);
    }
    /* Not a set: httpd lays one table behind the other, so whoever looks a
     * name up finds what SetEnvIf or a rewrite rule made of it first, while an
     * internal redirect renames both and keeps the second. */
    for (int i = 0; i < env->set->entries->nelts; i++) {
        APR_ARRAY_PUSH(request->env->entries, lint_entry) =
            APR_ARRAY_IDX(env->set->entries, i, lint_entry);
    }
}
