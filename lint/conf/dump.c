/* SPDX-License-Identifier: Apache-2.0 */
#include "dump.h"

#include <string.h>
#include <apr_strings.h>
#include "conf.h"
#include "directive.h"
#include "tree.h"

/* Bytes that would spoil a terminal or a snapshot are shown in hex. */
static void print_text(FILE *out, const char *text)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte < 0x20 || byte == 0x7f) {
            fprintf(out, "\\x%02x", byte);
        } else {
            putc(byte, out);
        }
    }
}

static void print_place(FILE *out, const lint_place *place)
{
    fprintf(out, "%s:%d:%d", place->file, place->line, place->column);
}

static void print_chain(FILE *out, const lint_place *place)
{
    for (place = place->outer; place; place = place->outer) {
        fprintf(out, " < %s:%d", place->file, place->line);
    }
}

static void print_lines(apr_pool_t *pool, const lint_source *source,
                        lint_problems *problems, FILE *out)
{
    lint_lines lines = lint_lines_begin(pool, source, NULL, problems);
    lint_line line;

    while (lint_lines_next(&lines, &line)) {
        fprintf(out, "%d:%d |", line.place.line, line.place.column);
        print_text(out, line.text);
        fputs("|", out);
        for (int i = 1; line.map && i < line.map->count; i++) {
            fprintf(out, " %d=%d:%d", line.map->spans[i].at,
                    line.map->spans[i].line, line.map->spans[i].column);
        }
        putc('\n', out);
    }
}

static void print_words(apr_pool_t *pool, const lint_node *root, FILE *out)
{
    for (const lint_node *node = lint_node_after(root, root); node;
         node = lint_node_after(node, root)) {
        lint_words words = lint_node_words(pool, node);

        fprintf(out, "%d:%d %s%s\n", node->place.line, node->place.column,
                node->section ? "<" : "", node->name);
        for (int i = 0; i < words.count; i++) {
            const lint_word *word = &words.list[i];
            lint_place place = lint_node_place(node, word->at);

            fprintf(out, "    %d:%d |", place.line, place.column);
            print_text(out, word->text);
            putc('|', out);
            if (word->quote) {
                fprintf(out, " %c", word->quote);
            }
            if (word->unknown) {
                fprintf(out, " unknown: %s", word->unknown);
            }
            putc('\n', out);
        }
    }
}

static void print_guard(apr_pool_t *pool, const lint_guard *guard, FILE *out)
{
    for (const char *before = " if "; guard; guard = guard->outer) {
        fputs(before, out);
        print_text(out, lint_guard_text(pool, guard));
        before = ", ";
    }
}

static void print_node(apr_pool_t *pool, const lint_node *node, int depth,
                       FILE *out)
{
    fprintf(out, "%*s%s", depth * 4, "", node->section ? "<" : "");
    print_text(out, node->name);
    if (*node->args) {
        putc(' ', out);
        print_text(out, node->args);
    }
    fputs(node->section ? ">  # " : "  # ", out);
    print_place(out, &node->place);
    print_chain(out, &node->place);
    if (node->close_line) {
        fprintf(out, " to %d", node->close_line);
    }
    print_guard(pool, node->guard, out);
    fputs(node->unseen ? " unseen" : "", out);
    if (node->unknown) {
        fprintf(out, " unknown: %s", node->unknown);
    }
    putc('\n', out);
}

static void print_tree(apr_pool_t *pool, const lint_node *root, FILE *out)
{
    const lint_node *above = root;
    int depth = 0;

    for (const lint_node *node = lint_node_after(root, root); node;
         node = lint_node_after(node, root)) {
        if (node->parent == above && above->children == node) {
            depth += above != root;
        } else {
            /* Up from the last one to the level of this. */
            while (above->parent != node->parent) {
                above = above->parent;
                depth--;
            }
        }
        print_node(pool, node, depth, out);
        above = node;
    }
}

static void print_problems(const lint_problems *problems, FILE *out)
{
    static const char *const severities[] = {"note", "warning", "error"};

    for (int i = 0; i < problems->list->nelts; i++) {
        const lint_problem *problem =
            &APR_ARRAY_IDX(problems->list, i, lint_problem);

        fprintf(out, "%s ", severities[problem->severity]);
        print_place(out, &problem->place);
        print_chain(out, &problem->place);
        fprintf(out, " %s%s: ", problem->code,
                problem->unread ? " (unread)" : "");
        print_text(out, problem->sentence);
        putc('\n', out);
    }
}

static void print_resolved(const lint_conf *conf, FILE *out)
{
    print_tree(conf->pool, conf->root, out);
    for (int i = 0; i < conf->comments->nelts; i++) {
        const lint_comment *comment =
            &APR_ARRAY_IDX(conf->comments, i, lint_comment);

        fputs("comment ", out);
        print_place(out, &comment->place);
        fprintf(out, " %s\n", comment->text);
    }
    if (conf->template_lines || conf->unseen || conf->skipped) {
        fprintf(out, "template lines %d, unseen %d, skipped %d\n",
                conf->template_lines, conf->unseen, conf->skipped);
    }
}

static bool print_stage(apr_pool_t *pool, const char *stage,
                        const lint_conf_options *options, lint_source *source,
                        lint_problems *problems, FILE *out)
{
    const lint_node *root;

    if (strcmp(stage, "resolved") == 0) {
        print_resolved(lint_conf_load_source(pool, options, source, problems),
                       out);
        return true;
    }
    if (strcmp(stage, "lines") == 0) {
        if (source) {
            print_lines(pool, source, problems, out);
        }
        return true;
    }
    if (strcmp(stage, "words") != 0 && strcmp(stage, "tree") != 0) {
        return false;
    }
    if (source) {
        root = lint_tree_parse(pool, lint_names_create(pool), source, problems);
        *stage == 't' ? print_tree(pool, root, out)
                      : print_words(pool, root, out);
    }
    return true;
}

lint_dump_result lint_conf_dump(apr_pool_t *pool, const char *stage,
                                const lint_conf_options *options,
                                const char *path, FILE *out)
{
    lint_problems *problems = lint_problems_create(pool);
    lint_source *source = lint_source_read_named(pool, path, problems);
    bool known = print_stage(pool, stage, options, source, problems, out);

    print_problems(problems, out);
    return !known             ? LINT_DUMP_NO_STAGE
           : problems->unread ? LINT_DUMP_UNREAD
                              : LINT_DUMP_WHOLE;
}
