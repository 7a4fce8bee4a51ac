/* SPDX-License-Identifier: Apache-2.0 */
#include "macros.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "splice.h"
#include "words.h"

/* mod_macro's buffer for a line (MAX_STRING_LEN), its line feed included. */
#define LINE_ROOM 8192

struct lint_macros {
    apr_pool_t *pool;
    lint_problems *problems;
    apr_hash_t *list; /* name -> lint_macro */
};

lint_macros *lint_macros_create(apr_pool_t *pool, lint_problems *problems)
{
    lint_macros *macros = apr_palloc(pool, sizeof(*macros));

    *macros = (lint_macros){pool, problems, apr_hash_make(pool)};
    return macros;
}

static char *lowered(apr_pool_t *pool, const char *text)
{
    char *lower = apr_pstrdup(pool, text);

    for (char *at = lower; *at; at++) {
        *at = (char)apr_tolower(*at);
    }
    return lower;
}

static apr_array_header_t *texts_of(apr_pool_t *pool, const char *args)
{
    lint_words words = lint_words_split(pool, args);
    apr_array_header_t *texts =
        apr_array_make(pool, words.count, sizeof(const char *));

    for (int i = 0; i < words.count; i++) {
        APR_ARRAY_PUSH(texts, const char *) = words.list[i].text;
    }
    return texts;
}

static bool parameters_are_good(lint_macros *macros, const lint_macro *macro)
{
    const apr_array_header_t *list = macro->parameters;

    for (int i = 0; i < list->nelts; i++) {
        const char *name = APR_ARRAY_IDX(list, i, const char *);

        if (!*name) {
            lint_problem_add(macros->problems, LINT_ERROR, &macro->place,
                             "macro-parameter",
                             "parameter %d of macro \"%s\" is empty: name it",
                             i + 1, macro->name);
            return false;
        }
        for (int j = i + 1; j < list->nelts; j++) {
            if (strcmp(name, APR_ARRAY_IDX(list, j, const char *)) == 0) {
                lint_problem_add(macros->problems, LINT_ERROR, &macro->place,
                                 "macro-parameter",
                                 "macro \"%s\" has the parameter \"%s\" twice: "
                                 "rename one",
                                 macro->name, name);
                return false;
            }
        }
    }
    return true;
}

lint_macro *lint_macros_define(lint_macros *macros, const lint_place *place,
                               const char *args, const lint_guard *guard)
{
    lint_macro *macro = apr_palloc(macros->pool, sizeof(*macro));
    const lint_macro *before;
    lint_word name;

    lint_word_next(macros->pool, &args, &name);
    if (!*name.text) {
        lint_problem_add(macros->problems, LINT_ERROR, place, "macro-name",
                         "the macro has no name: write <Macro NAME $one $two>");
        return NULL;
    }
    macro->name = lowered(macros->pool, name.text);
    macro->place = *place;
    macro->parameters = texts_of(macros->pool, args);
    macro->body = apr_array_make(macros->pool, 8, sizeof(lint_line));
    before = lint_macros_find(macros, macro->name);
    macro->guard = guard;
    macro->other = guard ? before : NULL;
    if (before && !lint_guard_excludes(before->guard, guard)) {
        lint_problem_add(macros->problems, LINT_WARNING, place,
                         "macro-redefined",
                         "macro \"%s\" is defined again, after line %d of "
                         "\"%s\": remove one, or write UndefMacro before this",
                         macro->name, before->place.line, before->place.file);
    }
    if (!parameters_are_good(macros, macro)) {
        return NULL;
    }
    apr_hash_set(macros->list, macro->name, APR_HASH_KEY_STRING, macro);
    return macro;
}

void lint_macros_undefine(lint_macros *macros, const lint_place *place,
                          const char *name, bool certain)
{
    const char *lower = lowered(macros->pool, name);

    if (!lint_macros_find(macros, lower)) {
        lint_problem_add(macros->problems, LINT_ERROR, place, "macro-undefined",
                         "macro \"%s\" is not defined here: remove UndefMacro, "
                         "or define the macro above",
                         name);
    }
    if (certain) {
        apr_hash_set(macros->list, lower, APR_HASH_KEY_STRING, NULL);
    }
}

const lint_macro *lint_macros_find(const lint_macros *macros, const char *name)
{
    return apr_hash_get(macros->list, lowered(macros->pool, name),
                        APR_HASH_KEY_STRING);
}

bool lint_macros_are_known(const lint_macros *macros)
{
    return apr_hash_count(macros->list) > 0;
}

/* The parameter that occurs first in text, the longest of those; -1 for none.
 * heads are the bytes parameters begin with: most lines have none of them. */
