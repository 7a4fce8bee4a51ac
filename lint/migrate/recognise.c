/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which lines make up the recipes of a file.
 */
#include "lint/migrate/recipe.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/migrate/cookie.h"
#include "lint/migrate/follow.h"
#include "lint/migrate/source.h"
#include "lint/migrate/together.h"
#include "lint/report/escape.h"
#include "lint/witness/header_value.h"
#include "lint/witness/setting.h"

/* What each header is there for. */
static const struct {
    const char *name;
    lint_recipe_role role;
} ROLES[] = {
    {"Access-Control-Allow-Origin", LINT_ROLE_ORIGIN},
    {"Access-Control-Allow-Credentials", LINT_ROLE_CREDENTIALS},
    {"Access-Control-Allow-Methods", LINT_ROLE_METHODS},
    {"Access-Control-Allow-Headers", LINT_ROLE_HEADERS},
    {"Access-Control-Expose-Headers", LINT_ROLE_EXPOSED},
    {"Access-Control-Max-Age", LINT_ROLE_MAX_AGE},
    {"Vary", LINT_ROLE_VARY},
    {"Set-Cookie", LINT_ROLE_COOKIE},
};

static bool find_role(const char *name, lint_recipe_role *role)
{
    for (size_t i = 0; i < sizeof(ROLES) / sizeof(ROLES[0]); i++) {
        if (strcasecmp(name, ROLES[i].name) == 0) {
            *role = ROLES[i].role;
            return true;
        }
    }
    return false;
}

void lint_recipe_keep(lint_recipe *recipe, const lint_place *place,
                      const char *why)
{
    if (!recipe->kept) {
        recipe->kept = why;
        recipe->kept_at = *place;
    }
}

bool lint_recipe_has(const lint_recipe *recipe, const lint_node *node)
{
    for (int i = 0; i < recipe->lines->nelts; i++) {
        if (APR_ARRAY_IDX(recipe->lines, i, lint_recipe_line).node == node) {
            return true;
        }
    }
    return false;
}

const char *lint_recipes_place(const lint_recipes *recipes,
                               const lint_place *place)
{
    return strcmp(place->file, recipes->file) == 0
               ? apr_psprintf(recipes->pool, "line %d", place->line)
               : apr_psprintf(recipes->pool, "%s:%d",
                              lint_path_trim(place->file), place->line);
}

void lint_recipe_add(lint_recipe *recipe, lint_recipe_role role,
                     const lint_node *node, const lint_header_action *action)
{
    if (!lint_recipe_has(recipe, node)) {
        APR_ARRAY_PUSH(recipe->lines, lint_recipe_line) =
            (lint_recipe_line){role, node, action};
    }
}

lint_recipe *lint_recipes_find(const lint_recipes *recipes,
                               const lint_node *section)
{
    for (int i = 0; i < recipes->list->nelts; i++) {
        lint_recipe *recipe = APR_ARRAY_IDX(recipes->list, i, lint_recipe *);

        if (recipe->section == section) {
            return recipe;
        }
    }
    return NULL;
}

/* A site that was asked, and that the line holds for. */
static const lint_site *site_of(const lint_survey *survey,
                                const lint_header_action *action)
{
    const lint_scope *scope;
    const lint_site *unasked = NULL;

    for (int i = 0; i < survey->sites->nelts; i++) {
        const lint_site *site =
            APR_ARRAY_IDX(survey->sites, i, const lint_site *);

        if (lint_site_action_at(site, action->place, &scope)) {
            if (site->trials->nelts) {
                return site;
            }
            unasked = unasked ? unasked : site;
        }
    }
    return unasked;
}

static lint_recipe *recipe_of(lint_recipes *recipes, const lint_node *node,
                              const lint_header_action *action)
{
    const lint_node *section = lint_setting_section(node);
    lint_recipe *recipe = lint_recipes_find(recipes, section);
    apr_pool_t *pool = recipes->pool;

    if (recipe) {
        return recipe;
    }
    recipe = apr_pcalloc(pool, sizeof(*recipe));
    recipe->section = section;
    recipe->head = node;
    recipe->site = site_of(recipes->survey, action);
    recipe->lines = apr_array_make(pool, 8, sizeof(lint_recipe_line));
    recipe->patterns =
        apr_array_make(pool, 4, sizeof(const lint_origin_pattern *));
    recipe->directives = apr_array_make(pool, 8, sizeof(const char *));
    APR_ARRAY_PUSH(recipes->list, lint_recipe *) = recipe;
    return recipe;
}

const char *lint_recipes_stuck(const lint_recipes *recipes,
                               const lint_node *node)
{
    if (strcmp(node->place.file, recipes->file) != 0) {
        return apr_psprintf(recipes->pool,
                            "a part of the recipe stands in %s; put its "
                            "lines into one file",
                            lint_path_trim(node->place.file));
    }
    if (lint_source_is_macro(
            lint_conf_source(recipes->survey->conf, recipes->file),
            node->place.line)) {
        return "it is part of a <Macro>, which other places may use";
    }
    if (!lint_node_is_verbatim(node)) {
        return "a variable or a template stands in it; write the value";
    }
    for (; node; node = node->parent) {
        if (node->maybe || node->guard) {
            return "whether it is there is decided elsewhere (an <If...> or a "
                   "template)";
        }
        if (node->key && strncmp(node->key, "limit", 5) == 0) {
            return "it stands in a <Limit>, which limits no Header and has no "
                   "room for CorsCreds*; put the lines around it";
        }
    }
    return NULL;
}

