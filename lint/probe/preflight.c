/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/preflight.h"

#include <apr_strings.h>
#include "core/decision.h"
#include "lint/probe/judge.h"

static lint_walk_step *ask(lint_walking *walking, const lint_fetch *fetch,
                           const lint_fetch_plan *plan, const char *name,
                           const char *about)
{
    lint_live_request request = {
        .url = lint_step_url(walking->pool, fetch->url),
        .method = "OPTIONS",
        .headers = lint_fetch_preflight_headers(walking->pool, fetch, plan)};

    return lint_step_ask(walking, name, about, &request);
}

lint_walk_step *lint_preflight_ask(lint_walking *walking,
                                   const lint_fetch *fetch,
                                   const lint_fetch_plan *plan,
                                   const char *name)
{
    lint_walk_step *step = ask(walking, fetch, plan, name,
                               lint_fetch_plan_text(walking->pool, plan));

    if (step) {
        lint_judge_preflight(walking, step, fetch, plan);
    }
    return step;
}

/* Whether a preflight about less is let through; `header` NULL for none. */
static bool passes(lint_walking *walking, const lint_fetch *fetch,
                   const lint_fetch_plan *whole, const char *method,
                   const char *header)
{
    lint_fetch_plan plan = *whole;
    lint_walk_step *step;

    plan.method = method;
    plan.request_headers = header;
    plan.unsafe = apr_array_make(walking->pool, 1, sizeof(const char *));
    if (header) {
        APR_ARRAY_PUSH(plan.unsafe, const char *) = header;
    }
    step =
        ask(walking, fetch, &plan, "preflight-part",
            header ? apr_pstrcat(walking->pool, "what is refused? the header ",
                                 header, " alone", NULL)
                   : apr_pstrcat(walking->pool, "what is refused? ", method,
                                 " alone", NULL));
    return step && lint_judge_passes(walking, step, fetch, &plan);
}

/* Says which of method and headers it is. False when it is neither. */
static bool blame_part(lint_walking *walking, const lint_fetch *fetch,
                       const lint_fetch_plan *plan, lint_walk_step *step)
{
    lint_failure_subject subject = {.origin = fetch->origin,
                                    .method = plan->method};
    bool found = false;

    if (!cors_is_safelisted_method(plan->method) &&
        !passes(walking, fetch, plan, plan->method, NULL)) {
        lint_step_fail(walking, step, LINT_FAILURE_METHOD_NOT_ALLOWED, &subject,
                       apr_pstrcat(walking->pool,
                                   "the preflight is refused with a 403: the "
                                   "method ",
                                   plan->method, " is not allowed", NULL));
        found = true;
    }
    for (int i = 0; i < plan->unsafe->nelts; i++) {
        subject.header = APR_ARRAY_IDX(plan->unsafe, i, const char *);
        if (passes(walking, fetch, plan, "GET", subject.header)) {
            continue;
        }
        lint_step_fail(walking, step, LINT_FAILURE_HEADER_NOT_ALLOWED, &subject,
                       apr_pstrcat(walking->pool,
                                   "the preflight is refused with a 403: the "
                                   "header ",
                                   subject.header, " is not allowed", NULL));
        found = true;
    }
    return found;
}

void lint_preflight_settle(lint_walking *walking, const lint_fetch *fetch,
                           const lint_fetch_plan *plan, lint_walk_step *step,
                           bool readable)
{
    lint_failure_subject subject = {.origin = fetch->origin,
                                    .method = plan->method,
                                    .header = plan->request_headers,
                                    .is_preflight = true};

    if (step->verdicts->nelts) {
        return;
    }
    if (!readable) {
        lint_step_fail(walking, step, LINT_FAILURE_ACAO_MISSING, &subject,
                       "the preflight is refused with a 403: the server does "
                       "not allow this page's origin");
    } else if (!passes(walking, fetch, plan, "GET", NULL) ||
               !blame_part(walking, fetch, plan, step)) {
        lint_step_fail(walking, step, LINT_FAILURE_PREFLIGHT_UNAUTHORIZED,
                       &subject,
                       "the preflight is answered with a 403: access control "
                       "comes before it");
    }
}
