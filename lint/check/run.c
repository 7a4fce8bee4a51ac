/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/run.h"

#include <string.h>
#include <unistd.h>
#include <apr_strings.h>
#include "lint/check/copy.h"
#include "lint/check/files.h"
#include "lint/check/order.h"
#include "lint/check/outline.h"
#include "lint/check/refusals.h"
#include "lint/check/suppress.h"
#include "lint/check/targets.h"
#include "lint/check/unit.h"

typedef struct run {
    apr_pool_t *pool;
    const lint_run_options *options;
    lint_suppressions *suppressions;
    lint_result *result;
    lint_conf *outline;
    int done;
    int all;
} run;

static void note(const run *r, const char *sentence)
{
    if (r->options->listener.note) {
        r->options->listener.note(r->options->listener.context, sentence);
    }
}

static void advance(run *r)
{
    r->done++;
    if (r->options->listener.progress) {
        r->options->listener.progress(r->options->listener.context, r->done,
                                      r->all);
    }
}

/* Findings that are about one of some files, by their own place or by a
 * related one. */
static void keep_those_about(lint_files *files, apr_array_header_t *findings)
{
    int kept = 0;

    for (int i = 0; i < findings->nelts; i++) {
        lint_finding *finding = APR_ARRAY_IDX(findings, i, lint_finding *);
        bool about =
            finding->unread || lint_files_has(files, finding->place.file);

        for (int j = 0;
             finding->related && !about && j < finding->related->nelts; j++) {
            about = lint_files_has(
                files,
                APR_ARRAY_IDX(finding->related, j, lint_related).place.file);
        }
        if (about) {
            APR_ARRAY_IDX(findings, kept++, lint_finding *) = finding;
        }
    }
    findings->nelts = kept;
}

/* Checks what was loaded, keeps what is found, and lets the rest go with its
 * pool. wanted: NULL for all. */
static void check(run *r, lint_conf *conf, const char *path, lint_files *wanted)
{
    lint_unit unit = {.pool = conf->pool, .path = path, .conf = conf};
    lint_result *result = r->result;

    lint_unit_check(&unit, r->options->persona);
    result->suppressed +=
        lint_suppressions_apply(r->suppressions, conf, unit.findings);
    lint_settings_apply(r->options->settings, unit.findings);
    lint_selection_apply(&r->options->selection, unit.findings);
    if (wanted) {
        keep_those_about(wanted, unit.findings);
    }
    result->files += conf->sources->nelts;
    /* What is wrong with comments is told at the end. */
    lint_outline_add(r->outline, conf, unit.findings);
    for (int i = 0; i < unit.findings->nelts; i++) {
        APR_ARRAY_PUSH(result->findings, lint_finding *) = lint_finding_copy(
            r->pool, APR_ARRAY_IDX(unit.findings, i, const lint_finding *));
    }
    apr_pool_destroy(conf->pool);
}

/* Its text becomes the inside of a <VirtualHost>. */
static void put_into_virtual_host(lint_conf *conf, const char *path)
{
    lint_node *host = apr_pcalloc(conf->pool, sizeof(*host));
    const lint_name *name = lint_names_intern(conf->names, "VirtualHost", 11);

    host->place.file = path;
    host->place.line = 1;
    host->name = name->text;
    host->key = name->key;
    host->number = name->number;
    host->args = "*";
    host->section = true;
    host->parent = conf->root;
    host->children = conf->root->children;
    for (lint_node *node = host->children; node; node = node->next) {
        node->parent = host;
    }
    conf->root->children = host;
}

static void check_fragment(run *r, const char *path)
{
    const lint_run_options *options = r->options;
    lint_conf_options fragment = options->conf;
    lint_conf *conf;
    apr_pool_t *pool;

    apr_pool_create(&pool, r->pool);
    fragment.all_modules = !fragment.modules;
    if (strcmp(path, "-") == 0) {
        lint_problems *problems = lint_problems_create(pool);

        path = options->input_name;
        conf = lint_conf_load_source(
            pool, &fragment,
            lint_source_read_stream(pool, STDIN_FILENO, path, problems),
            problems);
    } else {
        conf = lint_conf_load(pool, &fragment, path);
    }
    if (lint_target_is_server(conf, path)) {
        note(r, apr_psprintf(pool,
                             "\"%s\" seems to begin a whole server and was "
                             "checked by itself: give it as --entry",
                             path));
    }
    if (lint_settings_in_vhost(options->settings, path) &&
        !lint_names_find(conf->names, "VirtualHost")) {
        put_into_virtual_host(conf, path);
    }
    check(r, conf, path, NULL);
    advance(r);
}