static void take_header(lint_recipes *recipes, const lint_node *node,
                        const lint_header_action *action, lint_recipe_role role)
{
    lint_recipe *recipe = recipe_of(recipes, node, action);
    const char *why = lint_recipes_stuck(recipes, node);

    lint_recipe_add(recipe, role, node, action);
    if (why) {
        lint_recipe_keep(recipe, &node->place, why);
    } else if (action->verb != LINT_HEADER_UNSET &&
               !lint_header_writes(action)) {
        lint_recipe_keep(recipe, &node->place,
                         "the header of somebody else is edited; say what it "
                         "is to be");
    } else if (action->early) {
        lint_recipe_keep(recipe, &node->place, "it is for tests (early)");
    }
}

/* Vary is the module's own business, when nothing else is in it. */
static bool is_of_cors(apr_pool_t *pool, const lint_header_action *action)
{
    const char *list = lint_header_literal(pool, action);
    const char *name = NULL;
    int count = 0;

    while (list && (name = lint_list_next(pool, &list))) {
        if (strcasecmp(name, "Origin") != 0 &&
            strncasecmp(name, "Access-Control-Request-", 23) != 0) {
            return false;
        }
        count++;
    }
    return count > 0;
}

/* What goes along with a recipe that is there. */
static void take_companion(lint_recipes *recipes, const lint_node *node,
                           const lint_header_action *action,
                           lint_recipe_role role)
{
    lint_recipe *recipe =
        lint_recipes_find(recipes, lint_setting_section(node));
    const char *why;

    /* A cookie that the file makes itself is no matter of CORS. */
    if (!recipe || recipe->foreign ||
        (role == LINT_ROLE_VARY && !lint_header_writes(action)) ||
        (role == LINT_ROLE_COOKIE && !lint_cookie_is_edit(action))) {
        return;
    }
    why = lint_recipes_stuck(recipes, node);
    if (!why && role == LINT_ROLE_COOKIE) {
        why = lint_cookie_refusal(recipes->pool, action);
    } else if (!why && !is_of_cors(recipes->pool, action)) {
        why = "Vary has more in it than the Origin; take the Origin out, the "
              "module adds it";
    }
    if (!why && lint_setting_condition(node) &&
        !lint_recipe_has(recipe, lint_setting_condition(node))) {
        why = "it stands in an <If> that has to stay";
    }
    if (!why) {
        lint_recipe_add(recipe, role, node, action);
    } else {
        APR_ARRAY_PUSH(recipes->kept, lint_remark) =
            (lint_remark){node->place, why};
    }
}

static const lint_header_action *action_of(const lint_survey *survey,
                                           const lint_node *node)
{
    const lint_place *place = &node->place;

    return apr_hash_get(survey->actions, &place, sizeof(place));
}

static void take_headers(lint_recipes *recipes, bool companions)
{
    const apr_array_header_t *nodes =
        lint_survey_nodes(recipes->survey, "Header");

    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);
        const lint_header_action *action = action_of(recipes->survey, node);
        const char *name = action ? action->name.value : NULL;
        lint_recipe_role role;

        if (!name || action->list == LINT_HEADER_REQUEST) {
            continue;
        }
        if (!find_role(name, &role)) {
            if (!companions && strncasecmp(name, "Access-Control-", 15) == 0) {
                take_header(recipes, node, action, LINT_ROLE_ORIGIN);
                lint_recipe_keep(
                    lint_recipes_find(recipes, lint_setting_section(node)),
                    &node->place,
                    apr_psprintf(recipes->pool,
                                 "the module takes away what it does not send, "
                                 "and sends no %s: take the line out, or leave "
                                 "the recipe as it is",
                                 name));
            }
        } else if (role < LINT_ROLE_VARY && !companions) {
            take_header(recipes, node, action, role);
        } else if (role >= LINT_ROLE_VARY && companions) {
            take_companion(recipes, node, action, role);
        }
    }
}

/* A section that has directives of the module already was migrated, or is
 * being migrated by hand. */
static void refuse_mixed(lint_recipes *recipes)
{
    for (int i = 0; i < recipes->list->nelts; i++) {
        lint_recipe *recipe = APR_ARRAY_IDX(recipes->list, i, lint_recipe *);

        for (const lint_node *node = recipe->section->children; node;
             node = node->next) {
            if (node->key && strncmp(node->key, "corscreds", 9) == 0) {
                lint_recipe_keep(recipe, &node->place,
                                 "the section has directives of the module "
                                 "already; take one of the two out");
            }
        }
    }
}

static bool stands_in(const lint_recipe *recipe, const char *file)
{
    for (int i = 0; i < recipe->lines->nelts; i++) {
        const lint_node *node =
            APR_ARRAY_IDX(recipe->lines, i, lint_recipe_line).node;

        if (strcmp(node->place.file, file) == 0) {
            return true;
        }
    }
    return false;
}

void lint_recipes_recognise(lint_recipes *recipes)
{
    take_headers(recipes, false);
    lint_recipes_take_preflights(recipes);
    for (int i = 0; i < recipes->list->nelts; i++) {
        lint_recipe *recipe = APR_ARRAY_IDX(recipes->list, i, lint_recipe *);

        recipe->foreign = !stands_in(recipe, recipes->file);
        if (!recipe->foreign) {
            lint_recipe_follow(recipes, recipe);
        }
    }
    take_headers(recipes, true);
    lint_recipes_find_copies(recipes);
    refuse_mixed(recipes);
}
