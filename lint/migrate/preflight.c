/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/recipe.h"
#include "lint/migrate/rule.h"
#include "lint/witness/setting.h"

/* The recipe that a rule answers preflights for: its own section's, or one
 * of a section in it. */
static lint_recipe *answered_by(const lint_recipes *recipes,
                                const lint_node *rule)
{
    lint_recipe *recipe =
        lint_recipes_find(recipes, lint_setting_section(rule));

    for (int i = 0; !recipe && i < recipes->list->nelts; i++) {
        lint_recipe *inner = APR_ARRAY_IDX(recipes->list, i, lint_recipe *);

        if (lint_setting_covers(recipes->pool, rule, inner->section)) {
            recipe = inner;
        }
    }
    return recipe;
}

void lint_recipes_take_preflights(lint_recipes *recipes)
{
    const apr_array_header_t *nodes =
        lint_survey_nodes(recipes->survey, "RewriteRule");

    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);
        lint_rule_text rule;
        lint_recipe *recipe;
        const char *why;

        if (!lint_rule_text_read(recipes->pool, node, &rule) ||
            !lint_rule_text_is_preflight(recipes->pool, &rule) ||
            !(recipe = answered_by(recipes, node))) {
            continue;
        }
        why = lint_recipes_stuck(recipes, node);
        if (why) {
            lint_recipe_keep(recipe, &node->place, why);
        }
        for (int j = 0; j < rule.conditions->nelts; j++) {
            lint_recipe_add(
                recipe, LINT_ROLE_CONDITION,
                APR_ARRAY_IDX(rule.conditions, j, const lint_node *), NULL);
        }
        lint_recipe_add(recipe, LINT_ROLE_PREFLIGHT, node, NULL);
    }
}
