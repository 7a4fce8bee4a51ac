/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The machine behind lint_conf_load: what httpd executes while it reads.
 */
#ifndef LINT_CONF_RESOLVER_H
#define LINT_CONF_RESOLVER_H

#include <stdbool.h>
#include <apr_hash.h>
#include "builder.h"
#include "conf.h"
#include "macros.h"
#include "reader.h"
#include "variables.h"

typedef struct lint_resolver {
    apr_pool_t *pool;
    const lint_conf_options *options;
    lint_conf *conf;
    lint_problems *problems;
    lint_builder *builder;
    lint_variables *variables;
    lint_macros *macros;
    apr_hash_t *looping; /* path -> itself: included by itself */
    int depth;           /* of includes */
    int included;        /* files, so that a flood of them ends */
    bool flooded;        /* and was reported */
} lint_resolver;

/* One file's turn. */
typedef struct lint_turn {
    lint_resolver *resolver;
    lint_reader reader;
    int base; /* of the sections that are the file's own */
    bool htaccess;
} lint_turn;

/* Of what is wrong with a section: those that a template's condition opens
 * twice are no mistake. */
lint_severity lint_turn_severity(const lint_turn *now);

/* <Macro> with all lines up to its end, and Use (uses.c). */
void lint_turn_define_macro(lint_turn *now, const lint_line *opening,
                            const lint_directive *cut);
void lint_turn_use_macro(lint_turn *now, const lint_line *line,
                         const lint_directive *cut);

/* Reads a source into the tree, included from outer, or NULL. */
void lint_resolver_read(lint_resolver *resolver, const lint_source *source,
                        const lint_place *outer);

/* True when no condition around the line leaves open whether it is there. */
bool lint_resolver_is_certain(const lint_resolver *resolver,
                              const lint_line *line);

/* Adds a problem at a directive's name. */
void lint_resolver_report(lint_resolver *resolver, lint_severity severity,
                          const lint_line *line, const lint_directive *cut,
                          const char *code, const char *sentence);

/* Define and UnDefine, LoadModule (definitions.c). */
void lint_resolver_define(lint_resolver *resolver, const lint_line *line,
                          const lint_directive *cut, bool undefine);
void lint_resolver_load_module(lint_resolver *resolver, const lint_line *line,
                               const lint_directive *cut);

/* Include and IncludeOptional, ServerRoot (includes.c). */
void lint_resolver_include(lint_resolver *resolver, const lint_line *line,
                           const lint_directive *cut, bool optional);
void lint_resolver_set_root(lint_resolver *resolver, const lint_line *line,
                            const lint_directive *cut);

/* Leaves a node for what should be there and could not be looked at. */
void lint_resolver_leave_unseen(lint_resolver *resolver, const lint_line *line,
                                const lint_directive *cut);

#endif
