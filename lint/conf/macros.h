/* SPDX-License-Identifier: Apache-2.0 */
/*
 * <Macro> and Use, with mod_macro's own substitution.
 */
#ifndef LINT_CONF_MACROS_H
#define LINT_CONF_MACROS_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lines.h"
#include "problem.h"

typedef struct lint_macro {
    const char *name; /* in lower case */
    lint_place place;
    apr_array_header_t *parameters; /* of const char * */
    apr_array_header_t *body;       /* of lint_line, nothing replaced yet */
    const lint_guard *guard;        /* NULL: certain */
    const struct lint_macro *other; /* what the name means where the guard does
                                       not hold; NULL for nothing */
} lint_macro;

typedef struct lint_macros lint_macros;

lint_macros *lint_macros_create(apr_pool_t *pool, lint_problems *problems);

/* <Macro args>: a macro to put the body's lines into. NULL, with a problem,
 * when it is malformed. */
lint_macro *lint_macros_define(lint_macros *macros, const lint_place *place,
                               const char *args, const lint_guard *guard);

/* UndefMacro; one that is not certain to happen leaves the macro. */
void lint_macros_undefine(lint_macros *macros, const lint_place *place,
                          const char *name, bool certain);

/* The macro of a name; NULL for none. */
const lint_macro *lint_macros_find(const lint_macros *macros, const char *name);

/* Whether there is any macro. */
bool lint_macros_are_known(const lint_macros *macros);

/* The body with the values of Use, whose place is in outer: lint_line. NULL,
 * with a problem, when it cannot be. */
apr_array_header_t *lint_macro_expand(lint_macros *macros,
                                      const lint_macro *macro,
                                      const lint_place *outer,
                                      const char *values);

#endif
