/* SPDX-License-Identifier: Apache-2.0 */
/*
 * httpd's expressions (ap_expr): the conditions of <If>, SetEnvIfExpr, Header's
 * expr= and RewriteCond's expr, and the texts of `Header set X expr=...`.
 *
 * What depends on something that cannot be told is unknown, as in Kleene's
 * logic: unknown && false is false.
 */
#ifndef LINT_MODEL_EXPR_H
#define LINT_MODEL_EXPR_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/model/regex.h"
#include "lint/model/state.h"

typedef struct lint_expr lint_expr;

/* What the text is; LINT_EXPR_HTACCESS is added to it for a text from an
 * .htaccess file, where httpd refuses the functions that read files. */
enum { LINT_EXPR_CONDITION = 0, LINT_EXPR_STRING = 1, LINT_EXPR_HTACCESS = 2 };

/* Parses text. Returns NULL when httpd would not start with it, with a
 * sentence that says what to write instead, and the column in text, in bytes
 * and from 1, where the trouble is. Regular expressions are compiled here, and
 * equal texts are one expression, from the pool of the memo (memo.h). */
const lint_expr *lint_expr_parse(apr_pool_t *pool, const char *text,
                                 unsigned kind, const char **error,
                                 int *column);

/* What an evaluation knows of its surroundings beyond the request. All zero is
 * a good start: whatever depends on an absent callback is unknown, or is what
 * httpd has in a plain server (see lint_expr_variable_default). */
typedef struct lint_expr_facts {
    /* Answers %{NAME}; name is in httpd's own spelling, upper case. Returns
     * false to leave it to lint_expr_variable_default. Asked first, for every
     * variable. LINT_UNSET is httpd's NULL: the empty text. */
    bool (*variable)(void *data, const lint_request *request, const char *name,
                     lint_text *value);
    /* httpd's own process environment, for osenv(), and for env() when neither
     * a note nor a variable has that name. Absent: unknown. */
    lint_text (*environment)(void *data, const char *name);
    /* The subrequests of -U ('U', also for -A) and -F ('F'). Absent: unknown.
     */
    lint_truth (*subrequest)(void *data, const lint_request *request, char test,
                             const char *argument);
    void *data;
    /* This machine's files are the server's: -d -e -f -s -L -h -x, file() and
     * filesize() look at them, with absolute names. Else they are unknown. */
    bool sees_files;
} lint_expr_facts;

/* What %{NAME} is by the request alone: exact for what the request has, as a
 * server without authentication, mod_remoteip, HostnameLookups and
 * UseCanonicalName has it for the others, unknown where that says nothing
 * (DOCUMENT_ROOT, SERVER_ADMIN, PATH_INFO, HANDLER, CONTENT_TYPE, times). */
lint_text lint_expr_variable_default(const lint_request *request,
                                     const char *name);

/* A request header that a condition read. */
typedef struct lint_expr_read {
    lint_text name;   /* as the expression spells it */
    lint_truth there; /* LINT_UNKNOWN: perhaps it was not read */
} lint_expr_read;

/* $0..$9, in and out; httpd's pmatch and source. All zero is none. */
typedef struct lint_expr_captures {
    lint_text subject;     /* unset: none, or the last match failed */
    lint_captures offsets; /* mean something when `written` */
    bool written; /* some regular expression with a group matched. If not,
                     SetEnvIfExpr substitutes from offsets that httpd never
                     initialised: undefined. */
} lint_expr_captures;

typedef struct lint_expr_context {
    /* In. */
    apr_pool_t *pool; /* for results */
    const lint_request *request;
    const lint_expr_facts *facts; /* NULL: as all zero */
    /* In and out: what $0 is before and after. NULL: $0..$9 begin empty, and
     * nobody asks afterwards. */
    lint_expr_captures *captures;

    /* Out, set anew by each evaluation. */
    const char *unknown; /* why the result is LINT_UNKNOWN, else NULL */
    const char *error;   /* why httpd gives the evaluation up, else NULL. The
                            condition counts as false in <If>, and Header goes
                            on as if it were true. The text is unset. */
    apr_array_header_t
        *reads; /* of lint_expr_read, in httpd's order, repeated
                   names repeated; empty for texts and on error */
} lint_expr_context;

/* What a condition says. LINT_NO on error, too. */
lint_truth lint_expr_eval(const lint_expr *expr, lint_expr_context *context);

/* What a text is. Never unset, except on error. */
lint_text lint_expr_eval_string(const lint_expr *expr,
                                lint_expr_context *context);

/* What the evaluation just done merges into headers_out's Vary, as one text
 * ("Origin, Cookie"): unset for nothing, unknown when that cannot be told.
 * <If>, SetEnvIfExpr, Header's expr= and Require expr always do, at once and
 * whatever the result; RewriteCond's expr does so without its flag [NV]. */
lint_text lint_expr_vary(const lint_expr_context *context);

#endif
