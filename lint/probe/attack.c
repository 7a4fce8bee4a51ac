/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/attack.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/browser/cors.h"
#include "lint/probe/attack_text.h"
#include "lint/version.h"

#define TOO_MANY_REQUESTS 429

typedef struct attacker {
    apr_pool_t *pool;
    lint_live *live;
    const char *url;
    lint_attack *attack;
    lint_attack_hole *holes[LINT_HOSTILE_KINDS];
    int strangers; /* that read the answer */
} attacker;

/* One question, asked. */
typedef struct attempt {
    lint_fetch fetch;
    lint_fetch_plan *fetch_plan;
    lint_live_request request;
    lint_live_answer answer;
} attempt;

apr_array_header_t *lint_attack_questions(apr_pool_t *pool,
                                          const lint_attack_plan *plan)
{
    return lint_hostile_questions(pool, plan->origin, plan->url,
                                  plan->limit ? plan->limit
                                              : LINT_ATTACK_LIMIT);
}

/* What the request has besides; whose page it is of, only we say. */
static void add_headers(apr_table_t *headers, const apr_table_t *more)
{
    const apr_array_header_t *rows = more ? apr_table_elts(more) : NULL;

    for (int i = 0; rows && i < rows->nelts; i++) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        if (strcasecmp(row->key, "Origin") != 0) {
            apr_table_addn(headers, row->key, row->val);
        }
    }
}

/* What the hostile page's script does: it sends JSON, which takes a preflight,
 * or it reads. */
static void prepare(const attacker *a, const lint_hostile_question *question,
                    attempt *made)
{
    const lint_attack_plan *plan = a->attack->plan;
    apr_table_t *script = apr_table_make(a->pool, 1);
    apr_table_t *headers;

    made->fetch = (lint_fetch){.origin = question->origin,
                               .url = plan->url,
                               .method = plan->head ? "HEAD" : "GET",
                               .headers = script,
                               .credentials = true};
    if (question->preflight) {
        made->fetch.method = "POST";
        made->fetch.has_body = true;
        apr_table_addn(script, "Content-Type", "application/json");
    }
    made->fetch_plan = lint_fetch_plan_make(a->pool, &made->fetch);
    if (question->preflight) {
        headers = lint_fetch_preflight_headers(a->pool, &made->fetch,
                                               made->fetch_plan);
    } else {
        headers =
            lint_fetch_request_headers(a->pool, &made->fetch, made->fetch_plan);
        add_headers(headers, plan->headers);
    }
    if (!apr_table_get(headers, "User-Agent")) {
        apr_table_addn(headers, "User-Agent", "corslint/" LINT_VERSION);
    }
    made->request = (lint_live_request){
        .url = a->url,
        .method = question->preflight ? "OPTIONS" : made->fetch.method,
        .headers = headers};
}

/* Whether the answer is for this origin in particular; `*` is for everybody,
 * and meant to be. */
static bool is_read_without(const attacker *a, const attempt *made)
{
    lint_fetch fetch = made->fetch;
    lint_cors_verdict verdict;

    fetch.credentials = false;
    verdict = lint_cors_check(a->pool, &fetch, made->answer.headers);
    return !verdict.failure && strcmp(verdict.sent, fetch.origin) == 0;
}

/* What the answer lets the origin do. */
static lint_attack_try judge(const attacker *a,
                             const lint_hostile_question *question,
                             const attempt *made)
{
    lint_attack_try tried = {.question = question,
                             .status = made->answer.status};

    if (question->preflight) {
        tried.sends = !lint_cors_check_preflight(
                           a->pool, &made->fetch, made->fetch_plan,
                           made->answer.status, made->answer.headers)
                           .failure;
    } else {
        tried.credentials =
            !lint_cors_check(a->pool, &made->fetch, made->answer.headers)
                 .failure;
        tried.reads = tried.credentials || is_read_without(a, made);
    }
    return tried;
}

/* The hole of that kind: the first origin is its proof, unless another one gets
 * more. NULL when this one is to be left among the others. */
