/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Probing a live server for holes: it is asked with hostile origins, and what
 * a browser would make of the answers is what an attacker can do. Nothing but
 * GET or HEAD and OPTIONS is sent, to the URL's host only, and no redirect is
 * followed.
 *
 *     questions = lint_attack_questions(pool, &plan);
 *     attack = lint_attack_run(pool, live, &plan, questions);
 *     lint_attack_print(stdout, pool, attack, color, unicode);
 *     return !attack->ok;
 */
#ifndef LINT_PROBE_ATTACK_H
#define LINT_PROBE_ATTACK_H

#include <stdbool.h>
#include <stdio.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include <jansson.h>
#include "lint/browser/url.h"
#include "lint/conf/problem.h"
#include "lint/probe/hostile.h"
#include "lint/probe/live.h"

/* How many requests there are at most, unless somebody says otherwise. */
#define LINT_ATTACK_LIMIT 50

typedef struct lint_attack_plan {
    const char *origin; /* of a page that is welcome, serialised */
    const lint_url *url;
    bool head;                  /* HEAD, not GET */
    const apr_table_t *headers; /* sent besides, as the user's Cookie; NULL for
                                   none. With the preflights they are not */
    int limit;                  /* of requests; 0 is LINT_ATTACK_LIMIT */
} lint_attack_plan;

/* A request that was sent, and what its answer lets the origin's scripts do. */
typedef struct lint_attack_try {
    const lint_hostile_question *question;
    int status;
    bool reads;       /* the answer */
    bool credentials; /* with the user's cookies */
    bool sends; /* a preflight with credentials is passed: JSON is sent in the
                   user's name */
} lint_attack_try;

/* What one kind of hostile origin gets. */
typedef struct lint_attack_hole {
    const char *id; /* of the rule that finds the same in a configuration; those
                       of LINT_HOSTILE_PORT and _LOOSE have none */
    lint_severity severity;
    lint_hostile_kind kind;
    const char *origin; /* the one that was asked with */
    bool everybody;     /* of strangers: every origin gets it */
    bool reads;         /* as in lint_attack_try */
    bool credentials;
    bool sends;
    apr_array_header_t *others; /* const char *: more of the kind that get
                                   something */
    const char *message;        /* a sentence without a full stop */
    const char *means;          /* who can do it; likewise */
    const char *remedy;         /* likewise */
    lint_live_request request;  /* the proof */
    lint_live_answer answer;
} lint_attack_hole;

typedef struct lint_attack {
    const lint_attack_plan *plan;
    apr_array_header_t *tries; /* of lint_attack_try, in their order */
    apr_array_header_t *holes; /* of lint_attack_hole *, by kind */
    bool ok; /* no error and no warning among them; where it ended early, that
                says little */
    const char *redirect; /* where the first answer that is a redirect leads
                             to: that was not asked; NULL for none */
    const char *wrong;    /* why it ended early: no answer, or 429; else NULL */
} lint_attack;

/* The questions of the plan, which are the requests that there will be at most:
 * for telling so before. An array of lint_hostile_question, from pool. */
apr_array_header_t *lint_attack_questions(apr_pool_t *pool,
                                          const lint_attack_plan *plan);

/* Asks them, one after the other. It ends with the first that has no answer,
 * and early where every stranger is welcome. Never NULL; memory is from pool,
 * plan and questions are borrowed. Texts hold the server's bytes as they came.
 */
lint_attack *lint_attack_run(apr_pool_t *pool, lint_live *live,
                             const lint_attack_plan *plan,
                             const apr_array_header_t *questions);

/* For people: each hole with its proof, then how much was asked. A terminal
 * does not obey what the server sent, and no cookie is shown. */
void lint_attack_print(FILE *out, apr_pool_t *pool, const lint_attack *attack,
                       bool color, bool unicode);

/* The same as an object, which the caller owns: "ok", "requests",
 * "redirect", "ended" (which is wrong), "holes" and "tries", with their fields.
 */
json_t *lint_attack_json(apr_pool_t *pool, const lint_attack *attack);

#endif
