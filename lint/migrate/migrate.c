/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/migrate.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/check/files.h"
#include "lint/migrate/change.h"
#include "lint/migrate/compose.h"
#include "lint/witness/subject.h"

typedef struct migrator {
    apr_pool_t *pool;
    const lint_migration_options *options;
    lint_problems *problems;
    lint_migration *made;
    const lint_server *after;
} migrator;

static const char *entry_of(const migrator *m)
{
    return m->options->entry ? m->options->entry : m->options->file;
}

static lint_conf_options options_of(const migrator *m)
{
    lint_conf_options options = m->options->conf;

    options.whole_server = m->options->entry != NULL;
    options.all_modules = !m->options->entry && !options.modules;
    return options;
}

/* What httpd would refuse has no answers to be compared. */
static bool is_startable(migrator *m, const lint_conf *conf,
                         const lint_server *server)
{
    const apr_array_header_t *lists[] = {conf->problems->list,
                                         server->problems->list};
    int known = m->problems->list->nelts;

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        for (int j = 0; j < lists[i]->nelts; j++) {
            const lint_problem *problem =
                &APR_ARRAY_IDX(lists[i], j, lint_problem);

            if (problem->severity == LINT_ERROR) {
                APR_ARRAY_PUSH(m->problems->list, lint_problem) = *problem;
            }
        }
    }
    for (int i = 0; i < server->policy_problems->list->nelts; i++) {
        const cors_problem *problem =
            &APR_ARRAY_IDX(server->policy_problems->list, i, cors_problem);

        lint_problem_add(
            m->problems, LINT_ERROR,
            &(lint_place){problem->place.file, problem->place.line, 1, NULL},
            problem->code, "%s: %s", problem->place.directive,
            problem->sentence);
    }
    return m->problems->list->nelts == known;
}

/* As the configuration's places have the file; NULL when it is no part. */
static const char *find_file(const migrator *m, const lint_conf *conf)
{
    lint_files *files = lint_files_create(m->pool);

    lint_files_add(files, m->options->file);
    for (int i = 0; i < conf->sources->nelts; i++) {
        const char *path = APR_ARRAY_IDX(conf->sources, i, lint_source *)->path;

        if (lint_files_has(files, path)) {
            return path;
        }
    }
    return NULL;
}

static bool read_before(migrator *m, lint_recipes *recipes)
{
    const lint_conf_options options = options_of(m);
    const lint_conf *conf = lint_conf_load(m->pool, &options, entry_of(m));
    const lint_server *server =
        lint_server_build_part(m->pool, conf, lint_subject_is_anywhere);

    if (!is_startable(m, conf, server)) {
        return false;
    }
    recipes->survey = lint_survey_make(m->pool, server);
    recipes->file = find_file(m, conf);
    if (!recipes->file) {
        lint_problem_unread(m->problems,
                            &(lint_place){.file = m->options->file}, "migrate",
                            "\"%s\" is no part of the server that begins in "
                            "\"%s\": name a file that it includes",
                            m->options->file, m->options->entry);
    }
    return recipes->file != NULL;
}

/* The server with the new text in the place of the old one, and with the
 * module loaded. */
static lint_conf *read_after(migrator *m, const lint_edited *edited)
{
    lint_conf_options options = options_of(m);
    lint_problems *problems = lint_problems_create(m->pool);
    apr_array_header_t *modules =
        apr_array_make(m->pool, 1, sizeof(const char *));
    char *bytes = apr_pmemdup(m->pool, edited->after, edited->after_size + 1);
    lint_source *source =
        lint_source_make(m->pool, m->made->recipes->file, bytes,
                         edited->after_size, NULL, problems);

    APR_ARRAY_PUSH(modules, const char *) = "cors_creds_module";
    options.modules = options.modules
                          ? apr_array_append(m->pool, options.modules, modules)
                          : modules;
    if (m->options->entry) {
        options.overlay = source;
        return lint_conf_load(m->pool, &options, m->options->entry);
    }
    return lint_conf_load_source(m->pool, &options, source, problems);
}

/* Changes the file, and reads what comes of it. False when it cannot be
 * changed, or would not start. */
static bool change(migrator *m)
{
    lint_recipes *recipes = m->made->recipes;
    lint_conf *conf;

    lint_recipes_compose(recipes);
    m->made->edits = lint_recipes_change(recipes, m->problems);
    if (!m->made->edits || !m->made->edits->files->nelts) {
        return m->made->edits != NULL;
    }
    conf = read_after(
        m, APR_ARRAY_IDX(m->made->edits->files, 0, const lint_edited *));
    m->after = lint_server_build_part(m->pool, conf, lint_subject_is_anywhere);
    return is_startable(m, conf, m->after);
}

lint_migration *lint_migrate(apr_pool_t *pool,
                             const lint_migration_options *options,
                             lint_problems *problems)
{
    migrator m = {.pool = pool,
                  .options = options,
                  .problems = problems,
                  .made = apr_pcalloc(pool, sizeof(lint_migration))};
    lint_recipes *recipes = apr_pcalloc(pool, sizeof(*recipes));

    recipes->pool = pool;
    recipes->origins = options->origins;
    recipes->list = apr_array_make(pool, 4, sizeof(lint_recipe *));
    recipes->kept = apr_array_make(pool, 4, sizeof(lint_remark));
    recipes->notes = apr_array_make(pool, 4, sizeof(lint_remark));
    m.made->pool = pool;
    m.made->file = options->file;
    m.made->recipes = recipes;
    if (!read_before(&m, recipes)) {
        return NULL;
    }
    lint_recipes_recognise(recipes);
    if (!change(&m)) {
        return NULL;
    }
    lint_recipes_note(recipes);
    if (m.after) {
        m.made->proof = lint_proof_make(pool, recipes, m.after);
    }
    return m.made;
}

int lint_migration_count(const lint_migration *migration, bool replaced)
{
    const apr_array_header_t *list = migration->recipes->list;
    int count = 0;

    for (int i = 0; i < list->nelts; i++) {
        const lint_recipe *recipe = APR_ARRAY_IDX(list, i, const lint_recipe *);

        count +=
            !recipe->foreign && !recipe->copy && !(replaced && recipe->kept);
    }
    return count;
}

bool lint_migration_is_clean(const lint_migration *migration)
{
    const lint_proof *proof = migration->proof;

    return lint_migration_count(migration, true) ==
               lint_migration_count(migration, false) &&
           !migration->recipes->kept->nelts &&
           !(proof && (proof->counts[LINT_OUTCOME_CHANGED] ||
                       proof->counts[LINT_OUTCOME_UNTOLD]));
}
