/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines that change cookies, Header and ProxyPassReverseCookie*, and what
 * becomes of a cookie that they run on: the modules' own models on sample
 * fields.
 *
 * The conditions of lines (env=, expr=, <If>) are taken to hold, except those
 * that exclude each other: a cookie that one condition opens and another one
 * secures is no finding.
 */
#ifndef LINT_WITNESS_COOKIE_LINE_H
#define LINT_WITNESS_COOKIE_LINE_H

#include "lint/model/proxy_cookie.h"
#include "lint/witness/cookie.h"
#include "lint/witness/survey.h"

typedef struct lint_cookie_line {
    const lint_node *node;
    const lint_node *server;          /* its <VirtualHost>, or the root */
    const lint_header_action *action; /* NULL for ProxyPassReverseCookie* */
    const lint_proxy_cookie *proxy;   /* NULL for Header */
    /* The action, with its conditions taken to hold. */
    const lint_header_action *bare;
    bool edits; /* it changes cookies of others, and how is known */
    /* The Header lines that run where this one runs, this one among them, in
     * httpd's order: those of const lint_header_action * in `bare`. */
    apr_array_header_t *together;
} lint_cookie_line;

/* Every Header line on Set-Cookie, and every ProxyPassReverseCookie*, of
 * lint_cookie_line *. */
apr_array_header_t *lint_cookie_lines(apr_pool_t *pool,
                                      const lint_survey *survey);

/* A cookie on its way through the lines. */
typedef struct lint_cookie_way {
    lint_cookie before; /* when it comes to the line */
    lint_cookie after;  /* when it has passed the line */
    lint_cookie sent;
} lint_cookie_way;

/* Sends a field through a line that edits, with those before and behind it.
 * False when it is gone in the end, or when that cannot be told. */
bool lint_cookie_try(apr_pool_t *pool, const lint_cookie_line *line,
                     const char *field, lint_cookie_way *way);

/* What a field in a list's table is when the edits among the actions (of const
 * lint_header_action *, such as `together`) have run; NULL when it is gone, or
 * when that cannot be told. */
const char *lint_cookie_edited(apr_pool_t *pool,
                               const apr_array_header_t *actions,
                               lint_header_list list, const char *field);

/* Fields that an application might send to the line: with names of all kinds,
 * or with those that its pattern has. Of const char *. */
apr_array_header_t *lint_cookie_samples(apr_pool_t *pool,
                                        const lint_cookie_line *line, bool own);

/* What a field in the table of the other list becomes, where the line runs;
 * NULL when it is gone, or when that cannot be told. */
const char *lint_cookie_elsewhere(apr_pool_t *pool,
                                  const lint_cookie_line *line,
                                  const char *field);

/* The value of a line that sets or adds a cookie; unknown, or unset for those
 * that do neither. */
lint_text lint_cookie_line_value(apr_pool_t *pool,
                                 const lint_cookie_line *line);

/* What that value is sent as; NULL as above. */
const char *lint_cookie_line_sent(apr_pool_t *pool,
                                  const lint_cookie_line *line,
                                  const char *field);

/* What a cookie is sent as that another directive makes in err_headers_out,
 * when the lines have run that hold where it stands; NULL as above. */
const char *lint_cookie_made_sent(apr_pool_t *pool,
                                  const apr_array_header_t *lines,
                                  const lint_node *maker, const char *field);

#endif
