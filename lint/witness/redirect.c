/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/redirect.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/witness/variable.h"

static bool sets(const lint_rewrite_rule *rule, const char *name)
{
    size_t bytes = strlen(name);

    for (int i = 0; rule->env && i < rule->env->nelts; i++) {
        const char *text = APR_ARRAY_IDX(rule->env, i, const char *);

        if (strncasecmp(text, name, bytes) == 0 && text[bytes] == ':') {
            return true;
        }
    }
    return false;
}

static bool asks_for_files(const lint_rewrite_rule *rule)
{
    for (int i = 0; rule->conditions && i < rule->conditions->nelts; i++) {
        if (APR_ARRAY_IDX(rule->conditions, i, const lint_rewrite_cond *)
                ->kind == LINT_COND_FILE) {
            return true;
        }
    }
    return false;
}

/* The path below the directory that the rule always leads to; NULL when it
 * stays, leaves the server or depends on the request. */
static const char *target(apr_pool_t *pool, const lint_rewrite_rule *rule)
{
    const char *path = rule->output.value;

    if (!path || strcmp(path, "-") == 0 || strstr(path, "://") ||
        strpbrk(path, "$%") ||
        (rule->flags & (LINT_RULE_REDIRECT | LINT_RULE_STATUS |
                        LINT_RULE_PROXY | LINT_RULE_KEEP))) {
        return NULL;
    }
    path += *path == '/';
    return apr_pstrmemdup(pool, path, strcspn(path, "?"));
}

static bool matches(const lint_rewrite_rule *rule, const char *path)
{
    const char *why;
    lint_truth found = rule->regex
                           ? lint_regex_search(rule->regex, path, NULL, &why)
                           : LINT_UNKNOWN;

    return found == LINT_UNKNOWN ||
           (found == LINT_YES) == !(rule->flags & LINT_RULE_NOT);
}

const lint_rewrite_rule *lint_redirect_losing(apr_pool_t *pool,
                                              const lint_rewrite *rewrite,
                                              const char *name)
{
    const lint_rewrite_rule *setter = NULL;

    for (int i = 0; rewrite && rewrite->directory && rewrite->engine &&
                    i < rewrite->rules->nelts;
         i++) {
        const lint_rewrite_rule *rule =
            APR_ARRAY_IDX(rewrite->rules, i, const lint_rewrite_rule *);
        const char *path = target(pool, rule);

        if (sets(rule, name)) {
            /* One that ends the rules there is not followed by another. */
            setter =
                rule->flags & (LINT_RULE_LAST | LINT_RULE_END) ? setter : rule;
        } else if (setter && path && asks_for_files(rule) &&
                   !matches(setter, path)) {
            return setter;
        }
    }
    return NULL;
}

bool lint_redirect_is_minded(const apr_array_header_t *actions,
                             const lint_header_action *action)
{
    const char *name = lint_header_asks(action);

    for (int i = 0; name && i < actions->nelts; i++) {
        const lint_header_action *other =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);
        const char *variable = lint_header_asks(other);

        if (variable && strncasecmp(variable, "REDIRECT_", 9) == 0 &&
            strcasecmp(variable + 9, name) == 0 &&
            strcasecmp(other->name.value, action->name.value) == 0) {
            return true;
        }
    }
    return false;
}
