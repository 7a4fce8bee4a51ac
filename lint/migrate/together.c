/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/together.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/witness/header_value.h"
#include "lint/witness/setting.h"

bool lint_recipe_writes(const lint_recipe *recipe, lint_recipe_role role)
{
    for (int i = 0; i < recipe->lines->nelts; i++) {
        const lint_recipe_line *line =
            &APR_ARRAY_IDX(recipe->lines, i, lint_recipe_line);

        if (line->role == role && line->action &&
            lint_header_writes(line->action)) {
            return true;
        }
    }
    return false;
}

lint_recipe *lint_recipe_around(const lint_recipes *recipes,
                                const lint_recipe *recipe)
{
    lint_recipe *found = NULL;

    for (int i = 0; i < recipes->list->nelts; i++) {
        lint_recipe *other = APR_ARRAY_IDX(recipes->list, i, lint_recipe *);

        if (other != recipe && lint_recipe_writes(other, LINT_ROLE_ORIGIN) &&
            lint_setting_covers(recipes->pool, other->section,
                                recipe->section)) {
            found = other;
        }
    }
    return found;
}

bool lint_recipe_holds_at(const lint_recipe *recipe, const lint_site *site)
{
    for (int i = 0; i < recipe->lines->nelts; i++) {
        const lint_recipe_line *line =
            &APR_ARRAY_IDX(recipe->lines, i, lint_recipe_line);
        const lint_scope *scope;

        if (line->action &&
            lint_site_action_at(site, line->action->place, &scope)) {
            return true;
        }
    }
    return false;
}

/* Whether both have a line of the text in common: it is included in two
 * places. */
static bool is_twin(const lint_recipe *one, const lint_recipe *other)
{
    for (int i = 0; i < one->lines->nelts; i++) {
        const lint_node *line =
            APR_ARRAY_IDX(one->lines, i, lint_recipe_line).node;

        for (int j = 0; j < other->lines->nelts; j++) {
            const lint_node *copy =
                APR_ARRAY_IDX(other->lines, j, lint_recipe_line).node;

            if (line != copy && line->place.line == copy->place.line &&
                strcmp(line->place.file, copy->place.file) == 0) {
                return true;
            }
        }
    }
    return false;
}

void lint_recipes_find_copies(const lint_recipes *recipes)
{
    for (int i = 0; i < recipes->list->nelts; i++) {
        lint_recipe *recipe = APR_ARRAY_IDX(recipes->list, i, lint_recipe *);

        for (int j = 0; j < i && !recipe->copy; j++) {
            recipe->copy = is_twin(
                recipe, APR_ARRAY_IDX(recipes->list, j, const lint_recipe *));
        }
    }
}

static bool says_the_same(const lint_recipe *one, const lint_recipe *other)
{
    bool same = one->directives->nelts == other->directives->nelts;

    for (int i = 0; same && i < one->directives->nelts; i++) {
        same = strcmp(APR_ARRAY_IDX(one->directives, i, const char *),
                      APR_ARRAY_IDX(other->directives, i, const char *)) == 0;
    }
    return same;
}

/* The module takes away what a recipe inside its scope sends, and what says
 * only a part needs the rest. */
static bool needs(const lint_recipes *recipes, const lint_recipe *recipe,
                  const lint_recipe *other)
{
    return lint_setting_covers(recipes->pool, recipe->section,
                               other->section) ||
           lint_recipe_around(recipes, recipe) == other ||
           is_twin(recipe, other);
}

/* Returns whether another one is kept now. */
static bool spread_from(const lint_recipes *recipes, const lint_recipe *kept)
{
    bool changed = false;

    for (int i = 0; kept->kept && i < recipes->list->nelts; i++) {
        lint_recipe *other = APR_ARRAY_IDX(recipes->list, i, lint_recipe *);

        if (!other->kept && needs(recipes, other, kept)) {
            lint_recipe_keep(
                other, &other->head->place,
                apr_psprintf(recipes->pool,
                             "it goes together with %s, which stays",
                             lint_recipes_place(recipes, &kept->kept_at)));
            changed = true;
        }
    }
    return changed;
}

static void keep_unlike(const lint_recipes *recipes)
{
    for (int i = 0; i < recipes->list->nelts; i++) {
        lint_recipe *recipe = APR_ARRAY_IDX(recipes->list, i, lint_recipe *);

        for (int j = 0; j < i && !recipe->kept; j++) {
            const lint_recipe *other =
                APR_ARRAY_IDX(recipes->list, j, const lint_recipe *);

            if (!other->kept && is_twin(recipe, other) &&
                !says_the_same(recipe, other)) {
                lint_recipe_keep(recipe, &recipe->head->place,
                                 "it is included in several places, where it "
                                 "means different things; write it there");
            }
        }
    }
}

void lint_recipes_spread(lint_recipes *recipes)
{
    bool changed = true;

    keep_unlike(recipes);
    while (changed) {
        changed = false;
        for (int i = 0; i < recipes->list->nelts; i++) {
            changed |= spread_from(
                recipes, APR_ARRAY_IDX(recipes->list, i, const lint_recipe *));
        }
    }
}
