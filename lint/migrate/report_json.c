/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/migrate/report.h"
#include "lint/report/escape.h"
#include "lint/report/json_value.h"

static json_t *place_json(apr_pool_t *pool, const lint_place *place)
{
    json_t *object = json_object();

    lint_json_set_text(pool, object, "file", lint_path_trim(place->file));
    lint_json_set(object, "line", json_integer(place->line));
    return object;
}

static json_t *remark_json(apr_pool_t *pool, const lint_remark *remark)
{
    json_t *object = place_json(pool, &remark->place);

    lint_json_set_text(pool, object, "text", remark->text);
    return object;
}

static json_t *remarks_json(apr_pool_t *pool, const apr_array_header_t *remarks)
{
    json_t *list = json_array();

    for (int i = 0; i < remarks->nelts; i++) {
        json_array_append_new(
            list, remark_json(pool, &APR_ARRAY_IDX(remarks, i, lint_remark)));
    }
    return list;
}

static json_t *recipe_json(apr_pool_t *pool, const lint_recipe *recipe)
{
    json_t *object = place_json(pool, &recipe->head->place);
    json_t *directives = json_array();

    for (int i = 0; !recipe->kept && i < recipe->directives->nelts; i++) {
        json_array_append_new(
            directives, lint_json_text(pool, APR_ARRAY_IDX(recipe->directives,
                                                           i, const char *)));
    }
    lint_json_set(object, "replaced", json_boolean(!recipe->kept));
    lint_json_set(object, "directives", directives);
    return object;
}

/* "hole-closed": the name as an identifier. */
static const char *id_of(apr_pool_t *pool, lint_outcome outcome)
{
    char *id = apr_pstrdup(pool, lint_outcome_names[outcome]);

    for (char *at = id; *at; at++) {
        *at = (char)(*at == ' ' ? '-' : apr_tolower(*at));
    }
    return id;
}

static json_t *comparison_json(apr_pool_t *pool,
                               const lint_comparison *comparison)
{
    json_t *object = json_object();

    lint_json_set_text(pool, object, "outcome",
                       id_of(pool, comparison->outcome));
    lint_json_set_text(pool, object, "url", comparison->url);
    lint_json_set_text(pool, object, "request", comparison->request);
    lint_json_set(object, "origin", lint_json_text(pool, comparison->origin));
    lint_json_set_text(pool, object, "before", comparison->before);
    lint_json_set_text(pool, object, "after", comparison->after);
    lint_json_set_text(pool, object, "why", comparison->why);
    return object;
}

static json_t *proof_json(apr_pool_t *pool, const lint_proof *proof)
{
    json_t *object = json_object();
    json_t *counts = json_object();
    json_t *differences = json_array();

    for (int i = 0; i < LINT_OUTCOMES; i++) {
        lint_json_set(counts, id_of(pool, (lint_outcome)i),
                      json_integer(proof->counts[i]));
    }
    for (int i = 0; i < proof->list->nelts; i++) {
        const lint_comparison *comparison =
            &APR_ARRAY_IDX(proof->list, i, lint_comparison);

        if (comparison->outcome != LINT_OUTCOME_SAME) {
            json_array_append_new(differences,
                                  comparison_json(pool, comparison));
        }
    }
    lint_json_set(object, "counts", counts);
    lint_json_set(object, "differences", differences);
    return object;
}

static json_t *patch_json(apr_pool_t *pool, const lint_edits *edits)
{
    char *text = NULL;
    size_t size;
    FILE *memory = open_memstream(&text, &size);
    json_t *patch;

    if (!memory) {
        return json_null();
    }
    lint_edits_print(memory, edits);
    fclose(memory);
    patch = lint_json_text(pool, text);
    free(text);
    return patch;
}

void lint_migration_print_json(FILE *out, const lint_migration *migration)
{
    apr_pool_t *pool = migration->pool;
    const lint_recipes *recipes = migration->recipes;
    json_t *object = json_object();
    json_t *list = json_array();
    json_t *kept = remarks_json(pool, recipes->kept);

    for (int i = 0; i < recipes->list->nelts; i++) {
        const lint_recipe *recipe =
            APR_ARRAY_IDX(recipes->list, i, const lint_recipe *);

        if (recipe->foreign || recipe->copy) {
            continue;
        }
        json_array_append_new(list, recipe_json(pool, recipe));
        if (recipe->kept) {
            json_array_append_new(
                kept, remark_json(
                          pool, &(lint_remark){recipe->kept_at, recipe->kept}));
        }
    }
    lint_json_set_text(pool, object, "file", lint_path_trim(migration->file));
    lint_json_set(object, "clean",
                  json_boolean(lint_migration_is_clean(migration)));
    lint_json_set(object, "recipes", list);
    lint_json_set(object, "kept", kept);
    lint_json_set(object, "notes", remarks_json(pool, recipes->notes));
    lint_json_set(object, "proof",
                  migration->proof ? proof_json(pool, migration->proof)
                                   : json_null());
    lint_json_set(object, "patch", patch_json(pool, migration->edits));
    lint_json_print(out, object);
}
