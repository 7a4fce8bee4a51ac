/* SPDX-License-Identifier: Apache-2.0 */
#include "baseline.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <jansson.h>
#include <apr_hash.h>
#include <apr_strings.h>
#include "file.h"
#include "path.h"

#define VERSION 1

typedef struct entry {
    const char *fingerprint;
    const char *path; /* from the baseline's directory */
    bool found;
} entry;

struct lint_baseline {
    apr_pool_t *pool;
    const char *directory;       /* absolute */
    apr_array_header_t *entries; /* of entry * */
    apr_hash_t *by_fingerprint;
};

__attribute__((format(printf, 5, 6))) static void *
refuse(apr_pool_t *pool, const char *path, int line, lint_problems *problems,
       const char *format, ...)
{
    lint_place place = {path, line, 0, NULL};
    va_list args;

    va_start(args, format);
    lint_problem_unread(problems, &place, "baseline", "%s",
                        apr_pvsprintf(pool, format, args));
    va_end(args);
    return NULL;
}

static const char *directory_of(apr_pool_t *pool, const char *path)
{
    return lint_path_directory(pool, lint_path_absolute(pool, path));
}

static bool add_entry(lint_baseline *baseline, const json_t *object)
{
    const char *fingerprint =
        json_string_value(json_object_get(object, "fingerprint"));
    const char *path = json_string_value(json_object_get(object, "path"));
    entry *added = apr_pcalloc(baseline->pool, sizeof(*added));

    if (!fingerprint || !path) {
        return false;
    }
    added->fingerprint = apr_pstrdup(baseline->pool, fingerprint);
    added->path = apr_pstrdup(baseline->pool, path);
    if (!apr_hash_get(baseline->by_fingerprint, fingerprint,
                      APR_HASH_KEY_STRING)) {
        apr_hash_set(baseline->by_fingerprint, added->fingerprint,
                     APR_HASH_KEY_STRING, added);
        APR_ARRAY_PUSH(baseline->entries, entry *) = added;
    }
    return true;
}

static lint_baseline *take(apr_pool_t *pool, const char *path,
                           const json_t *document, lint_problems *problems)
{
    const json_t *version = json_object_get(document, "version");
    const json_t *findings = json_object_get(document, "findings");
    lint_baseline *baseline = apr_pcalloc(pool, sizeof(*baseline));
    size_t i;
    const json_t *finding;

    if (!json_is_integer(version) || !json_is_array(findings)) {
        return refuse(pool, path, 1, problems,
                      "\"%s\" is no baseline: name another file, or make one "
                      "with --write-baseline",
                      path);
    }
    if (json_integer_value(version) != VERSION) {
        return refuse(pool, path, 1, problems,
                      "the baseline has version %d, and this corslint knows "
                      "version %d: write it again with --write-baseline",
                      (int)json_integer_value(version), VERSION);
    }
    baseline->pool = pool;
    baseline->directory = directory_of(pool, path);
    baseline->entries = apr_array_make(pool, 64, sizeof(entry *));
    baseline->by_fingerprint = apr_hash_make(pool);
    json_array_foreach(findings, i, finding)
    {
        if (!add_entry(baseline, finding)) {
            return refuse(pool, path, 1, problems,
                          "finding %d of the baseline has no \"fingerprint\" "
                          "or no \"path\": write it again with "
                          "--write-baseline",
                          (int)i + 1);
        }
    }
    return baseline;
}

lint_baseline *lint_baseline_read(apr_pool_t *pool, const char *path,
                                  lint_problems *problems)
{
    const lint_file *file;
    json_error_t error;
    json_t *document;
    lint_baseline *baseline;

    if (access(path, F_OK) != 0) {
        return refuse(pool, path, 0, problems,
                      "there is no baseline \"%s\": make it with "
                      "--write-baseline",
                      path);
    }
    file = lint_file_read(pool, path, problems);
    if (!file) {
        return NULL;
    }
    document = json_loadb(file->bytes, file->size, 0, &error);
    if (!document) {
        return refuse(pool, path, error.line, problems,
                      "the baseline is broken (%s): restore it, or write it "
                      "again with --write-baseline",
                      error.text);
    }
    baseline = take(pool, path, document, problems);
    json_decref(document);
    return baseline;
}