static lint_attack_hole *take_hole(attacker *a, const lint_attack_try *tried)
{
    const lint_hostile_question *question = tried->question;
    lint_attack_hole *hole = a->holes[question->kind];
    bool more;

    if (!hole) {
        hole = apr_pcalloc(a->pool, sizeof(*hole));
        hole->kind = question->kind;
        hole->origin = question->origin;
        hole->others = apr_array_make(a->pool, 2, sizeof(const char *));
        a->holes[question->kind] = hole;
    }
    if (strcmp(hole->origin, question->origin) == 0) {
        return hole;
    }
    more = tried->credentials && !hole->credentials;
    APR_ARRAY_PUSH(hole->others, const char *) =
        more ? hole->origin : question->origin;
    if (!more) {
        return NULL;
    }
    hole->origin = question->origin;
    hole->sends = false;
    return hole;
}

static void keep(attacker *a, const lint_attack_try *tried, const attempt *made)
{
    lint_attack_hole *hole = take_hole(a, tried);

    if (!hole) {
        return;
    }
    /* An answer that is read shows more than one to a preflight. */
    if (!hole->reads || tried->credentials) {
        hole->request = made->request;
        hole->answer = made->answer;
    }
    hole->reads |= tried->reads;
    hole->credentials |= tried->credentials;
    hole->sends |= tried->sends;
}

/* A redirect is read by nobody: what it leads to is another question. */
static void note_redirect(lint_attack *attack, const attempt *made)
{
    int status = made->answer.status;
    const char *location = apr_table_get(made->answer.headers, "Location");

    if (!attack->redirect && location && status >= 300 && status < 400) {
        attack->redirect = location;
    }
}

/* False when there is nothing more to ask, or nobody to ask it. */
static bool try(attacker *a, const lint_hostile_question *question)
{
    attempt made;
    lint_attack_try tried;

    prepare(a, question, &made);
    a->attack->wrong =
        lint_live_ask(a->pool, a->live, &made.request, &made.answer);
    if (a->attack->wrong) {
        return false;
    }
    tried = judge(a, question, &made);
    APR_ARRAY_PUSH(a->attack->tries, lint_attack_try) = tried;
    if (tried.status == TOO_MANY_REQUESTS) {
        a->attack->wrong = "the server asks for fewer requests (status 429); "
                           "try again later, with fewer";
        return false;
    }
    note_redirect(a->attack, &made);
    if (tried.reads || tried.sends) {
        a->strangers += question->kind == LINT_HOSTILE_STRANGER && tried.reads;
        keep(a, &tried, &made);
    }
    /* The last of what strangers are asked for is the preflight. */
    return a->strangers < LINT_HOSTILE_STRANGERS || !question->preflight;
}

static void conclude(attacker *a)
{
    a->attack->ok = true;
    for (int i = 0; i < LINT_HOSTILE_KINDS; i++) {
        lint_attack_hole *hole = a->holes[i];

        if (hole) {
            hole->everybody = i == LINT_HOSTILE_STRANGER &&
                              a->strangers >= LINT_HOSTILE_STRANGERS;
            lint_attack_tell(a->pool, hole);
            a->attack->ok &= hole->severity == LINT_NOTE;
            APR_ARRAY_PUSH(a->attack->holes, lint_attack_hole *) = hole;
        }
    }
}

lint_attack *lint_attack_run(apr_pool_t *pool, lint_live *live,
                             const lint_attack_plan *plan,
                             const apr_array_header_t *questions)
{
    attacker a = {
        .pool = pool,
        .live = live,
        .url = apr_pstrcat(pool, plan->url->origin, plan->url->target, NULL),
        .attack = apr_pcalloc(pool, sizeof(lint_attack))};

    a.attack->plan = plan;
    a.attack->tries =
        apr_array_make(pool, questions->nelts, sizeof(lint_attack_try));
    a.attack->holes =
        apr_array_make(pool, LINT_HOSTILE_KINDS, sizeof(lint_attack_hole *));
    for (int i = 0; i < questions->nelts; i++) {
        if (!try(&a,
                 &APR_ARRAY_IDX(questions, i, const lint_hostile_question))) {
            break;
        }
    }
    conclude(&a);
    return a.attack;
}
