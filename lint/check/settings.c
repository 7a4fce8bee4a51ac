/* SPDX-License-Identifier: Apache-2.0 */
#include "settings.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <apr_strings.h>
#include "glob.h"
#include "path.h"

#define NAME ".corslint.toml"

/* In the order of the enums. */
static const char *const fail_on_words[] = {"error", "warning", "info", "never",
                                            NULL};
static const char *const persona_words[] = {"regular", "pedantic", "auditor",
                                            NULL};

/* The index of a word; -1 for none. */
static int find_word(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], word) == 0) {
            return i;
        }
    }
    return -1;
}

bool lint_fail_on_parse(const char *word, lint_fail_on *fail_on)
{
    int found = find_word(fail_on_words, word);

    if (found >= 0) {
        *fail_on = (lint_fail_on)found;
    }
    return found >= 0;
}

bool lint_persona_parse(const char *word, lint_persona *persona)
{
    int found = find_word(persona_words, word);

    if (found >= 0) {
        *persona = (lint_persona)found;
    }
    return found >= 0;
}

bool lint_fail_on_minds(lint_fail_on fail_on, lint_severity severity)
{
    switch (fail_on) {
    case LINT_FAIL_ON_ERROR:
        return severity == LINT_ERROR;
    case LINT_FAIL_ON_WARNING:
        return severity != LINT_NOTE;
    case LINT_FAIL_ON_INFO:
        return true;
    default:
        return false;
    }
}

static const char *resolved(apr_pool_t *pool, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = real ? apr_pstrdup(pool, real) : path;

    free(real);
    return copy;
}

static bool is_there(apr_pool_t *pool, const char *directory, const char *name)
{
    return access(apr_pstrcat(pool, directory, "/", name, NULL), F_OK) == 0;
}

const char *lint_settings_find(apr_pool_t *pool, const char *directory)
{
    const char *here = resolved(pool, directory);
    const char *way = strcmp(directory, ".") == 0
                          ? ""
                          : apr_pstrcat(pool, directory, "/", NULL);

    while (!is_there(pool, here, NAME)) {
        if (is_there(pool, here, ".git") || strcmp(here, "/") == 0 ||
            *here != '/') {
            return NULL;
        }
        here = lint_path_directory(pool, here);
        way = apr_pstrcat(pool, way, "../", NULL);
    }
    return apr_pstrcat(pool, way, NAME, NULL);
}

static bool is_one_of(const lint_settings *settings,
                      const apr_array_header_t *globs, const char *path)
{
    apr_pool_t *pool = settings->pool;
    const char *directory;
    const char *whole;
    const char *relative;

    if (!globs->nelts) {
        return false;
    }
    directory =
        lint_path_absolute(pool, lint_path_directory(pool, settings->path));
    whole = lint_path_absolute(pool, path);
    relative = lint_path_below(directory, whole);
    if (!relative) {
        /* Perhaps one of them was named through a link. */
        const char *real =
            apr_pstrcat(pool, resolved(pool, lint_path_directory(pool, whole)),
                        strrchr(whole, '/'), NULL);

        relative = lint_path_below(resolved(pool, directory), real);
    }
    for (int i = 0; i < globs->nelts; i++) {
        const char *glob = APR_ARRAY_IDX(globs, i, const char *);
        const char *tried = *glob == '/' ? whole : relative;

        if (tried && lint_glob_matches(glob, tried)) {
            return true;
        }
    }
    return false;
}

bool lint_settings_ignore(const lint_settings *settings, const char *path)
{
    return is_one_of(settings, settings->ignore, path);
}

bool lint_settings_in_vhost(const lint_settings *settings, const char *path)
{
    return is_one_of(settings, settings->vhost_context, path);
}

void lint_settings_apply(const lint_settings *settings,
                         apr_array_header_t *findings)
{
    int kept = 0;

    for (int i = 0; i < findings->nelts; i++) {
        lint_finding *finding = APR_ARRAY_IDX(findings, i, lint_finding *);
        const lint_severity_word *word =
            finding->unread ? NULL
                            : apr_hash_get(settings->severities, finding->id,
                                           APR_HASH_KEY_STRING);

        if (word && !word->off) {
            finding->severity = word->severity;
        }
        if (!word || !word->off) {
            APR_ARRAY_IDX(findings, kept++, lint_finding *) = finding;
        }
    }
    findings->nelts = kept;
}
