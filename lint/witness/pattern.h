/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The places in a configuration that say which origins are welcome: what the
 * witnesses' origins are made from.
 */
#ifndef LINT_WITNESS_PATTERN_H
#define LINT_WITNESS_PATTERN_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/model/server.h"

typedef enum lint_pattern_source {
    LINT_PATTERN_SETENVIF,
    LINT_PATTERN_REWRITE,    /* a RewriteCond on the Origin */
    LINT_PATTERN_EXPRESSION, /* inside <If>, SetEnvIfExpr, expr= */
    LINT_PATTERN_VALUE,      /* an origin as Access-Control-Allow-Origin */
    LINT_PATTERN_POLICY      /* CorsCredsOrigin, CorsCredsOriginRegex */
} lint_pattern_source;

struct lint_origin_pattern {
    lint_pattern_source source;
    const lint_place *place;
    const char *text;  /* a regular expression, or the literal */
    lint_regex *regex; /* NULL for a literal */
    bool substring;    /* a literal that is searched, not compared */
    bool nocase;
    bool negated;
    const lint_setenvif *setenvif; /* where it stands; NULL elsewhere */
    const lint_rewrite_cond *condition;
    const lint_rewrite_rule *rule; /* that the condition is of */
};

typedef struct lint_origin_pattern lint_origin_pattern;

/* Adds those of a scope (its own, not what is around it) to an array of
 * const lint_origin_pattern *. */
void lint_patterns_of_scope(apr_pool_t *pool, const lint_scope *scope,
                            apr_array_header_t *patterns);

/* Those of the module's directives among a section's, or a server's, own. */
void lint_patterns_of_policy(apr_pool_t *pool, const lint_node *top,
                             apr_array_header_t *patterns);

/* The same of a list of SetEnvIf (of lint_setenvif *) and of rewrite rules,
 * which servers keep beside their scope. */
void lint_patterns_of_setenvif(apr_pool_t *pool, const apr_array_header_t *list,
                               apr_array_header_t *patterns);
void lint_patterns_of_rewrite(apr_pool_t *pool, const lint_rewrite *rewrite,
                              apr_array_header_t *patterns);

/* Whether an expression has a variable, or a text, of that name in any case:
 * %{HTTP_ORIGIN}, req('Origin'). NULL has none. */
bool lint_expr_names(const lint_expr *expr, const char *name);

/* Whether the pattern by itself holds for an origin; negation counts. */
lint_truth lint_pattern_holds(const lint_origin_pattern *pattern,
                              const char *origin);

#endif
