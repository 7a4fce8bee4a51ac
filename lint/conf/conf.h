/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A configuration as httpd would have it: read, included, expanded, its
 * conditions decided as far as they can be.
 *
 * All memory is from the pool given to lint_conf_load, nothing is global, and
 * equal files and options give equal results.
 */
#ifndef LINT_CONF_CONF_H
#define LINT_CONF_CONF_H

#include <apr_hash.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "index.h"
#include "modules.h"
#include "names.h"
#include "node.h"
#include "options.h"
#include "problem.h"
#include "serverroot.h"
#include "source.h"

/* A comment that speaks to the linter: "# corslint: disable=RULE -- reason". */
typedef struct lint_comment {
    lint_place place;
    const char *text; /* from the `#` on */
} lint_comment;

typedef struct lint_conf {
    apr_pool_t *pool;
    /* Not a directive; its children are the top level. Define, Include, Use,
     * Macro and <If…> have been executed and are not in the tree, except
     * those that are unseen, and conditions that a model has to decide at
     * request time (<If>, <ElseIf>, <Else>). */
    lint_node *root;
    lint_index *index; /* of its nodes */
    lint_problems *problems;
    apr_array_header_t *sources;  /* of lint_source *, as first read */
    apr_hash_t *files;            /* path -> lint_source */
    apr_array_header_t *comments; /* of lint_comment, in order */
    lint_names *names;
    lint_modules *modules;
    lint_serverroot server_root; /* at the end */
    int template_lines;          /* `{% if %}` and the like: taken as nothing */
    int unseen;                  /* includes that were not followed */
    int skipped;                 /* conditions that were false */
} lint_conf;

/* Reads the configuration that begins in a file, or in a pipe, or on standard
 * input for "-". Never NULL: what could not be
 * read is in problems (problems->unread). */
lint_conf *lint_conf_load(apr_pool_t *pool, const lint_conf_options *options,
                          const char *path);

/* The same for a source at hand (standard input, a test); it may be NULL when
 * reading it failed, with problems saying so. */
lint_conf *lint_conf_load_source(apr_pool_t *pool,
                                 const lint_conf_options *options,
                                 lint_source *source, lint_problems *problems);

/* The source of a place's file, whatever it was read for; NULL for none. With
 * lint_source_line it shows where any node's words stand (lint_node_place), in
 * the body of a macro too. */
const lint_source *lint_conf_source(const lint_conf *conf, const char *file);

#endif