static int find_parameter(const lint_macro *macro, const char *heads,
                          const char *text, int *at)
{
    const apr_array_header_t *list = macro->parameters;

    for (const char *start = text; *(start += strcspn(start, heads)); start++) {
        int chosen = -1;
        size_t longest = 0;

        for (int i = 0; i < list->nelts; i++) {
            const char *name = APR_ARRAY_IDX(list, i, const char *);
            size_t length = strlen(name);

            if (length > longest && strncmp(start, name, length) == 0) {
                longest = length;
                chosen = i;
            }
        }
        if (chosen >= 0) {
            *at = (int)(start - text);
            return chosen;
        }
    }
    return -1;
}

/* `@name` is inserted as a quoted word. */
static const char *quoted(apr_pool_t *pool, const char *value)
{
    char *text = apr_palloc(pool, 2 * strlen(value) + 3);
    char *to = text;

    *to++ = '"';
    for (; *value; value++) {
        if (*value == '"' || *value == '\\') {
            *to++ = '\\';
        }
        *to++ = *value;
    }
    *to++ = '"';
    *to = '\0';
    return text;
}

/* Replaces the parameters of one line. mod_macro goes on behind as many bytes
 * as the bare value has, so that the end of a value it quoted is searched
 * again. Returns false when httpd's buffer is too small. */
static bool substitute(lint_macros *macros, const lint_macro *macro,
                       const apr_array_header_t *values, const char *heads,
                       lint_line *line)
{
    lint_line current = *line;
    lint_splice splice = lint_splice_begin(macros->pool, line);
    int from = 0;
    int at;
    int which;

    while ((which = find_parameter(macro, heads, line->text + from, &at)) >=
           0) {
        const char *name =
            APR_ARRAY_IDX(macro->parameters, which, const char *);
        const char *value = APR_ARRAY_IDX(values, which, const char *);
        const char *text = *name == '@' ? quoted(macros->pool, value) : value;
        size_t before;

        at += from;
        from = at + (int)strlen(name);
        if (strcmp(name, value) == 0) {
            continue;
        }
        lint_splice_replace(&splice, at, (int)strlen(name), text, strlen(text));
        before = splice.length - strlen(text);
        if (splice.length + (size_t)(line->length - from) + 1 >= LINE_ROOM) {
            return false;
        }
        if (*name == '@') {
            lint_splice_end(&splice, &current);
            *line = current;
            splice = lint_splice_begin(macros->pool, line);
            from = (int)(before + strlen(value));
        }
    }
    lint_splice_end(&splice, &current);
    *line = current;
    return true;
}

/* A line that ends with a backslash now is continued by the next, for the
 * result is read as a file is. */
static void join(apr_pool_t *pool, lint_line *line, const lint_line *next)
{
    lint_splice splice = lint_splice_begin(pool, line);
    lint_line result = *line;

    lint_splice_replace(&splice, line->length - 1, 1, next->text,
                        (size_t)next->length);
    lint_splice_end(&splice, &result);
    *line = result;
}

static const char *heads_of(apr_pool_t *pool, const apr_array_header_t *list)
{
    char *heads = apr_palloc(pool, (apr_size_t)list->nelts + 1);

    for (int i = 0; i < list->nelts; i++) {
        heads[i] = *APR_ARRAY_IDX(list, i, const char *);
    }
    heads[list->nelts] = '\0';
    return heads;
}

apr_array_header_t *lint_macro_expand(lint_macros *macros,
                                      const lint_macro *macro,
                                      const lint_place *outer,
                                      const char *values)
{
    apr_array_header_t *given = texts_of(macros->pool, values);
    const char *heads = heads_of(macros->pool, macro->parameters);
    apr_array_header_t *lines;
    lint_line *joined = NULL;

    if (given->nelts != macro->parameters->nelts) {
        lint_problem_add(macros->problems, LINT_ERROR, outer, "macro-arguments",
                         "macro \"%s\" takes %d arguments and is given %d: "
                         "write as many as <Macro> has, quoted where they are "
                         "empty",
                         macro->name, macro->parameters->nelts, given->nelts);
        return NULL;
    }
    lines = apr_array_make(macros->pool, macro->body->nelts, sizeof(lint_line));
    for (int i = 0; i < macro->body->nelts; i++) {
        lint_line line = APR_ARRAY_IDX(macro->body, i, lint_line);

        line.place.outer = outer;
        if (!substitute(macros, macro, given, heads, &line)) {
            lint_problem_add(macros->problems, LINT_ERROR, &line.place,
                             "macro-line-too-long",
                             "the line is longer than %d bytes with the values "
                             "of macro \"%s\": split it",
                             LINE_ROOM - 1, macro->name);
            continue;
        }
        if (joined) {
            join(macros->pool, joined, &line);
        } else {
            APR_ARRAY_PUSH(lines, lint_line) = line;
        }
        joined = &APR_ARRAY_IDX(lines, lines->nelts - 1, lint_line);
        if (!joined->length || joined->text[joined->length - 1] != '\\') {
            joined = NULL;
        }
    }
    return lines;
}
