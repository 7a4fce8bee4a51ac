/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/change.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/check/file.h"
#include "lint/migrate/follow.h"
#include "lint/migrate/hollow.h"
#include "lint/migrate/rule.h"
#include "lint/witness/setting.h"

typedef struct changer {
    apr_pool_t *pool;
    lint_recipes *recipes;
    apr_array_header_t *gone; /* of const lint_node *, each once */
    const lint_file *file;
    apr_array_header_t *edits; /* of lint_edit */
    lint_hollow lines;         /* what the edits make of them */
} changer;

static int find(const changer *c, const lint_node *node)
{
    for (int i = 0; i < c->gone->nelts; i++) {
        if (APR_ARRAY_IDX(c->gone, i, const lint_node *) == node) {
            return i;
        }
    }
    return -1;
}

static void take_all(changer *c)
{
    for (int i = 0; i < c->recipes->list->nelts; i++) {
        const lint_recipe *recipe =
            APR_ARRAY_IDX(c->recipes->list, i, const lint_recipe *);

        for (int j = 0; !recipe->kept && j < recipe->lines->nelts; j++) {
            const lint_node *node =
                APR_ARRAY_IDX(recipe->lines, j, lint_recipe_line).node;

            if (find(c, node) < 0) {
                APR_ARRAY_PUSH(c->gone, const lint_node *) = node;
            }
        }
    }
}

/* Whether both hold for some request. */
static bool meet(const changer *c, const lint_node *one, const lint_node *other)
{
    return lint_setting_covers(c->pool, one, other) ||
           lint_setting_covers(c->pool, other, one);
}

/* What reads a variable of the directive and stays; NULL for nothing. */
static const lint_node *reader_of(const changer *c, const lint_node *setter)
{
    const apr_array_header_t *names = lint_node_variables(c->pool, setter);
    const lint_node *root = c->recipes->survey->conf->root;

    for (const lint_node *node = root; names->nelts && node;
         node = lint_node_after(node, root)) {
        for (int i = 0; node != setter && i < names->nelts; i++) {
            if (find(c, node) < 0 && meet(c, setter, node) &&
                lint_node_reads(c->pool, node,
                                APR_ARRAY_IDX(names, i, const char *))) {
                return node;
            }
        }
    }
    return NULL;
}

static void leave(changer *c, const lint_node *node)
{
    int index = find(c, node);

    if (index >= 0) {
        c->gone->nelts--;
        APR_ARRAY_IDX(c->gone, index, const lint_node *) =
            APR_ARRAY_IDX(c->gone, c->gone->nelts, const lint_node *);
    }
}

/* Variables that are read elsewhere stay, with the conditions of their rule.
 * What stays may read others. */
static void leave_variables(changer *c)
{
    for (int i = 0; i < c->gone->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(c->gone, i, const lint_node *);
        const lint_node *reader = reader_of(c, node);
        lint_rule_text rule;

        if (!reader) {
            continue;
        }
        APR_ARRAY_PUSH(c->recipes->notes, lint_remark) = (lint_remark){
            node->place,
            apr_psprintf(c->pool, "it stays, as %s reads its variable too",
                         lint_recipes_place(c->recipes, &reader->place))};
        if (lint_rule_text_read(c->pool, node, &rule)) {
            for (int j = 0; j < rule.conditions->nelts; j++) {
                leave(c, APR_ARRAY_IDX(rule.conditions, j, const lint_node *));
            }
        }
        leave(c, node);
        i = -1;
    }
}

/* Whether rules of the section go, and no line is left that needs an engine. */
static bool is_idle(const changer *c, const lint_node *section)
{
    static const char *const names[] = {"RewriteRule", "RewriteOptions"};
    bool lost = false;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const apr_array_header_t *nodes =
            lint_survey_nodes(c->recipes->survey, names[i]);

        for (int j = 0; j < nodes->nelts; j++) {
            const lint_node *node = APR_ARRAY_IDX(nodes, j, const lint_node *);

            if (lint_setting_section(node) != section) {
                continue;
            }
            if (find(c, node) < 0) {
                return false;
            }
            lost = true;
        }
    }
    return lost;
}

static void note_engines(const changer *c)
{
    const apr_array_header_t *nodes =
        lint_survey_nodes(c->recipes->survey, "RewriteEngine");

    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);

        if (strcmp(node->place.file, c->recipes->file) == 0 &&
            strcasecmp(node->args, "On") == 0 &&
            is_idle(c, lint_setting_section(node))) {
            APR_ARRAY_PUSH(c->recipes->notes, lint_remark) = (lint_remark){
                node->place,
                "it has no RewriteRule left: take it out, if it is "
                "there for nothing else"};
        }
    }
}

/* Where a line begins; the end of the file behind the last. */
static size_t line_at(const lint_file *file, int line)
{
    const char *at = file->bytes;
    const char *end = file->bytes + file->size;

    while (--line > 0 && at < end) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));

        at = feed ? feed + 1 : end;
    }
    return (size_t)(at - file->bytes);
}

/* Behind the directive that begins in a line, whatever lines it goes on in. */
static size_t end_of(const lint_file *file, size_t at)
{
    const char *end = file->bytes + file->size;
    const char *from = file->bytes + at;

    for (;;) {
        const char *feed = memchr(from, '\n', (size_t)(end - from));
        const char *last = feed;

        if (!feed) {
            return file->size;
        }
        last -= last > from && last[-1] == '\r';
        if (last == from || last[-1] != '\\') {
            return (size_t)(feed + 1 - file->bytes);
        }
        from = feed + 1;
    }
}

