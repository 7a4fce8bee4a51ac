/* SPDX-License-Identifier: Apache-2.0 */
#include "variables.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "splice.h"

/* A value in httpd's table, where the case of a name does not count. */
typedef struct value {
    const char *text; /* NULL: unset */
    bool known;       /* false: it may be another, or none */
} value;

/* What <IfDefine> asks for. */
typedef struct definition {
    lint_truth truth;
    int changes;
} definition;

struct lint_variables {
    apr_pool_t *pool;
    bool closed; /* what is not defined here is not defined */
    const apr_table_t *environment;
    apr_hash_t *values;  /* lower-case name -> value */
    apr_hash_t *defined; /* name -> definition, for <IfDefine> */
};

static char *lowered(apr_pool_t *pool, const char *text, size_t length)
{
    char *lower = apr_pstrmemdup(pool, text, length);

    for (size_t i = 0; i < length; i++) {
        lower[i] = (char)apr_tolower(lower[i]);
    }
    return lower;
}

static void set(lint_variables *variables, const char *name, const char *text,
                bool certain)
{
    char *key = lowered(variables->pool, name, strlen(name));
    value *held = apr_hash_get(variables->values, key, APR_HASH_KEY_STRING);

    if (!held) {
        held = apr_pcalloc(variables->pool, sizeof(*held));
        held->known = certain;
        apr_hash_set(variables->values, key, APR_HASH_KEY_STRING, held);
    } else {
        /* Equal on both ways through the condition is known after all. */
        held->known = certain || (held->known && held->text && text &&
                                  strcmp(held->text, text) == 0);
    }
    held->text = text ? apr_pstrdup(variables->pool, text) : NULL;
}

static void mark(lint_variables *variables, const char *name, lint_truth truth,
                 bool certain)
{
    definition *held =
        apr_hash_get(variables->defined, name, APR_HASH_KEY_STRING);

    if (!held) {
        held = apr_palloc(variables->pool, sizeof(*held));
        *held = (definition){lint_variables_defined(variables, name), 0};
        apr_hash_set(variables->defined, apr_pstrdup(variables->pool, name),
                     APR_HASH_KEY_STRING, held);
    }
    held->truth = certain || held->truth == truth ? truth : LINT_UNKNOWN;
    held->changes++;
}

void lint_variables_define(lint_variables *variables, const char *name,
                           const char *text, bool certain)
{
    mark(variables, name, LINT_YES, certain);
    /* Without a value, an earlier one stays. */
    if (text) {
        set(variables, name, text, certain);
    }
}

void lint_variables_undefine(lint_variables *variables, const char *name,
                             bool certain)
{
    mark(variables, name, LINT_NO, certain);
    set(variables, name, NULL, certain);
}

lint_variables *lint_variables_create(apr_pool_t *pool,
                                      const lint_conf_options *options)
{
    lint_variables *variables = apr_palloc(pool, sizeof(*variables));

    variables->pool = pool;
    variables->closed = options->whole_server;
    variables->environment = options->environment;
    variables->values = apr_hash_make(pool);
    variables->defined = apr_hash_make(pool);
    for (int i = 0; options->defines && i < options->defines->nelts; i++) {
        const char *define = APR_ARRAY_IDX(options->defines, i, const char *);
        const char *equals = strchr(define, '=');

        lint_variables_define(
            variables,
            equals ? apr_pstrmemdup(pool, define, (apr_size_t)(equals - define))
                   : define,
            equals ? equals + 1 : NULL, true);
    }
    return variables;
}

lint_truth lint_variables_defined(const lint_variables *variables,
                                  const char *name)
{
    const definition *held =
        apr_hash_get(variables->defined, name, APR_HASH_KEY_STRING);

    return held ? held->truth : variables->closed ? LINT_NO : LINT_UNKNOWN;
}

int lint_variables_changes(const lint_variables *variables, const char *name)
{
    const definition *held =
        apr_hash_get(variables->defined, name, APR_HASH_KEY_STRING);

    return held ? held->changes : 0;
}

/* The value of a name; NULL when there is none, or it is not known. */
static const char *value_of(const lint_variables *variables, const char *name,
                            bool *missing)
{
    const value *held = apr_hash_get(
        variables->values, lowered(variables->pool, name, strlen(name)),
        APR_HASH_KEY_STRING);
    const char *text = held && held->known ? held->text : NULL;

    if (held && !held->known) {
        return NULL;
    }
    if (!text && variables->environment) {
        text = apr_table_get(variables->environment, name);
        *missing = !text && variables->closed;
    }
    return text;
}

const char *lint_variables_expand(const lint_variables *variables,
                                  lint_line *line)
{
    const char *dollar = strstr(line->text, "${");
    const char *undefined = NULL;
    lint_splice splice;

    if (!dollar) {
        return NULL;
    }
    splice = lint_splice_begin(variables->pool, line);
    while (dollar) {
        const char *end = strchr(dollar + 2, '}');
        const char *name;
        const char *text;
        bool missing = false;

        if (!end) {
            break;
        }
        name = apr_pstrmemdup(variables->pool, dollar + 2,
                              (apr_size_t)(end - dollar - 2));
        text = value_of(variables, name, &missing);
        if (text) {
            lint_splice_replace(&splice, (int)(dollar - line->text),
                                (int)(end + 1 - dollar), text, strlen(text));
        } else if (missing && !undefined && !strchr(name, ':')) {
            undefined = name;
        }
        dollar = strstr(end + 1, "${");
    }
    lint_splice_end(&splice, line);
    return undefined;
}
