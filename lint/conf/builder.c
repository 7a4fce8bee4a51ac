/* SPDX-License-Identifier: Apache-2.0 */
#include "builder.h"

#include <apr_strings.h>

typedef struct lint_open {
    lint_node *node; /* NULL: a condition */
    const lint_name *name;
    lint_place place;
    const lint_guard *outer; /* the builder's before */
    bool skipped;
} lint_open;

lint_builder *lint_builder_create(apr_pool_t *pool, lint_bulk *bulk,
                                  lint_problems *problems)
{
    lint_builder *builder = apr_pcalloc(pool, sizeof(*builder));

    builder->pool = pool;
    builder->bulk = bulk;
    builder->problems = problems;
    builder->index = lint_index_create(pool);
    builder->root = apr_pcalloc(pool, sizeof(lint_node));
    builder->root->name = builder->root->args = "";
    builder->root->section = true;
    builder->parent = builder->root;
    builder->tail = &builder->root->children;
    builder->open = apr_array_make(pool, 16, sizeof(lint_open));
    return builder;
}

static const lint_open *innermost(const lint_builder *builder)
{
    return &APR_ARRAY_IDX(builder->open, builder->open->nelts - 1, lint_open);
}

static void push(lint_builder *builder, lint_node *node, const lint_name *name,
                 const lint_place *place)
{
    lint_open *open = apr_array_push(builder->open);

    *open = (lint_open){node, name, *place, builder->guard, builder->skipping};
}

static void pop(lint_builder *builder, int close_line)
{
    const lint_open *open = apr_array_pop(builder->open);

    builder->guard = open->outer;
    if (open->node) {
        open->node->close_line = close_line;
        builder->parent = open->node->parent;
        builder->tail = &open->node->next;
    }
}

const lint_guard *lint_builder_guard(const lint_builder *builder,
                                     const lint_line *line)
{
    return !line->guard
               ? builder->guard
               : lint_guard_within(builder->pool, line->guard, builder->guard);
}

/* Sections that a template opens in its if are not open in its else. */
static void leave_branches(lint_builder *builder, const lint_guard *guard)
{
    while (builder->open->nelts) {
        const lint_open *open = innermost(builder);

        if (!open->node ||
            !lint_guard_is_other_branch(open->node->guard, guard)) {
            break;
        }
        pop(builder, 0);
    }
}

lint_node *lint_builder_add(lint_builder *builder, const lint_line *line,
                            const lint_directive *cut, const char *unknown)
{
    const lint_guard *guard = lint_builder_guard(builder, line);
    lint_node *node = lint_bulk_take(builder->bulk, sizeof(*node));

    if (line->guard && cut->kind == LINT_OPEN) {
        leave_branches(builder, guard);
    }
    *node = (lint_node){
        .place = lint_line_place(line, cut->name_at),
        .name = cut->name->text,
        .key = cut->name->key,
        .number = cut->name->number,
        .args = cut->args,
        .parent = builder->parent,
        .map = line->map,
        .args_at = line->map ? cut->args_at : cut->args_at - cut->name_at,
        .unknown = unknown,
        .section = cut->kind == LINT_OPEN,
        .maybe = guard != NULL,
        .guard = guard,
    };
    *builder->tail = node;
    builder->tail = &node->next;
    builder->count++;
    lint_index_add(builder->index, node);
    if (node->section) {
        push(builder, node, cut->name, &node->place);
        builder->parent = node;
        builder->tail = &node->children;
    }
    return node;
}

void lint_builder_enter(lint_builder *builder, const lint_line *line,
                        const lint_directive *cut, const lint_guard *guard)
{
    lint_place place = lint_line_place(line, cut->name_at);

    push(builder, NULL, cut->name, &place);
    builder->guard = lint_guard_within(builder->pool, guard, builder->guard);
}

int lint_builder_depth(const lint_builder *builder)
{
    return builder->open->nelts;
}

static void report_unterminated(lint_builder *builder, lint_severity severity)
{
    const lint_open *open = innermost(builder);

    lint_problem_add(builder->problems, severity, &open->place,
                     "section-unterminated",
                     "<%s> is not closed in this file: write </%s> where it "
                     "ends",
                     open->name->text, open->name->text);
}

/* The index of the innermost open section of that name; base - 1 for none. */
static int find_open(const lint_builder *builder, int base, const char *key)
{
    int i = builder->open->nelts - 1;

    while (i >= base &&
           APR_ARRAY_IDX(builder->open, i, lint_open).name->key != key) {
        i--;
    }
    return i;
}

static void report_stray(lint_builder *builder, int base,
                         const lint_place *place, const lint_directive *cut,
                         lint_severity severity)
{
    const lint_open *inner =
        builder->open->nelts > base ? innermost(builder) : NULL;

    if (inner) {
        lint_problem_add(builder->problems, severity, place, "close-mismatch",
                         "</%s> stands where <%s> of line %d is open: write "
                         "</%s>, or open <%s> first",
                         cut->name->text, inner->name->text, inner->place.line,
                         inner->name->text, cut->name->text);
    } else {
        lint_problem_add(builder->problems, severity, place, "close-stray",
                         "</%s> closes nothing that was opened in this file: "
                         "remove it, or write <%s> above",
                         cut->name->text, cut->name->text);
    }
}

void lint_builder_close(lint_builder *builder, int base, const lint_line *line,
                        const lint_directive *cut, lint_severity severity)
{
    lint_place place = lint_line_place(line, cut->name_at);
    int found = find_open(builder, base, cut->name->key);

    if (!cut->bracket) {
        lint_problem_add(builder->problems, severity, &place, "close-bracket",
                         "</%s lacks its closing bracket: write </%s>",
                         cut->name->text, cut->name->text);
    }
    if (found < base) {
        report_stray(builder, base, &place, cut, severity);
        return;
    }
    while (builder->open->nelts - 1 > found) {
        report_unterminated(builder, severity);
        pop(builder, 0);
    }
    if (*cut->args && !innermost(builder)->node &&
        !innermost(builder)->skipped) {
        /* Where the condition is false it is seen after all. */
        if (builder->guard != innermost(builder)->outer) {
            severity = severity < LINT_WARNING ? severity : LINT_WARNING;
        }
        lint_problem_add(builder->problems, severity, &place, "close-rest",
                         "httpd does not see this </%s>, for something stands "
                         "behind it: put that on a line of its own",
                         cut->name->text);
    }
    pop(builder, place.line);
}

void lint_builder_end(lint_builder *builder, int base, lint_severity severity)
{
    while (builder->open->nelts > base) {
        const lint_open *open = innermost(builder);

        if (open->node || open->skipped || severity < LINT_ERROR) {
            report_unterminated(builder, severity);
        } else {
            lint_problem_add(builder->problems, LINT_WARNING, &open->place,
                             "section-unterminated",
                             "<%s> is not closed, so all the rest of this file "
                             "is in it: write </%s> where it ends",
                             open->name->text, open->name->text);
        }
        pop(builder, 0);
    }
}
