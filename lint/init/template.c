/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/init/template.h"

#include <stdbool.h>
#include <string.h>
#include <apr_strings.h>
#include <apr_tables.h>

/* Sections and partials within each other. */
#define DEPTH 16

typedef struct rendering {
    apr_pool_t *pool;
    const lint_template *templates;
    const json_t *scopes[DEPTH]; /* the innermost is the last */
    int depth;
    const char *error; /* the first one */
} rendering;

/* A part of a template, which knows what is around it. */
typedef struct span {
    const char *all; /* where the template begins */
    const char *from;
    const char *to;
} span;

typedef struct tag {
    char kind; /* of "#^/>!", '\0' for a value */
    const char *name;
    const char *from; /* what it takes the place of */
    const char *to;
    const char *indent; /* of a partial that stands alone */
} tag;

static const char *render(rendering *r, span text);

static const char *fail(rendering *r, const char *what, const char *name)
{
    if (!r->error) {
        r->error = apr_psprintf(r->pool, "{{%s}} %s", name, what);
    }
    return "";
}

/* Widens a tag that stands alone in its line to the whole line. */
static void take_line(apr_pool_t *pool, const char *all, tag *t)
{
    const char *before = t->from;
    const char *after = t->to + strspn(t->to, " \t");

    while (before > all && (before[-1] == ' ' || before[-1] == '\t')) {
        before--;
    }
    if ((before == all || before[-1] == '\n') && *after == '\n') {
        t->indent =
            apr_pstrmemdup(pool, before, (apr_size_t)(t->from - before));
        t->from = before;
        t->to = after + 1;
    }
}

/* The next tag of the text; false when there is none. */
static bool find_tag(rendering *r, span text, tag *t)
{
    const char *open = strstr(text.from, "{{");
    const char *close = open ? strstr(open, "}}") : NULL;
    const char *name;
    char *trimmed;

    if (!open || open >= text.to) {
        return false;
    }
    if (!close) {
        fail(r, "is not closed; write }} behind it",
             apr_pstrmemdup(r->pool, open + 2, strcspn(open + 2, "\n")));
        return false;
    }
    memset(t, 0, sizeof(*t));
    t->from = open;
    t->to = close + 2;
    name = open + 2;
    if (strchr("#^/>!", *name)) {
        t->kind = *name++;
    }
    trimmed = apr_pstrmemdup(r->pool, name, (apr_size_t)(close - name));
    apr_collapse_spaces(trimmed, trimmed);
    t->name = trimmed;
    if (t->kind) {
        take_line(r->pool, text.all, t);
    }
    return true;
}

/* The tag that ends the section which `open` begins. */
static bool find_end(rendering *r, span text, const tag *open, tag *end)
{
    int deep = 1;

    text.from = open->to;
    while (find_tag(r, text, end)) {
        if (end->kind && strchr("#^/", end->kind) &&
            strcmp(end->name, open->name) == 0) {
            deep += end->kind == '/' ? -1 : 1;
        }
        if (deep == 0) {
            return true;
        }
        text.from = end->to;
    }
    fail(r, "has no end", open->name);
    return false;
}

/* The value of a name, from the innermost scope that has it. */
static const json_t *find_value(rendering *r, const char *name)
{
    if (strcmp(name, ".") == 0) {
        return r->scopes[r->depth - 1];
    }
    for (int i = r->depth - 1; i >= 0; i--) {
        const json_t *value = json_object_get(r->scopes[i], name);

        if (value) {
            return value;
        }
    }
    fail(r, "has no value", name);
    return NULL;
}

static const char *value_text(rendering *r, const char *name)
{
    const json_t *value = find_value(r, name);

    if (json_is_string(value)) {
        return json_string_value(value);
    }
    return fail(r, "is no text", name);
}

static bool is_empty(const json_t *value)
{
    return !value || json_is_null(value) || json_is_false(value) ||
           (json_is_string(value) && json_string_length(value) == 0) ||
           (json_is_array(value) && json_array_size(value) == 0);
}

