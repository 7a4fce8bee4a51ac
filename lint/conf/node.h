/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A directive or a section, with what is in it.
 *
 * Names are interned: within one configuration equal names, in any case, have
 * the same `key`, so that they are compared as pointers (lint_names_find).
 */
#ifndef LINT_CONF_NODE_H
#define LINT_CONF_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_pools.h>
#include "lint/place.h"
#include "guard.h"
#include "words.h"

/* From `at` bytes into a logical line on, the text comes from this line and
 * column of the file, byte for byte; a fixed span (the value of a variable)
 * comes from that one column. */
typedef struct lint_span {
    int at;
    int line;
    int column;
    bool fixed;
} lint_span;

typedef struct lint_map {
    int count;
    const lint_span *spans; /* ascending; the first is at 0 */
} lint_map;

typedef struct lint_node lint_node;

struct lint_node {
    lint_place place; /* of its name; of the `<` of a section */
    const char *name; /* as written, without `<`: "VirtualHost" */
    const char *key;  /* in lower case, interned; NULL for the root */

    /* What follows the name, variables and macro parameters replaced; of a
     * section, up to the last `>`. Never NULL. */
    const char *args;

    lint_node *parent; /* NULL for the root */
    lint_node *children;
    lint_node *next;
    lint_node *same; /* the next of its name: see index.h */

    /* What is not decided and has to hold for it to be there; NULL when it is
     * certain. What its parents need is not said again. */
    const lint_guard *guard;

    const lint_map *map; /* of the logical line; NULL: one physical line */
    int args_at;         /* where args stands in the logical line */
    int close_line;      /* of `</name>`; 0 when there is none */

    /* Why something in the node's line is not known (a template, a variable
     * nobody sets); NULL when all is. Words say which of them. */
    const char *unknown;

    int number; /* of the key (lint_name); 0 for the root */
    bool section;
    /* In an <If…> or a template's condition that may be false: the guard. */
    bool maybe;
    /* An Include or Use whose content could not be looked at. */
    bool unseen;
};

/* The words of the node's arguments; cut afresh at every call. */
lint_words lint_node_words(apr_pool_t *pool, const lint_node *node);

/* Where byte `at` of the node's arguments stands in its file. */
lint_place lint_node_place(const lint_node *node, int at);

/* True when no server can have both, because of what has to hold for them and
 * for the sections around them. */
bool lint_node_excludes(const lint_node *left, const lint_node *right);

/* The node that comes after in document order, within top; NULL at the end.
 * Starts with top itself. */
lint_node *lint_node_after(const lint_node *node, const lint_node *top);

#endif