/* Returns the files that are parts of the server, if any are wanted. */
static lint_files *check_server(run *r, lint_files *wanted)
{
    lint_files *parts = wanted ? lint_files_create(r->pool) : NULL;
    lint_conf_options server = r->options->conf;
    lint_conf *conf;
    apr_pool_t *pool;

    apr_pool_create(&pool, r->pool);
    server.whole_server = true;
    conf = lint_conf_load(pool, &server, r->options->entry);
    for (int i = 0; parts && i < conf->sources->nelts; i++) {
        lint_files_add(parts,
                       APR_ARRAY_IDX(conf->sources, i, lint_source *)->path);
    }
    check(r, conf, r->options->entry, wanted);
    advance(r);
    return parts;
}

static lint_files *set_of(apr_pool_t *pool, const apr_array_header_t *inputs)
{
    lint_files *files = lint_files_create(pool);

    for (int i = 0; i < inputs->nelts; i++) {
        lint_files_add(files, APR_ARRAY_IDX(inputs, i, lint_input).path);
    }
    return files;
}

static void check_all(run *r)
{
    const lint_run_options *options = r->options;
    lint_problems *problems = lint_problems_create(r->pool);
    apr_array_header_t *inputs =
        lint_targets_find(r->pool, options->paths, options->settings, problems);
    lint_files *parts = NULL;

    lint_refusals_add(r->pool, problems, r->result->findings);
    r->all = inputs->nelts + (options->entry ? 1 : 0);
    if (options->entry) {
        parts = check_server(r, options->paths->nelts ? set_of(r->pool, inputs)
                                                      : NULL);
    }
    for (int i = 0; i < inputs->nelts; i++) {
        const lint_input *input = &APR_ARRAY_IDX(inputs, i, lint_input);

        if (parts && lint_files_has(parts, input->path)) {
            advance(r);
        } else {
            check_fragment(r, input->path);
        }
    }
}

static lint_result *create_result(apr_pool_t *pool)
{
    lint_result *result = apr_pcalloc(pool, sizeof(*result));

    result->pool = pool;
    result->findings = apr_array_make(pool, 16, sizeof(lint_finding *));
    result->confs = apr_array_make(pool, 16, sizeof(const lint_conf *));
    return result;
}

/* What is wrong with the comments that silence rules is only known now. */
static void conclude(run *r)
{
    apr_array_header_t *findings =
        apr_array_make(r->pool, 4, sizeof(lint_finding *));

    lint_suppressions_report(r->suppressions, findings);
    lint_settings_apply(r->options->settings, findings);
    lint_selection_apply(&r->options->selection, findings);
    apr_array_cat(r->result->findings, findings);
    lint_findings_sort(r->result->findings);
    lint_fingerprints_set(r->result);
}

lint_result *lint_run(apr_pool_t *pool, const lint_run_options *options)
{
    run r = {.pool = pool,
             .options = options,
             .suppressions = lint_suppressions_create(pool, options->persona),
             .result = create_result(pool),
             .outline = lint_outline_create(pool)};

    APR_ARRAY_PUSH(r.result->confs, const lint_conf *) = r.outline;
    check_all(&r);
    conclude(&r);
    return r.result;
}

lint_result *lint_run_example(apr_pool_t *pool, const lint_rule *rule,
                              const char *text)
{
    const lint_conf_options fragment = {.all_modules = true};
    lint_problems *problems = lint_problems_create(pool);
    lint_source *source =
        lint_source_make(pool, rule->htaccess ? ".htaccess" : "example.conf",
                         apr_pstrdup(pool, text), strlen(text), NULL, problems);
    lint_result *result = create_result(pool);
    lint_unit unit = {.pool = pool};

    unit.conf = lint_conf_load_source(pool, &fragment, source, problems);
    unit.path = source->path;
    lint_unit_check(&unit, rule->persona);
    result->findings = unit.findings;
    APR_ARRAY_PUSH(result->confs, const lint_conf *) = unit.conf;
    result->files = 1;
    lint_findings_sort(result->findings);
    lint_fingerprints_set(result);
    return result;
}
