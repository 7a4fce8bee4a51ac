/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/judge.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

static const lint_failure_code codes[] = {
    [LINT_CORS_ORIGIN_MISSING] = LINT_FAILURE_ACAO_MISSING,
    [LINT_CORS_ORIGIN_TWICE] = LINT_FAILURE_ACAO_DUPLICATE,
    [LINT_CORS_ORIGIN_LIST] = LINT_FAILURE_ACAO_LIST,
    [LINT_CORS_ORIGIN_WILDCARD] = LINT_FAILURE_ACAO_WILDCARD,
    [LINT_CORS_ORIGIN_NULL] = LINT_FAILURE_ACAO_NULL,
    [LINT_CORS_ORIGIN_OTHER] = LINT_FAILURE_ACAO_MISMATCH,
    [LINT_CORS_CREDENTIALS_MISSING] = LINT_FAILURE_ACAC_MISSING,
    [LINT_CORS_CREDENTIALS_NOT_TRUE] = LINT_FAILURE_ACAC_NOT_TRUE,
    [LINT_CORS_STATUS_REDIRECT] = LINT_FAILURE_PREFLIGHT_REDIRECT,
    [LINT_CORS_STATUS_UNAUTHORISED] = LINT_FAILURE_PREFLIGHT_UNAUTHORIZED,
    [LINT_CORS_STATUS] = LINT_FAILURE_PREFLIGHT_STATUS,
    [LINT_CORS_METHODS_UNREADABLE] = LINT_FAILURE_METHODS_UNREADABLE,
    [LINT_CORS_HEADERS_UNREADABLE] = LINT_FAILURE_HEADERS_UNREADABLE,
    [LINT_CORS_METHOD] = LINT_FAILURE_METHOD_NOT_ALLOWED,
    [LINT_CORS_METHOD_WILDCARD] = LINT_FAILURE_METHOD_NOT_ALLOWED,
    [LINT_CORS_HEADER] = LINT_FAILURE_HEADER_NOT_ALLOWED,
    [LINT_CORS_HEADER_WILDCARD] = LINT_FAILURE_HEADER_NOT_ALLOWED,
    [LINT_CORS_HEADER_AUTHORIZATION] = LINT_FAILURE_HEADER_NOT_ALLOWED};

static void say(lint_walking *walking, lint_walk_step *step,
                const lint_fetch *fetch, const lint_fetch_plan *plan,
                const lint_cors_verdict *verdict)
{
    lint_failure_code code = codes[verdict->failure];
    lint_failure_subject subject = {.origin = fetch->origin,
                                    .method = fetch->method};
    const char *message = lint_cors_verdict_text(walking->pool, verdict);

    if (plan) {
        subject.method = plan->method;
        subject.is_preflight = true;
        subject.header = code == LINT_FAILURE_HEADER_NOT_ALLOWED
                             ? verdict->wanted
                             : plan->request_headers;
    }
    if (code == LINT_FAILURE_PREFLIGHT_REDIRECT) {
        const char *where = apr_table_get(step->answer.headers, "Location");

        message =
            apr_pstrcat(walking->pool, message, where ? "; it leads to " : "",
                        where ? where : "", NULL);
    }
    lint_step_fail(walking, step, code, &subject, message);
}

static lint_cors_verdict check(lint_walking *walking,
                               const lint_walk_step *step,
                               const lint_fetch *fetch,
                               const lint_fetch_plan *plan)
{
    return lint_cors_check_preflight(walking->pool, fetch, plan,
                                     step->answer.status, step->answer.headers);
}

/* A browser stops at the first; who mends a list wants to know all. */
static void say_each(lint_walking *walking, lint_walk_step *step,
                     const lint_fetch *fetch, const lint_fetch_plan *plan)
{
    lint_fetch_plan part = *plan;
    lint_cors_verdict verdict;

    part.unsafe = apr_array_make(walking->pool, 1, sizeof(char *));
    verdict = check(walking, step, fetch, &part);
    if (verdict.failure) {
        say(walking, step, fetch, plan, &verdict);
    }
    part.method = "GET";
    for (int i = 0; i < plan->unsafe->nelts; i++) {
        apr_array_clear(part.unsafe);
        APR_ARRAY_PUSH(part.unsafe, const char *) =
            APR_ARRAY_IDX(plan->unsafe, i, const char *);
        verdict = check(walking, step, fetch, &part);
        if (verdict.failure) {
            say(walking, step, fetch, plan, &verdict);
        }
    }
}

bool lint_judge_passes(lint_walking *walking, const lint_walk_step *step,
                       const lint_fetch *fetch, const lint_fetch_plan *plan)
{
    return !check(walking, step, fetch, plan).failure;
}

