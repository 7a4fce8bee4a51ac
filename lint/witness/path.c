/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/path.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/regex_sample.h"

/* The name of a file about which nothing is known. */
static const char some_file[] = "x";

enum { SAMPLES_MAX = 200, VARIANTS_MAX = 8 };

typedef struct search {
    apr_pool_t *pool;
    lint_regex *regex;
    const char *found;
    int tried;
} search;

static bool is_url_text(const char *text)
{
    for (; *text; text++) {
        if (!apr_isgraph(*text) || *text == '?' || *text == '#') {
            return false;
        }
    }
    return true;
}

static bool take(void *baton, const char *sample, bool plain)
{
    search *s = baton;
    const char *why;

    (void)plain;
    if (is_url_text(sample) &&
        lint_regex_search(s->regex, sample, NULL, &why) == LINT_YES) {
        s->found = apr_pstrdup(s->pool, sample);
    }
    return !s->found && ++s->tried < SAMPLES_MAX;
}

const char *lint_path_sample(apr_pool_t *pool, lint_regex *regex)
{
    search s = {.pool = pool, .regex = regex};
    cors_regex_node *root =
        cors_regex_tree_parse(pool, lint_regex_pattern(regex));

    if (root) {
        cors_regex_sample(root, take, &s);
    }
    return s.found;
}

const char *lint_path_fill(apr_pool_t *pool, const char *pattern)
{
    char *text = apr_palloc(pool, strlen(pattern) + 1);
    char *to = text;

    while (*pattern) {
        if (*pattern == '[' && strchr(pattern, ']')) {
            *to++ = (char)(pattern[1] == '!' || pattern[1] == '^' ? '_'
                                                                  : pattern[1]);
            pattern = strchr(pattern, ']') + 1;
        } else if (*pattern == '*' || *pattern == '?') {
            *to++ = some_file[0];
            pattern++;
        } else {
            pattern += *pattern == '\\' && pattern[1];
            *to++ = *pattern++;
        }
    }
    *to = '\0';
    return text;
}

/* A text that the section's argument holds for. */
static const char *text_of(apr_pool_t *pool, const lint_scope *section)
{
    if (!section->pattern || section->unknown) {
        return NULL;
    }
    return section->regex ? lint_path_sample(pool, section->regex)
           : strpbrk(section->pattern, "*?[")
               ? lint_path_fill(pool, section->pattern)
               : section->pattern;
}

static const char *in_directory(apr_pool_t *pool, const char *directory,
                                const char *name)
{
    size_t bytes = strlen(directory);

    return apr_pstrcat(pool, directory,
                       bytes && directory[bytes - 1] == '/' ? "" : "/", name,
                       NULL);
}

static const char *absolute(apr_pool_t *pool, const char *path)
{
    return *path == '/' ? path : apr_pstrcat(pool, "/", path, NULL);
}

/* The URL of a file: below the DocumentRoot what follows it. */
static const char *url_of(apr_pool_t *pool, const lint_host *host,
                          const char *filename)
{
    const char *root = host->document_root;
    size_t bytes = root ? strlen(root) : 0;

    while (bytes && root[bytes - 1] == '/') {
        bytes--;
    }
    if (root && strncmp(filename, root, bytes) == 0 && filename[bytes] == '/') {
        return filename + bytes;
    }
    return absolute(pool, strrchr(filename, '/'));
}

static bool is_section(const lint_scope *section, const char *prefix)
{
    return section->node && section->node->key &&
           strncmp(section->node->key, prefix, strlen(prefix)) == 0;
}