void lint_baseline_apply(lint_baseline *baseline, lint_result *result)
{
    int all = result->findings->nelts;
    int kept = 0;

    for (int i = 0; i < baseline->entries->nelts; i++) {
        APR_ARRAY_IDX(baseline->entries, i, entry *)->found = false;
    }
    for (int i = 0; i < all; i++) {
        lint_finding *finding =
            APR_ARRAY_IDX(result->findings, i, lint_finding *);
        entry *known = finding->unread ? NULL
                                       : apr_hash_get(baseline->by_fingerprint,
                                                      finding->fingerprint,
                                                      APR_HASH_KEY_STRING);

        if (known) {
            known->found = true;
        } else {
            APR_ARRAY_IDX(result->findings, kept++, lint_finding *) = finding;
        }
    }
    result->findings->nelts = kept;
    result->baselined = all - kept;
}

static const char *path_from(apr_pool_t *pool, const char *directory,
                             const char *path)
{
    return lint_path_relative(pool, directory, lint_path_absolute(pool, path));
}

/* The paths of all files that were looked at, from the baseline's directory. */
static apr_hash_t *paths_of(apr_pool_t *pool, const char *directory,
                            const lint_result *result)
{
    apr_hash_t *paths = apr_hash_make(pool);

    for (int i = 0; i < result->confs->nelts; i++) {
        const lint_conf *conf =
            APR_ARRAY_IDX(result->confs, i, const lint_conf *);

        for (int j = 0; j < conf->sources->nelts; j++) {
            apr_hash_set(
                paths,
                path_from(
                    pool, directory,
                    APR_ARRAY_IDX(conf->sources, j, const lint_source *)->path),
                APR_HASH_KEY_STRING, "");
        }
    }
    return paths;
}

int lint_baseline_gone(const lint_baseline *baseline, const lint_result *result)
{
    apr_pool_t *scratch;
    apr_hash_t *paths;
    int gone = 0;

    apr_pool_create(&scratch, result->pool);
    paths = paths_of(scratch, baseline->directory, result);
    for (int i = 0; i < baseline->entries->nelts; i++) {
        const entry *known = APR_ARRAY_IDX(baseline->entries, i, entry *);

        gone += !known->found &&
                (apr_hash_get(paths, known->path, APR_HASH_KEY_STRING) ||
                 access(*known->path == '/'
                            ? known->path
                            : apr_pstrcat(scratch, baseline->directory, "/",
                                          known->path, NULL),
                        F_OK) != 0);
    }
    apr_pool_destroy(scratch);
    return gone;
}

/* JSON has no bytes that are no UTF-8. */
static json_t *text_json(apr_pool_t *pool, const char *text)
{
    json_t *string = json_string(text);
    char *plain;

    if (string) {
        return string;
    }
    plain = apr_pstrdup(pool, text);
    for (char *at = plain; *at; at++) {
        if ((unsigned char)*at >= 0x80) {
            *at = '?';
        }
    }
    return json_string(plain);
}

static const char *line_of(apr_pool_t *pool, const char *directory,
                           const lint_finding *finding)
{
    json_t *object = json_object();
    const char *line;
    char *text;

    /* The order that they are sorted by. */
    json_object_set_new(
        object, "path",
        text_json(pool, path_from(pool, directory, finding->place.file)));
    json_object_set_new(object, "rule", json_string(finding->id));
    json_object_set_new(object, "message", text_json(pool, finding->message));
    json_object_set_new(object, "fingerprint",
                        json_string(finding->fingerprint));
    text = json_dumps(object, 0);
    line = apr_pstrcat(pool, "    ", text, NULL);
    free(text);
    json_decref(object);
    return line;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

bool lint_baseline_write(const char *path, const lint_result *result,
                         lint_problems *problems)
{
    apr_pool_t *pool = result->pool;
    const char *directory = directory_of(pool, path);
    apr_array_header_t *lines = apr_array_make(pool, 64, sizeof(const char *));
    const char *text;

    for (int i = 0; i < result->findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(result->findings, i, const lint_finding *);

        if (!finding->unread) {
            APR_ARRAY_PUSH(lines, const char *) =
                line_of(pool, directory, finding);
        }
    }
    if (lines->nelts) {
        qsort(lines->elts, (size_t)lines->nelts, sizeof(const char *), by_text);
    }
    for (int i = 0; i < lines->nelts - 1; i++) {
        const char **line = &APR_ARRAY_IDX(lines, i, const char *);

        *line = apr_pstrcat(pool, *line, ",", NULL);
    }
    text = apr_psprintf(pool, "{\n  \"version\": %d,\n  \"findings\": [\n",
                        VERSION);
    text = apr_pstrcat(pool, text, apr_array_pstrcat(pool, lines, '\n'),
                       lines->nelts ? "\n" : "", "  ]\n}\n", NULL);
    return lint_file_replace(pool, path, text, strlen(text), problems);
}