/* The directives of the recipe that the node is the anchor of, as they stand
 * in the file; "" when it is no anchor. */
static const char *text_at(const changer *c, const lint_node *node, size_t at)
{
    const char *text = "";
    const char *line = c->file->bytes + at;
    const char *indent = apr_pstrmemdup(c->pool, line, strspn(line, " \t"));

    for (int i = 0; i < c->recipes->list->nelts; i++) {
        const lint_recipe *recipe =
            APR_ARRAY_IDX(c->recipes->list, i, const lint_recipe *);

        for (int j = 0; !recipe->kept && recipe->anchor == node &&
                        j < recipe->directives->nelts;
             j++) {
            text = apr_pstrcat(
                c->pool, text, indent,
                APR_ARRAY_IDX(recipe->directives, j, const char *), "\n", NULL);
        }
    }
    return text;
}

static void edit_line(changer *c, int first, const lint_node *node)
{
    int line = first;
    size_t at = line_at(c->file, first);
    size_t end = end_of(c->file, at);
    const char *text = node ? text_at(c, node, at) : "";
    size_t length = strlen(text);

    c->lines.filled[line] = length > 0;
    for (size_t i = at; i < end; line++) {
        const char *feed = memchr(c->file->bytes + i, '\n', end - i);

        c->lines.gone[line] = true;
        i = feed ? (size_t)(feed + 1 - c->file->bytes) : end;
    }
    /* A file that ends without a line feed still does. */
    if (length && end == c->file->size && c->file->bytes[end - 1] != '\n') {
        text = apr_pstrmemdup(c->pool, text, length - 1);
    }
    APR_ARRAY_PUSH(c->edits, lint_edit) =
        (lint_edit){.place = {c->recipes->file, first, 1, NULL},
                    .length = (int)(end - at),
                    .text = text};
}

static int by_line(const void *left, const void *right)
{
    const lint_node *a = *(const lint_node *const *)left;
    const lint_node *b = *(const lint_node *const *)right;

    return a->place.line - b->place.line;
}

/* Where the first Header line of the recipe stands, or the <If> around it:
 * what is around these, such as <IfModule mod_headers.c>, stays around them. */
static void find_anchors(const changer *c)
{
    for (int i = 0; i < c->recipes->list->nelts; i++) {
        lint_recipe *recipe = APR_ARRAY_IDX(c->recipes->list, i, lint_recipe *);

        recipe->anchor = NULL;
        for (int j = 0; j < c->gone->nelts && !recipe->anchor; j++) {
            const lint_node *node =
                APR_ARRAY_IDX(c->gone, j, const lint_node *);

            if ((node->section || strcmp(node->key, "header") == 0) &&
                lint_recipe_has(recipe, node) &&
                lint_setting_section(node) == recipe->section) {
                recipe->anchor = node;
            }
        }
    }
}

static void edit_all(changer *c)
{
    if (c->gone->nelts) {
        qsort(c->gone->elts, (size_t)c->gone->nelts, sizeof(lint_node *),
              by_line);
    }
    find_anchors(c);
    for (int i = 0; i < c->gone->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(c->gone, i, const lint_node *);

        edit_line(c, node->place.line, node);
        if (node->section && node->close_line) {
            edit_line(c, node->close_line, NULL);
        }
    }
}

/* What is left of <IfModule>s goes along. */
static void edit_hollow(changer *c)
{
    size_t size = sizeof(bool) * (size_t)(c->lines.count + 1);
    const bool *before = apr_pmemdup(c->pool, c->lines.gone, size);

    lint_hollow_find(&c->lines);
    for (int line = 1; line <= c->lines.count; line++) {
        if (c->lines.gone[line] && !before[line]) {
            edit_line(c, line, NULL);
        }
    }
}

static void count_lines(changer *c)
{
    int count = 1;

    for (size_t i = 0; i < c->file->size; i++) {
        count += c->file->bytes[i] == '\n';
    }
    c->lines = (lint_hollow){
        .source = lint_conf_source(c->recipes->survey->conf, c->recipes->file),
        .gone = apr_pcalloc(c->pool, sizeof(bool) * (size_t)(count + 1)),
        .filled = apr_pcalloc(c->pool, sizeof(bool) * (size_t)(count + 1)),
        .count = count};
}

lint_edits *lint_recipes_change(lint_recipes *recipes, lint_problems *problems)
{
    changer c = {.pool = recipes->pool,
                 .recipes = recipes,
                 .gone = apr_array_make(recipes->pool, 16, sizeof(void *)),
                 .edits = apr_array_make(recipes->pool, 16, sizeof(lint_edit))};
    lint_finding finding = {.edits = c.edits};
    apr_array_header_t *findings =
        apr_array_make(recipes->pool, 1, sizeof(lint_finding *));
    apr_array_header_t *confs =
        apr_array_make(recipes->pool, 1, sizeof(const lint_conf *));
    lint_edits *edits;

    c.file = lint_file_read(recipes->pool, recipes->file, problems);
    if (!c.file) {
        return NULL;
    }
    take_all(&c);
    leave_variables(&c);
    note_engines(&c);
    count_lines(&c);
    edit_all(&c);
    edit_hollow(&c);
    APR_ARRAY_PUSH(findings, lint_finding *) = &finding;
    APR_ARRAY_PUSH(confs, const lint_conf *) = recipes->survey->conf;
    edits = lint_edits_make(recipes->pool, findings, confs, problems);
    return edits->refused ? NULL : edits;
}
