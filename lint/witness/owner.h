/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose an origin is, in the eyes of a pattern: the one whom it names, a
 * customer's, a look-alike's or a stranger's.
 */
#ifndef LINT_WITNESS_OWNER_H
#define LINT_WITNESS_OWNER_H

#include <stdbool.h>
#include <apr_pools.h>
#include "core/candidate_list.h"
#include "core/regex_tree.h"
#include "lint/witness/trial.h"

/* What a pattern names. */
typedef struct lint_owner {
    apr_pool_t *pool;
    const char *text;      /* the pattern, in small letters */
    cors_regex_node *root; /* its tree; NULL: the text is taken as it stands */
    cors_candidate_list *hosts;   /* that are written out in it */
    cors_candidate_list *domains; /* registrable ones */
    apr_hash_t *known;            /* host to what is known of it */
} lint_owner;

/* The host of an origin in small letters, without its port; NULL when the text
 * is no origin. */
const char *lint_owner_host(apr_pool_t *pool, const char *origin);

/* Adds the host to those that are named, when its owner is. */
void lint_owner_name(lint_owner *owner, const char *host);

/* What the origin is to the pattern. False for one that nobody can have, as
 * there is no such top-level domain. */
bool lint_owner_judge(const lint_owner *owner, const char *origin,
                      lint_origin_kind *kind);

#endif
