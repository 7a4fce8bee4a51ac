/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/choice.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

static bool is_origin(const char *name)
{
    return strcasestr(name, "origin") != NULL;
}

static bool is_wrong(const char *name)
{
    static const char *const fields[] = {"Host", "Referer", "User-Agent",
                                         "X-Forwarded-Host"};

    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (strcasecmp(name, fields[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* The wrong field that a rule's condition reads, when none reads Origin. */
static const char *field_of_rule(const lint_rewrite_rule *rule)
{
    static const struct {
        const char *variable;
        const char *field;
    } variables[] = {{"%{HTTP_HOST}", "Host"},
                     {"%{HTTP:Host}", "Host"},
                     {"%{HTTP_REFERER}", "Referer"},
                     {"%{HTTP:Referer}", "Referer"},
                     {"%{HTTP_USER_AGENT}", "User-Agent"}};
    const char *field = NULL;

    for (int i = 0; rule->conditions && i < rule->conditions->nelts; i++) {
        const lint_rewrite_cond *condition =
            APR_ARRAY_IDX(rule->conditions, i, const lint_rewrite_cond *);
        const char *input = lint_text_bytes(condition->input);

        if (is_origin(input) ||
            is_origin(lint_text_bytes(condition->pattern))) {
            return NULL;
        }
        for (size_t j = 0; j < sizeof(variables) / sizeof(variables[0]); j++) {
            if (strcasestr(input, variables[j].variable)) {
                field = variables[j].field;
            }
        }
    }
    return field;
}

static void look_at_setenvif(const lint_header_action *action,
                             const apr_array_header_t *list, lint_choice *made)
{
    for (int i = 0; i < list->nelts; i++) {
        const lint_setenvif *entry =
            APR_ARRAY_IDX(list, i, const lint_setenvif *);

        for (int j = 0; j < entry->variables->nelts; j++) {
            const char *name =
                APR_ARRAY_IDX(entry->variables, j, lint_setenvif_variable)
                    .name.value;

            if (!name || !lint_header_uses(action, name)) {
                continue;
            }
            if (entry->kind == LINT_SETENVIF_HEADER && entry->name &&
                is_wrong(entry->name)) {
                made->field = entry->name;
                made->place = entry->place;
            } else {
                made->otherwise = true;
            }
        }
    }
}

static void look_at_rules(apr_pool_t *pool, const lint_header_action *action,
                          const lint_rewrite *rewrite, lint_choice *made)
{
    for (int i = 0; rewrite && i < rewrite->rules->nelts; i++) {
        const lint_rewrite_rule *rule =
            APR_ARRAY_IDX(rewrite->rules, i, const lint_rewrite_rule *);

        for (int j = 0; rule->env && j < rule->env->nelts; j++) {
            const char *flag = APR_ARRAY_IDX(rule->env, j, const char *);
            const char *name = apr_pstrmemdup(pool, flag, strcspn(flag, ":"));

            if (!lint_header_uses(action, name)) {
                continue;
            }
            if (field_of_rule(rule) && !is_origin(flag)) {
                made->field = field_of_rule(rule);
                made->place = rule->place;
            } else {
                made->otherwise = true;
            }
        }
    }
}

/* A condition of the line itself, or of the <If> around it. */
static void look_at_condition(const lint_expr *expr, const lint_place *place,
                              lint_choice *made)
{
    static const struct {
        const char *name;
        const char *field;
    } names[] = {{"HTTP_HOST", "Host"},
                 {"Host", "Host"},
                 {"HTTP_REFERER", "Referer"},
                 {"Referer", "Referer"},
                 {"HTTP_USER_AGENT", "User-Agent"},
                 {"User-Agent", "User-Agent"}};

    if (lint_expr_names(expr, "Origin")) {
        made->otherwise = true;
        return;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (lint_expr_names(expr, names[i].name)) {
            made->field = names[i].field;
            made->place = place;
        }
    }
}

lint_choice lint_choice_of(apr_pool_t *pool, const lint_site *site,
                           const lint_header_action *action)
{
    lint_choice made = {NULL, NULL, false};
    const lint_scope *section = NULL;

    lint_site_action_at(site, action->place, &section);
    look_at_condition(action->condition_expr, action->place, &made);
    look_at_setenvif(action, site->host->setenvif, &made);
    look_at_rules(pool, action, site->host->rewrite, &made);
    for (int i = 0; i < site->scopes->nelts; i++) {
        const lint_scope *scope =
            APR_ARRAY_IDX(site->scopes, i, const lint_scope *);

        look_at_setenvif(action, scope->setenvif, &made);
        if (scope == section && scope->condition) {
            look_at_condition(scope->condition, &scope->node->place, &made);
        }
        if (scope->rewrite && scope->rewrite->directory) {
            look_at_rules(pool, action, scope->rewrite, &made);
        }
    }
    return made;
}