static const char *render_inside(rendering *r, const char *name,
                                 const json_t *scope, span body)
{
    const char *text;

    if (r->depth == DEPTH) {
        return fail(r, "is too deep", name);
    }
    r->scopes[r->depth++] = scope;
    text = render(r, body);
    r->depth--;
    return text;
}

static const char *section(rendering *r, const tag *open, span body)
{
    const json_t *value = find_value(r, open->name);
    const char *text = "";

    if (is_empty(value) || open->kind == '^') {
        return is_empty(value) == (open->kind == '^') ? render(r, body) : "";
    }
    if (!json_is_array(value)) {
        return render_inside(r, open->name, value, body);
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        text = apr_pstrcat(
            r->pool, text,
            render_inside(r, open->name, json_array_get(value, i), body), NULL);
    }
    return text;
}

/* Each line that is not empty, with the indent before it. */
static const char *indented(apr_pool_t *pool, const char *text,
                            const char *indent)
{
    apr_array_header_t *pieces = apr_array_make(pool, 32, sizeof(char *));

    while (*text) {
        size_t length = strcspn(text, "\n");

        if (length) {
            APR_ARRAY_PUSH(pieces, const char *) = indent;
        }
        length += text[length] == '\n';
        APR_ARRAY_PUSH(pieces, const char *) =
            apr_pstrmemdup(pool, text, length);
        text += length;
    }
    return apr_array_pstrcat(pool, pieces, 0);
}

static const char *render_template(rendering *r, const char *name)
{
    const lint_template *found = r->templates;
    apr_array_header_t *lines = apr_array_make(r->pool, 64, sizeof(char *));
    const char *text;

    while (found->name && strcmp(found->name, name) != 0) {
        found++;
    }
    if (!found->name) {
        return fail(r, "is no template", name);
    }
    for (const char *const *line = found->lines; *line; line++) {
        APR_ARRAY_PUSH(lines, const char *) = *line;
    }
    text = apr_array_pstrcat(r->pool, lines, 0);
    /* A partial may include itself: the depth ends it. */
    return render_inside(r, name, r->scopes[r->depth - 1],
                         (span){text, text, text + strlen(text)});
}

static const char *render_tag(rendering *r, const tag *t)
{
    switch (t->kind) {
    case '!':
        return "";
    case '/':
        return fail(r, "ends nothing", t->name);
    case '>':
        return indented(r->pool, render_template(r, t->name),
                        t->indent ? t->indent : "");
    default:
        return value_text(r, t->name);
    }
}

static const char *render(rendering *r, span text)
{
    apr_array_header_t *pieces = apr_array_make(r->pool, 32, sizeof(char *));
    tag t, end;

    while (!r->error && find_tag(r, text, &t)) {
        APR_ARRAY_PUSH(pieces, const char *) = apr_pstrmemdup(
            r->pool, text.from, (apr_size_t)(t.from - text.from));
        text.from = t.to;
        if (t.kind != '#' && t.kind != '^') {
            APR_ARRAY_PUSH(pieces, const char *) = render_tag(r, &t);
        } else if (find_end(r, text, &t, &end)) {
            APR_ARRAY_PUSH(pieces, const char *) =
                section(r, &t, (span){text.all, t.to, end.from});
            text.from = end.to;
        }
    }
    APR_ARRAY_PUSH(pieces, const char *) =
        apr_pstrmemdup(r->pool, text.from, (apr_size_t)(text.to - text.from));
    return apr_array_pstrcat(r->pool, pieces, 0);
}

const char *lint_template_render(apr_pool_t *pool,
                                 const lint_template *templates,
                                 const char *name, const json_t *values,
                                 const char **error)
{
    rendering r = {.pool = pool, .templates = templates};
    const char *text;

    r.scopes[r.depth++] = values;
    text = render_template(&r, name);
    *error = r.error;
    return r.error ? NULL : text;
}