bool lint_judge_preflight(lint_walking *walking, lint_walk_step *step,
                          const lint_fetch *fetch, const lint_fetch_plan *plan)
{
    lint_cors_verdict verdict = check(walking, step, fetch, plan);

    if (!verdict.failure) {
        lint_step_pass(walking, step, "preflight", LINT_PART_SERVER,
                       "the browser goes on");
        return true;
    }
    if (step->answer.status == 403) {
        return false;
    }
    if (verdict.failure >= LINT_CORS_METHOD) {
        say_each(walking, step, fetch, plan);
    } else {
        say(walking, step, fetch, plan, &verdict);
    }
    return false;
}

bool lint_judge_answer(lint_walking *walking, lint_walk_step *step,
                       const lint_fetch *fetch)
{
    lint_cors_verdict verdict =
        lint_cors_check(walking->pool, fetch, step->answer.headers);

    if (verdict.failure) {
        say(walking, step, fetch, NULL, &verdict);
        return false;
    }
    lint_step_pass(walking, step, "cors-check", LINT_PART_SERVER,
                   step->answer.status < 400 ? "the script may read the answer"
                                             : "the script may read the error");
    return true;
}

/* Whether a field that is a list, perhaps in several lines, has that word. */
static bool has_word(const apr_table_t *headers, const char *name,
                     const char *word)
{
    const apr_array_header_t *rows = apr_table_elts(headers);
    size_t length = strlen(word);

    for (int i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);
        const char *at = row->val;

        while (strcasecmp(row->key, name) == 0 && *at) {
            size_t bytes = strcspn(at, ", \t=");

            if (bytes == length && strncasecmp(at, word, length) == 0) {
                return true;
            }
            at += bytes + strspn(at + bytes, ", \t=");
        }
    }
    return false;
}

/* Whether a cache may give the answer to whoever asks with another Origin. */
static bool is_shared(const lint_walk_step *step)
{
    const apr_table_t *headers = step->answer.headers;

    return !has_word(headers, "Vary", "Origin") &&
           !has_word(headers, "Vary", "*") &&
           !has_word(headers, "Cache-Control", "no-store");
}

static const char *allowed(const lint_walk_step *step)
{
    const char *origin =
        apr_table_get(step->answer.headers, "Access-Control-Allow-Origin");

    return origin ? origin : "";
}

void lint_judge_vary(lint_walking *walking, const lint_walk_step *page,
                     lint_walk_step *other, lint_walk_step *none)
{
    const lint_walk_step *steps[] = {page, other, none};
    static const char *const asked[] = {"the page", "another page",
                                        "a request without Origin"};
    lint_failure_subject subject = {.origin = walking->plan->origin};
    const char *who = NULL;

    if (strcmp(allowed(page), allowed(other)) == 0 &&
        strcmp(allowed(page), allowed(none)) == 0) {
        lint_step_pass(walking, none, "vary", LINT_PART_SERVER,
                       "the answer is the same for every origin");
        return;
    }
    for (int i = 0; i < 3; i++) {
        if (is_shared(steps[i])) {
            who = apr_pstrcat(walking->pool, who ? who : "",
                              who ? " and to " : "", asked[i], NULL);
        }
    }
    if (!who) {
        lint_step_pass(walking, none, "vary", LINT_PART_SERVER,
                       "caches keep the answers apart by Origin");
        return;
    }
    lint_step_fail(
        walking, none, LINT_FAILURE_VARY_MISSING, &subject,
        apr_pstrcat(walking->pool,
                    "Access-Control-Allow-Origin depends on "
                    "Origin, and the answer to ",
                    who, " does not say so by Vary: a cache mixes them up",
                    NULL));
}

static void rename_missing(lint_walking *walking, const lint_walk_step *step)
{
    const char *missing = lint_failures[LINT_FAILURE_ACAO_MISSING].id;
    lint_failure_subject subject = {.origin = walking->plan->origin};

    for (int i = 0; i < step->verdicts->nelts; i++) {
        lint_verdict **verdict =
            &APR_ARRAY_IDX(step->verdicts, i, lint_verdict *);

        if (strcmp((*verdict)->id, missing) == 0) {
            *verdict = lint_failure_verdict(
                walking->pool, LINT_FAILURE_ERROR_WITHOUT_CORS, &subject,
                apr_psprintf(walking->pool,
                             "the answer is a %d without the headers that "
                             "other answers have: the script sees no error "
                             "but a dead network",
                             step->answer.status));
        }
    }
}

void lint_judge_again(lint_walking *walking)
{
    const apr_array_header_t *steps = walking->walk->steps;
    bool any = false;

    for (int i = 0; i < steps->nelts; i++) {
        any = any || *allowed(APR_ARRAY_IDX(steps, i, lint_walk_step *));
    }
    for (int i = 0; any && i < steps->nelts; i++) {
        const lint_walk_step *step = APR_ARRAY_IDX(steps, i, lint_walk_step *);

        if (step->answer.status >= 400) {
            rename_missing(walking, step);
        }
    }
}
