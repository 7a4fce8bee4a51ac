/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/recipe.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/migrate/lists.h"
#include "lint/witness/header_value.h"
#include "lint/witness/setting.h"

static const lint_node *first_of(const lint_recipe *recipe,
                                 lint_recipe_role role)
{
    for (int i = 0; i < recipe->lines->nelts; i++) {
        const lint_recipe_line *line =
            &APR_ARRAY_IDX(recipe->lines, i, lint_recipe_line);

        if (line->role == role) {
            return line->node;
        }
    }
    return NULL;
}

/* What a backend sends is not in the file. */
static const char *note_of_backend(const lint_recipe *recipe)
{
    if (!recipe->site || !recipe->site->backend ||
        !first_of(recipe, LINT_ROLE_ORIGIN)) {
        return NULL;
    }
    return first_of(recipe, LINT_ROLE_PREFLIGHT) ||
                   first_of(recipe, LINT_ROLE_METHODS)
               ? "what the backend sends of Access-Control-* is taken away: to "
                 "keep it, write CorsCredsUpstream Keep"
               : "preflights do not get to the backend any more: if it answers "
                 "them, write CorsCredsPreflight Pass";
}

static void add(const lint_recipes *recipes, const lint_node *node,
                const char *text)
{
    if (text) {
        APR_ARRAY_PUSH(recipes->notes, lint_remark) =
            (lint_remark){node->place, text};
    }
}

static const char *note_of(apr_pool_t *pool, const lint_recipe *recipe,
                           const lint_recipe_line *line)
{
    const char *list;

    switch (line->role) {
    case LINT_ROLE_METHODS:
    case LINT_ROLE_HEADERS:
    case LINT_ROLE_EXPOSED:
        list = lint_header_literal(pool, line->action);
        return recipe->credentials && list && lint_list_has(list, "*")
                   ? "\"*\" stands for nothing where there are credentials "
                     "and was left out: name what scripts need"
                   : NULL;
    case LINT_ROLE_MAX_AGE:
        list = lint_header_literal(pool, line->action);
        return list && strtol(list, NULL, 10) > LINT_MAX_AGE
                   ? apr_psprintf(pool,
                                  "\"%s\" became %d: no browser remembers a "
                                  "preflight for longer than a day",
                                  list, LINT_MAX_AGE)
                   : NULL;
    case LINT_ROLE_CREDENTIALS:
        return recipe->star && !recipe->credentials
                   ? "browsers refuse credentials with \"*\", so nobody had "
                     "them: say with --origin who is to have them"
                   : NULL;
    case LINT_ROLE_COOKIE:
        return line->node != first_of(recipe, line->role)
                   ? NULL
                   : "SameSite=None and Secure are set where there is TLS: if "
                     "that ends in front of this server, write "
                     "CorsCredsTransport Secure";
    case LINT_ROLE_PREFLIGHT:
        return "preflights are the module's now; an OPTIONS request that is "
               "none gets to the handler";
    default:
        return NULL;
    }
}

/* Whether it lets OPTIONS in without a login: `Require method OPTIONS`, or a
 * <Limit> or <LimitExcept> for it. */
static bool is_about_options(apr_pool_t *pool, const lint_node *node)
{
    bool require = strcmp(node->key, "require") == 0;
    lint_words words = lint_node_words(pool, node);

    if (require &&
        (words.count < 2 || strcasecmp(words.list[0].text, "method") != 0)) {
        return false;
    }
    for (int i = require; i < words.count; i++) {
        if (strcasecmp(words.list[i].text, "OPTIONS") == 0) {
            return true;
        }
    }
    return false;
}

/* What is refused unless somebody asks for it. */
static const char *note_of_insecure(apr_pool_t *pool, const lint_recipe *recipe)
{
    const char *origin = recipe->meant ? recipe->meant->insecure : NULL;

    return origin ? apr_psprintf(pool,
                                 "CorsCredsUnsafe lets \"%s\" have credentials "
                                 "over plain http, where whoever is on the way "
                                 "can speak for it: serve the page over https "
                                 "and write \"https%s\" instead of both",
                                 origin, origin + strlen("http"))
                  : NULL;
}

static bool is_migrated(const lint_recipes *recipes, const lint_node *node)
{
    for (int i = 0; i < recipes->list->nelts; i++) {
        const lint_recipe *recipe =
            APR_ARRAY_IDX(recipes->list, i, const lint_recipe *);

        if (!recipe->kept &&
            lint_setting_covers(recipes->pool, recipe->section, node)) {
            return true;
        }
    }
    return false;
}

/* What let preflights pass the login, which they no longer get to. */
static void note_logins(const lint_recipes *recipes)
{
    static const char *const names[] = {"Require", "Limit", "LimitExcept"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const apr_array_header_t *nodes =
            lint_survey_nodes(recipes->survey, names[i]);

        for (int j = 0; j < nodes->nelts; j++) {
            const lint_node *node = APR_ARRAY_IDX(nodes, j, const lint_node *);

            if (strcmp(node->place.file, recipes->file) == 0 &&
                is_about_options(recipes->pool, node) &&
                is_migrated(recipes, node)) {
                add(recipes, node,
                    "preflights are answered before the login now: if OPTIONS "
                    "is let in for them only, take it out");
            }
        }
    }
}

static int by_line(const void *left, const void *right)
{
    const lint_remark *a = left;
    const lint_remark *b = right;

    return a->place.line != b->place.line ? a->place.line - b->place.line
                                          : strcmp(a->text, b->text);
}

void lint_recipes_note(lint_recipes *recipes)
{
    for (int i = 0; i < recipes->list->nelts; i++) {
        const lint_recipe *recipe =
            APR_ARRAY_IDX(recipes->list, i, const lint_recipe *);
        bool told = !recipe->kept && !recipe->copy;

        for (int j = 0; told && j < recipe->lines->nelts; j++) {
            const lint_recipe_line *line =
                &APR_ARRAY_IDX(recipe->lines, j, lint_recipe_line);

            add(recipes, line->node, note_of(recipes->pool, recipe, line));
        }
        if (told && recipe->meant && recipe->meant->dropped) {
            add(recipes, recipe->head,
                "http:// origins are left out beside their https:// doubles: "
                "whoever is on the way can speak for them, with the user's "
                "cookies");
        }
        if (told) {
            add(recipes, recipe->head, note_of_backend(recipe));
            add(recipes, recipe->head, note_of_insecure(recipes->pool, recipe));
        }
    }
    note_logins(recipes);
    if (recipes->notes->nelts) {
        qsort(recipes->notes->elts, (size_t)recipes->notes->nelts,
              sizeof(lint_remark), by_line);
    }
}