bool lint_path_enter(apr_pool_t *pool, const lint_host *host,
                     const lint_scope *section, const lint_scope *around,
                     const char **path, const char **filename)
{
    const char *text;

    *filename = NULL;
    *path = "/";
    if (section == host->base) {
        return true;
    }
    text = text_of(pool, section);
    if (!text) {
        return false;
    }
    if (is_section(section, "location")) {
        *path = absolute(pool, text);
        return true;
    }
    if (is_section(section, "files")) {
        const char *directory = around ? text_of(pool, around) : NULL;

        if (!directory) {
            directory = host->document_root ? host->document_root : "/";
        }
        *filename = in_directory(pool, directory, text);
    } else if (is_section(section, "proxy")) {
        return false;
    } else {
        *filename = in_directory(pool, absolute(pool, text), some_file);
    }
    *path = url_of(pool, host, *filename);
    return true;
}

static void add(apr_pool_t *pool, apr_array_header_t *paths, const char *base,
                lint_regex *regex, bool relative)
{
    const char *why;
    const char *sample;
    size_t directory = (size_t)(strrchr(base, '/') + 1 - base);

    if (!regex || paths->nelts >= VARIANTS_MAX ||
        lint_regex_search(regex, relative ? base + directory : base, NULL,
                          &why) == LINT_YES) {
        return;
    }
    for (int i = 0; i < paths->nelts; i++) {
        const char *known = APR_ARRAY_IDX(paths, i, const char *);

        if (lint_regex_search(regex, relative ? known + 1 : known, NULL,
                              &why) == LINT_YES) {
            return;
        }
    }
    sample = lint_path_sample(pool, regex);
    if (sample) {
        APR_ARRAY_PUSH(paths, const char *) =
            relative ? apr_pstrcat(pool, apr_pstrmemdup(pool, base, directory),
                                   sample, NULL)
                     : absolute(pool, sample);
    }
}

static bool tests_path(const char *input)
{
    return strcasecmp(input, "%{REQUEST_URI}") == 0 ||
           strcasecmp(input, "%{THE_REQUEST}") == 0;
}

/* Rules that do more than to lead elsewhere inside the server. */
static void add_rules(apr_pool_t *pool, const lint_rewrite *rewrite,
                      const char *path, apr_array_header_t *paths)
{
    for (int i = 0; rewrite && i < rewrite->rules->nelts; i++) {
        const lint_rewrite_rule *rule =
            APR_ARRAY_IDX(rewrite->rules, i, const lint_rewrite_rule *);

        if (!(rule->env && rule->env->nelts) &&
            !(rule->cookies && rule->cookies->nelts) &&
            !(rule->flags & LINT_RULE_STATUS)) {
            continue;
        }
        if (!(rule->flags & LINT_RULE_NOT)) {
            add(pool, paths, path, rule->regex, rewrite->directory != NULL);
        }
        for (int j = 0; rule->conditions && j < rule->conditions->nelts; j++) {
            const lint_rewrite_cond *condition =
                APR_ARRAY_IDX(rule->conditions, j, const lint_rewrite_cond *);

            if (condition->input.value && !condition->negated &&
                tests_path(condition->input.value)) {
                add(pool, paths, path, condition->regex, false);
            }
        }
    }
}

static void add_setenvif(apr_pool_t *pool, const apr_array_header_t *list,
                         const char *path, apr_array_header_t *paths)
{
    for (int i = 0; i < list->nelts; i++) {
        const lint_setenvif *entry =
            APR_ARRAY_IDX(list, i, const lint_setenvif *);

        if (entry->kind == LINT_SETENVIF_URI) {
            add(pool, paths, path, entry->regex, false);
        }
    }
}

void lint_path_variants(apr_pool_t *pool, const lint_host *host,
                        const apr_array_header_t *scopes, const char *path,
                        apr_array_header_t *paths)
{
    add_setenvif(pool, host->setenvif, path, paths);
    add_rules(pool, host->rewrite, path, paths);
    for (int i = 0; i < scopes->nelts; i++) {
        const lint_scope *scope = APR_ARRAY_IDX(scopes, i, const lint_scope *);

        add_setenvif(pool, scope->setenvif, path, paths);
        if (scope->rewrite && scope->rewrite->directory) {
            add_rules(pool, scope->rewrite, path, paths);
        }
    }
}
