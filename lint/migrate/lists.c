/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/lists.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/witness/header_value.h"

/* A directive goes on in a second one, which adds to it. */
#define COLUMNS 72

void lint_recipe_say(const lint_recipes *recipes, lint_recipe *recipe,
                     const char *directive, const char *words)
{
    APR_ARRAY_PUSH(recipe->directives, const char *) =
        apr_pstrcat(recipes->pool, directive, " ", words, NULL);
}

void lint_recipe_say_all(const lint_recipes *recipes, lint_recipe *recipe,
                         const char *directive, const apr_array_header_t *words)
{
    const char *line = NULL;

    for (int i = 0; i < words->nelts; i++) {
        const char *word = APR_ARRAY_IDX(words, i, const char *);

        if (line && strlen(directive) + strlen(line) + strlen(word) > COLUMNS) {
            lint_recipe_say(recipes, recipe, directive, line);
            line = NULL;
        }
        line = line ? apr_pstrcat(recipes->pool, line, " ", word, NULL) : word;
    }
    if (line) {
        lint_recipe_say(recipes, recipe, directive, line);
    }
}

/* The literals of all lines of a role, joined as one list; NULL for none. */
const char *lint_recipe_list(const lint_recipes *recipes, lint_recipe *recipe,
                             lint_recipe_role role)
{
    const char *list = NULL;

    for (int i = 0; i < recipe->lines->nelts; i++) {
        const lint_recipe_line *line =
            &APR_ARRAY_IDX(recipe->lines, i, lint_recipe_line);
        const char *literal;

        if (line->role != role || !lint_header_writes(line->action)) {
            continue;
        }
        literal = lint_header_literal(recipes->pool, line->action);
        if (!literal) {
            lint_recipe_keep(recipe, &line->node->place,
                             "its value depends on the request; list what is "
                             "allowed");
        } else {
            list = list ? apr_pstrcat(recipes->pool, list, ", ", literal, NULL)
                        : literal;
        }
    }
    return list;
}

/* What the core refuses has no effect in a recipe either. */
static bool is_name(apr_pool_t *pool, cors_name_kind kind, const char *name)
{
    apr_pool_t *own;
    cors_problems *problems;
    bool is;

    /* Asked for each request of a proof. */
    apr_pool_create(&own, pool);
    problems = cors_problems_create(own);
    cors_namelist_add(cors_namelist_create(own, kind), &(cors_place){0}, 1,
                      &name, problems);
    is = !problems->list->nelts;
    apr_pool_destroy(own);
    return is;
}

/* GET, HEAD and POST need no mention. OPTIONS stands in recipes because of
 * the preflight, which is no request of a script's. */
static bool is_implied(const char *method)
{
    return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 ||
           strcmp(method, "POST") == 0 || strcmp(method, "OPTIONS") == 0;
}

static const char *upper(apr_pool_t *pool, const char *text)
{
    char *copy = apr_pstrdup(pool, text);

    for (char *at = copy; *at; at++) {
        *at = (char)apr_toupper(*at);
    }
    return copy;
}

static bool has_word(const apr_array_header_t *words, const char *word)
{
    for (int i = 0; i < words->nelts; i++) {
        if (strcasecmp(APR_ARRAY_IDX(words, i, const char *), word) == 0) {
            return true;
        }
    }
    return false;
}

static void add_names(const lint_recipes *recipes, lint_recipe *recipe,
                      lint_recipe_role role, cors_name_kind kind,
                      const char *directive)
{
    apr_pool_t *pool = recipes->pool;
    const char *list = lint_recipe_list(recipes, recipe, role);
    apr_array_header_t *words = apr_array_make(pool, 8, sizeof(const char *));
    const char *name;

    while (list && (name = lint_list_next(pool, &list))) {
        bool any = strcmp(name, "*") == 0;

        name = kind == CORS_NAME_METHOD ? upper(pool, name) : name;
        if (has_word(words, name) ||
            (kind == CORS_NAME_METHOD && is_implied(name))) {
            continue;
        }
        /* With credentials `*` is a name that nothing has (Fetch standard,
         * section 4.9). */
        if (any ? !recipe->credentials : is_name(pool, kind, name)) {
            APR_ARRAY_PUSH(words, const char *) = name;
        }
    }
    lint_recipe_say_all(recipes, recipe, directive, words);
}

static void add_max_age(const lint_recipes *recipes, lint_recipe *recipe)
{
    const char *list = lint_recipe_list(recipes, recipe, LINT_ROLE_MAX_AGE);
    long seconds;
    char *end;

    if (!list) {
        return;
    }
    seconds = strtol(list, &end, 10);
    if (end == list) {
        return; /* browsers take no notice of it */
    }
    seconds = seconds < 0 ? 0 : seconds > LINT_MAX_AGE ? LINT_MAX_AGE : seconds;
    lint_recipe_say(recipes, recipe, "CorsCredsMaxAge",
                    apr_psprintf(recipes->pool, "%ld", seconds));
}

bool lint_name_is_asked(apr_pool_t *pool, cors_name_kind kind, const char *name)
{
    return strcmp(name, "*") != 0 && strcmp(name, "OPTIONS") != 0 &&
           is_name(pool, kind, name);
}

void lint_recipe_say_lists(const lint_recipes *recipes, lint_recipe *recipe)
{
    add_names(recipes, recipe, LINT_ROLE_METHODS, CORS_NAME_METHOD,
              "CorsCredsMethods");
    add_names(recipes, recipe, LINT_ROLE_HEADERS, CORS_NAME_REQUEST,
              "CorsCredsHeaders");
    add_names(recipes, recipe, LINT_ROLE_EXPOSED, CORS_NAME_RESPONSE,
              "CorsCredsExpose");
    add_max_age(recipes, recipe);
}
