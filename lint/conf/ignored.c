/* SPDX-License-Identifier: Apache-2.0 */
#include "ignored.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <apr_strings.h>
#include <apr_tables.h>
#include "problem.h"
#include "source.h"

typedef struct rule {
    const char *pattern;
    bool keep;      /* `!pattern` */
    bool directory; /* `pattern/` */
    bool anchored;  /* has a slash before its end */
} rule;

struct lint_ignored {
    const lint_ignored *outer; /* rules of the directory above */
    size_t skip;               /* of such a path, to be relative to here */
    const char *within;        /* put before what is left: the way down from
                                  here to the first directory of the search */
    apr_array_header_t *rules; /* of rule */
};

static void add_rule(apr_pool_t *pool, apr_array_header_t *rules,
                     const char *line)
{
    char *text = apr_pstrdup(pool, line);
    size_t length = strlen(text);
    rule *added;

    while (length && strchr(" \t\r", text[length - 1]) &&
           !(length > 1 && text[length - 2] == '\\')) {
        text[--length] = '\0';
    }
    if (!*text || *text == '#') {
        return;
    }
    added = apr_array_push(rules);
    added->keep = *text == '!';
    text += added->keep;
    length = strlen(text);
    added->directory = length > 1 && text[length - 1] == '/';
    if (added->directory) {
        text[length - 1] = '\0';
    }
    added->anchored = strchr(text, '/') != NULL;
    text += *text == '/';
    added->pattern = text;
}

static apr_array_header_t *read_rules(apr_pool_t *pool, const char *path)
{
    lint_problems *problems = lint_problems_create(pool);
    lint_source *source =
        access(path, R_OK) == 0
            ? lint_source_read(lint_bulk_create(pool), path, NULL, problems)
            : NULL;
    apr_array_header_t *rules;

    if (!source) {
        return NULL;
    }
    rules = apr_array_make(pool, 8, sizeof(rule));
    for (const char *at = source->text; at < source->text + source->size;
         at += strlen(at) + 1) {
        add_rule(pool, rules, at);
    }
    return rules;
}

/* fnmatch with `**`: any number of directories. */
static bool matches(const char *pattern, const char *path)
{
    const char *stars = strstr(pattern, "**");
    char *head;
    bool found = false;

    if (strncmp(pattern, "**/", 3) == 0) {
        while (path && !found) {
            found = matches(pattern + 3, path);
            path = strchr(path, '/');
            path = path ? path + 1 : NULL;
        }
        return found;
    }
    if (!stars || stars == pattern || stars[-1] != '/') {
        return fnmatch(pattern, path, FNM_PATHNAME) == 0;
    }
    /* a, then any directories, then the rest. */
    head = strndup(pattern, (size_t)(stars - pattern - 1));
    for (const char *slash = strchr(path, '/'); head && slash && !found;
         slash = strchr(slash + 1, '/')) {
        char *start = strndup(path, (size_t)(slash - path));

        found = start && fnmatch(head, start, FNM_PATHNAME) == 0 &&
                (!stars[2] || matches(stars, slash + 1));
        free(start);
    }
    free(head);
    return found;
}

static bool rule_matches(const rule *tried, const char *path, bool directory)
{
    const char *slash = strrchr(path, '/');

    if (tried->directory && !directory) {
        return false;
    }
    return tried->anchored
               ? matches(tried->pattern, path)
               : fnmatch(tried->pattern, slash ? slash + 1 : path, 0) == 0;
}

bool lint_ignored_is(const lint_ignored *ignored, const char *path,
                     bool directory)
{
    /* The innermost file's last rule that matches decides. */
    for (; ignored; ignored = ignored->outer) {
        char *relative;
        int found = -1;

        if (strlen(path) < ignored->skip ||
            asprintf(&relative, "%s%s", ignored->within, path + ignored->skip) <
                0) {
            continue;
        }
        for (int i = ignored->rules->nelts - 1; i >= 0 && found < 0; i--) {
            if (rule_matches(&APR_ARRAY_IDX(ignored->rules, i, rule), relative,
                             directory)) {
                found = i;
            }
        }
        free(relative);
        if (found >= 0) {
            return !APR_ARRAY_IDX(ignored->rules, found, rule).keep;
        }
    }
    return false;
}

static lint_ignored *make(apr_pool_t *pool, const lint_ignored *outer,
                          const char *file, const char *directory,
                          const char *within)
{
    apr_array_header_t *rules = read_rules(pool, file);
    lint_ignored *ignored;
    size_t length = strlen(directory);

    if (!rules || !rules->nelts) {
        return NULL;
    }
    ignored = apr_pcalloc(pool, sizeof(*ignored));
    ignored->outer = outer;
    ignored->skip = length + (length && directory[length - 1] != '/');
    ignored->within = within;
    ignored->rules = rules;
    return ignored;
}

const lint_ignored *lint_ignored_enter(apr_pool_t *pool,
                                       const lint_ignored *outer,
                                       const char *directory)
{
    const lint_ignored *own =
        make(pool, outer, apr_pstrcat(pool, directory, "/.gitignore", NULL),
             directory, "");

    return own ? own : outer;
}

const lint_ignored *lint_ignored_above(apr_pool_t *pool, const char *directory)
{
    char *real = realpath(directory, NULL);
    const lint_ignored *ignored = NULL;
    char *top;
    char *end;

    if (!real) {
        return NULL;
    }
    /* Up to the directory that has .git, and none without it. */
    top = apr_pstrdup(pool, real);
    while (access(apr_pstrcat(pool, top, "/.git", NULL), F_OK) != 0) {
        end = strrchr(top, '/');
        if (!end) {
            free(real);
            return NULL;
        }
        *end = '\0';
    }
    /* And down again, to the directory's parent. */
    ignored = make(
        pool, ignored, apr_pstrcat(pool, top, "/.git/info/exclude", NULL),
        directory,
        real[strlen(top)] ? apr_pstrcat(pool, real + strlen(top) + 1, "/", NULL)
                          : "");
    for (size_t length = strlen(top); real[length];) {
        const char *within = apr_pstrcat(pool, real + length + 1, "/", NULL);
        const char *here = apr_pstrmemdup(pool, real, length);
        const lint_ignored *own =
            make(pool, ignored, apr_pstrcat(pool, here, "/.gitignore", NULL),
                 directory, within);

        ignored = own ? own : ignored;
        length += 1 + strcspn(real + length + 1, "/");
    }
    free(real);
    return ignored;
}
