/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_setenvif: SetEnvIf, SetEnvIfNoCase, BrowserMatch, BrowserMatchNoCase and
 * SetEnvIfExpr. Sections are merged by appending lists; the list of servers
 * and that of sections run in different phases.
 */
#ifndef LINT_MODEL_SETENVIF_H
#define LINT_MODEL_SETENVIF_H

#include "lint/model/state.h"
#include "lint/model/args.h"
#include "lint/model/expr.h"
#include "lint/model/regex.h"

/* What an attribute is read from. */
typedef enum lint_setenvif_kind {
    LINT_SETENVIF_HEADER,  /* or else a variable set before */
    LINT_SETENVIF_HEADERS, /* names by a regular expression */
    LINT_SETENVIF_REMOTE_ADDR,
    LINT_SETENVIF_REMOTE_HOST,
    LINT_SETENVIF_SERVER_ADDR,
    LINT_SETENVIF_URI,
    LINT_SETENVIF_METHOD,
    LINT_SETENVIF_PROTOCOL,
    LINT_SETENVIF_EXPR
} lint_setenvif_kind;

typedef struct lint_setenvif_variable {
    lint_text name;
    lint_text value; /* begins with `!` to unset */
    const lint_place *place;
} lint_setenvif_variable;

typedef struct lint_setenvif {
    lint_setenvif_kind kind;
    bool any_case;
    /* Not for EXPR. Entries of one section on one header share the pointer:
     * httpd fetches the value once for neighbours that do. */
    const char *name;
    lint_regex *names;
    const char *pattern; /* as written */
    const char *literal; /* to be searched; NULL when `regex` is */
    lint_regex *regex;
    const char *condition; /* of EXPR, as written */
    const lint_expr *expr;
    apr_array_header_t *variables; /* of lint_setenvif_variable */
    const char *unknown;     /* why it cannot be told whether it matches */
    const lint_place *place; /* of its first line */
} lint_setenvif;

/* Adds what a line says to the list of its section (of lint_setenvif *).
 * Returns NULL, or httpd's reason to refuse it. */
const char *lint_setenvif_parse(apr_pool_t *pool, const lint_args *args,
                                apr_array_header_t *list);

/* Runs a list on the request's environment, as match_headers does. `facts`
 * may be NULL. */
void lint_setenvif_run(lint_request *request, const apr_array_header_t *list,
                       const lint_expr_facts *facts);

#endif
