/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/compose.h"

#include <string.h>
#include "lint/migrate/cookie.h"
#include "lint/migrate/lists.h"
#include "lint/migrate/policy.h"
#include "lint/migrate/together.h"
#include "lint/witness/header_value.h"
#include "lint/witness/setting.h"

static bool has(const lint_recipe *recipe, lint_recipe_role role,
                lint_header_verb verb)
{
    for (int i = 0; i < recipe->lines->nelts; i++) {
        const lint_recipe_line *line =
            &APR_ARRAY_IDX(recipe->lines, i, lint_recipe_line);

        if (line->role == role && line->action && line->action->verb == verb) {
            return true;
        }
    }
    return false;
}

static bool has_credentials(const lint_recipes *recipes, lint_recipe *recipe)
{
    const char *own = lint_recipe_list(recipes, recipe, LINT_ROLE_CREDENTIALS);

    return own && strcasestr(own, "true");
}

static void add_meant(const lint_recipes *recipes, lint_recipe *recipe)
{
    lint_meant *meant = lint_meant_create(recipes->pool);

    recipe->meant = meant;
    if (recipe->any || recipe->star) {
        for (int i = 0; i < recipes->origins->nelts; i++) {
            lint_meant_add_word(
                meant, APR_ARRAY_IDX(recipes->origins, i, const char *));
        }
    }
    for (int i = 0; i < recipe->patterns->nelts; i++) {
        const lint_origin_pattern *pattern =
            APR_ARRAY_IDX(recipe->patterns, i, const lint_origin_pattern *);
        const char *wrong = lint_meant_add(meant, pattern);

        if (wrong) {
            lint_recipe_keep(recipe, pattern->place, wrong);
        }
    }
    if (!meant->patterns->nelts && !meant->regexes->nelts) {
        lint_recipe_keep(recipe, &recipe->head->place,
                         "no origin can be read from it; name those who are "
                         "meant");
        return;
    }
    if (recipe->credentials) {
        lint_meant_drop_insecure(meant);
    }
    if (meant->insecure) {
        if (recipes->survey->server->htaccess) {
            lint_recipe_keep(recipe, &recipe->head->place,
                             "an origin over plain http gets credentials, "
                             "which CorsCredsUnsafe allows in the server's "
                             "own files only; write https");
        }
        lint_recipe_say(recipes, recipe, "CorsCredsUnsafe", "insecure-origin");
    }
    lint_recipe_say_all(recipes, recipe, "CorsCredsOrigin", meant->patterns);
    lint_recipe_say_all(recipes, recipe, "CorsCredsOriginRegex",
                        meant->regexes);
    if (!recipe->credentials) {
        lint_recipe_say(recipes, recipe, "CorsCredsCredentials", "Off");
    }
}

static void add_origins(const lint_recipes *recipes, lint_recipe *recipe)
{
    lint_recipe_say(recipes, recipe, "CorsCreds", "On");
    if (has(recipe, LINT_ROLE_ORIGIN, LINT_HEADER_SETIFEMPTY)) {
        lint_recipe_say(recipes, recipe, "CorsCredsUpstream", "Keep");
    }
    if (!(recipe->any || recipe->star) ||
        (recipes->origins && recipe->credentials)) {
        add_meant(recipes, recipe);
    } else if (recipe->any && recipe->credentials) {
        lint_recipe_keep(recipe, &recipe->head->place,
                         "every origin is let in, with credentials; say with "
                         "--origin who is meant");
    } else {
        /* With credentials browsers refuse `*`: nobody had them. */
        recipe->credentials = false;
        lint_recipe_say(recipes, recipe, "CorsCredsOrigin", "*");
        lint_recipe_say(recipes, recipe, "CorsCredsCredentials", "Off");
    }
}

static void compose(const lint_recipes *recipes, lint_recipe *recipe)
{
    lint_recipe *outer = lint_recipe_around(recipes, recipe);

    recipe->credentials = has_credentials(recipes, recipe) ||
                          (outer && has_credentials(recipes, outer));
    apr_array_clear(recipe->directives);
    if (lint_recipe_writes(recipe, LINT_ROLE_ORIGIN)) {
        add_origins(recipes, recipe);
    } else if (outer && has(recipe, LINT_ROLE_ORIGIN, LINT_HEADER_UNSET)) {
        lint_recipe_say(recipes, recipe, "CorsCreds", "Off");
    } else if (!outer) {
        lint_recipe_keep(recipe, &recipe->head->place,
                         "Access-Control-Allow-Origin is not sent here; if "
                         "another file sends it, name the server with "
                         "--entry");
    } else if (lint_recipe_writes(recipe, LINT_ROLE_CREDENTIALS)) {
        lint_recipe_say(recipes, recipe, "CorsCredsCredentials", "On");
    }
    lint_recipe_say_lists(recipes, recipe);
    lint_cookie_compose(recipes->pool, recipe, recipe->directives);
}

/* What httpd would not start with is not written. */
static void refuse(const lint_recipes *recipes, lint_recipe *recipe)
{
    cors_problems *problems = cors_problems_create(recipes->pool);
    apr_pool_t *pool;

    apr_pool_create(&pool, recipes->pool);
    lint_recipe_policy(pool, recipe, lint_recipe_around(recipes, recipe),
                       problems);
    apr_pool_destroy(pool);
    if (problems->list->nelts) {
        lint_recipe_keep(
            recipe, &recipe->head->place,
            APR_ARRAY_IDX(problems->list, 0, cors_problem).sentence);
    }
}

/* An <If> goes with all that is in it. */
static void check_conditions(lint_recipe *recipe)
{
    for (int i = 0; i < recipe->lines->nelts; i++) {
        const lint_node *section =
            APR_ARRAY_IDX(recipe->lines, i, lint_recipe_line).node;

        if (!section->section) {
            continue;
        }
        for (const lint_node *node = section->children; node;
             node = node->next) {
            if (!lint_recipe_has(recipe, node)) {
                lint_recipe_keep(recipe, &node->place,
                                 "the <If> around the recipe has more in it; "
                                 "put that into one of its own");
            }
        }
    }
}

void lint_recipes_compose(lint_recipes *recipes)
{
    for (int i = 0; i < recipes->list->nelts; i++) {
        lint_recipe *recipe = APR_ARRAY_IDX(recipes->list, i, lint_recipe *);

        if (!recipe->kept) {
            check_conditions(recipe);
            compose(recipes, recipe);
        }
    }
    for (int i = 0; i < recipes->list->nelts; i++) {
        lint_recipe *recipe = APR_ARRAY_IDX(recipes->list, i, lint_recipe *);

        if (!recipe->kept) {
            refuse(recipes, recipe);
        }
    }
    lint_recipes_spread(recipes);
}
