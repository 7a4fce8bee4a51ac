/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The modelled server as rules see it: every place in it where CORS headers or
 * cookies are made, what was asked there, and an index of its directives.
 */
#ifndef LINT_WITNESS_SURVEY_H
#define LINT_WITNESS_SURVEY_H

#include <apr_hash.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/witness/naming.h"
#include "lint/witness/pattern.h"
#include "lint/witness/placing.h"
#include "lint/witness/reach.h"
#include "lint/witness/trial.h"

/* A part of the server that has CORS or cookie directives of its own (or a
 * path that a condition on the URL singles out in it), and a request that gets
 * there. */
typedef struct lint_site {
    const lint_host *host;
    const lint_scope *section; /* the innermost; the host's base at its top */
    lint_question question;    /* a GET without Origin */
    /* All that can hold there, from the outside in, with what is in <If>. */
    apr_array_header_t *scopes;   /* of const lint_scope * */
    apr_array_header_t *patterns; /* of const lint_origin_pattern * */
    apr_array_header_t *trials;   /* of lint_trial *; empty when nothing there
                                     speaks of CORS */
    bool cors;                    /* something there speaks of CORS */
    bool backend;                 /* a proxied server or a script may add
                                     headers of its own */
} lint_site;

/* A Header line where it stands. */
typedef struct lint_header_use {
    const lint_header_action *action;
    const lint_scope *scope;
    const lint_host *host;
} lint_header_use;

typedef struct lint_survey lint_survey;

struct lint_survey {
    apr_pool_t *pool;
    const lint_conf *conf;
    const lint_server *server;
    apr_array_header_t *sites;   /* of lint_site * */
    apr_array_header_t *headers; /* of lint_header_use: CORS, cookies, Vary */
    apr_hash_t *actions;         /* the same by the pointer to their place */
    lint_naming *naming;         /* of its nodes */
    lint_placing *placing;       /* likewise */
    const lint_reach *reach;     /* of its hosts */
    apr_hash_t *readings;        /* of patterns: see reading.h */
    /* The same as if all sections were there of which that cannot be told (a
     * template's condition, an <IfDefine> in a fragment). NULL: none is. */
    const lint_survey *presumed;
};

/* Looks over the server and puts the questions. Memory is from pool. */
lint_survey *lint_survey_make(apr_pool_t *pool, const lint_server *server);

/* All directives and sections of that name (any case) that httpd would
 * execute, in document order, of const lint_node *; never NULL. */
const apr_array_header_t *lint_survey_nodes(const lint_survey *survey,
                                            const char *name);

/* The server as it answers a host's questions, without a look at all the
 * others (reach.h): for lint_trial_run. Valid until the next call. */
const lint_server *lint_survey_server(const lint_survey *survey,
                                      const lint_host *host);

/* Those Header lines of a site (what is around it included, <If> too) that
 * write the header of that name (any case); of const lint_header_action *. */
apr_array_header_t *lint_site_actions(apr_pool_t *pool, const lint_site *site,
                                      const char *name);

/* The Header line of the site that stands at a place (the pointer of its
 * entries), and the scope that it is in; NULL for none. */
const lint_header_action *lint_site_action_at(const lint_site *site,
                                              const lint_place *place,
                                              const lint_scope **scope);

/* Whether a Header line's value or condition uses an environment variable. */
bool lint_header_uses(const lint_header_action *action, const char *variable);

/* Whether the Header line at a place uses what the pattern decides: a variable
 * that it sets, or it is the line's condition. */
bool lint_site_is_fed(const lint_site *site, const lint_origin_pattern *pattern,
                      const lint_place *header);

/* The pattern that the answer to an origin is owed to: one that tells it from
 * a stranger, and rather one whose variables the Header line uses. For a
 * stranger only such a one will do. NULL when none is. */
const lint_origin_pattern *lint_site_blame(const lint_site *site,
                                           const char *origin,
                                           const lint_place *header);

/* The directive or section that a place is of; NULL when it is none's. */
const lint_node *lint_survey_node_at(const lint_survey *survey,
                                     const lint_place *place);

#endif
