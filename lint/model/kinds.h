/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the directives and sections of each name are to the model: found out
 * once a name, and looked up by the number of that.
 */
#ifndef LINT_MODEL_KINDS_H
#define LINT_MODEL_KINDS_H

#include <stdbool.h>
#include <apr_hash.h>
#include <apr_pools.h>
#include "core/policy.h"
#include "lint/conf/names.h"
#include "lint/conf/node.h"
#include "lint/model/scope.h"

/* What a section of that name is. */
typedef enum lint_part {
    LINT_PART_OTHER,
    LINT_PART_REQUIRE, /* read as a directive */
    LINT_PART_FILES,
    LINT_PART_IF,
    LINT_PART_LIMIT,
    LINT_PART_DIRECTORY,
    LINT_PART_LOCATION,
    LINT_PART_PROXY,
    LINT_PART_VIRTUAL_HOST
} lint_part;

/* What a directive of that name says of a server as a whole. */
typedef enum lint_saying {
    LINT_SAYS_NOTHING,
    LINT_SAYS_NAME,
    LINT_SAYS_ALIASES,
    LINT_SAYS_ROOT,
    LINT_SAYS_PROXY
} lint_saying;

/* Reads a directive into a scope. */
typedef void lint_reading(const lint_scope_reader *reader, lint_scope *scope,
                          const lint_node *node);

typedef struct lint_kind {
    bool known;        /* false: nothing below is found out yet */
    bool for_sections; /* httpd refuses it at the level of a server */
    lint_part part;
    lint_saying saying;
    const cors_directive *row; /* of mod_cors_creds; NULL */
    lint_reading *read;        /* of the others; NULL: no model reads it */
    /* What was made of each text of arguments; NULL: of none. */
    apr_hash_t *made;
} lint_kind;

struct lint_kinds {
    apr_pool_t *pool;
    lint_kind *list; /* by the number of a key */
};

/* The kinds of all these names, and of one server, or one .htaccess: what is
 * kept with them is from pool. */
lint_kinds *lint_kinds_make(apr_pool_t *pool, const lint_names *names);

/* Finds out what a node's name is. */
const lint_kind *lint_kind_learn(lint_kinds *kinds, const lint_node *node);

/* That of a node's name; valid as long as the kinds are. */
static inline const lint_kind *lint_kind_of(lint_kinds *kinds,
                                            const lint_node *node)
{
    const lint_kind *kind = &kinds->list[node->number];

    return kind->known ? kind : lint_kind_learn(kinds, node);
}

/* What was made of the same directive with the same arguments elsewhere; NULL
 * for nothing. Never of arguments that are not all known. */
const void *lint_kind_recall(const lint_kinds *kinds, const lint_node *node);

/* Keeps what was made of a directive, which does not depend on where that
 * stands, and is from the pool of the kinds. */
void lint_kind_keep(lint_kinds *kinds, const lint_node *node, const void *made);

#endif
