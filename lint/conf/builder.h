/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Directives, one after the other, made a tree. A section that is closed in
 * the wrong order, or not at all, is a problem and not the end.
 */
#ifndef LINT_CONF_BUILDER_H
#define LINT_CONF_BUILDER_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "bulk.h"
#include "directive.h"
#include "guard.h"
#include "index.h"
#include "lines.h"
#include "names.h"
#include "node.h"
#include "problem.h"

typedef struct lint_builder {
    apr_pool_t *pool;
    lint_bulk *bulk; /* where nodes are */
    lint_problems *problems;
    lint_index *index;
    lint_node *root;
    lint_node *parent;        /* what is being filled */
    lint_node **tail;         /* where its next child goes */
    apr_array_header_t *open; /* of lint_open */
    const lint_guard *guard;  /* the open conditions that are not decided */
    bool skipping;            /* in a condition that is false */
    int count;                /* of nodes */
} lint_builder;

lint_builder *lint_builder_create(apr_pool_t *pool, lint_bulk *bulk,
                                  lint_problems *problems);

/* Adds a directive, or opens a section. */
lint_node *lint_builder_add(lint_builder *builder, const lint_line *line,
                            const lint_directive *cut, const char *unknown);

/* Opens a section that leaves no node: a condition, with what it asks for, or
 * NULL when it holds. */
void lint_builder_enter(lint_builder *builder, const lint_line *line,
                        const lint_directive *cut, const lint_guard *guard);

/* All that has to hold for the line to be there; NULL when it is certain. */
const lint_guard *lint_builder_guard(const lint_builder *builder,
                                     const lint_line *line);

/* How many sections are open. A file closes what it opened, no more and no
 * less, so this is its base. */
int lint_builder_depth(const lint_builder *builder);

/* Closes the innermost section of that name above base, and those in it that
 * were not closed. severity is that of the problems found. */
void lint_builder_close(lint_builder *builder, int base, const lint_line *line,
                        const lint_directive *cut, lint_severity severity);

/* Closes all above base, at the end of a file, which httpd takes for the end of
 * a condition that is true. */
void lint_builder_end(lint_builder *builder, int base, lint_severity severity);

#endif
