/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/walk.h"

#include <apr_strings.h>
#include "lint/probe/further.h"
#include "lint/probe/jar.h"
#include "lint/probe/judge.h"
#include "lint/probe/part.h"

/* Says what the server made of the cookie. */
static void judge_cookie(lint_walking *walking, lint_walk_step *step,
                         const lint_url *url)
{
    lint_failure_subject subject = {.cookie = walking->plan->cookie};
    int status = step->answer.status;

    lint_jar_say_unsent(walking, step, url);
    if (!apr_table_get(step->request.headers, "Cookie")) {
        return;
    }
    if (status == 401 || status == 403) {
        lint_step_fail(walking, step, LINT_FAILURE_COOKIE_REFUSED, &subject,
                       apr_psprintf(walking->pool,
                                    "the cookie is sent, and answered with %d",
                                    status));
        return;
    }
    lint_step_pass(walking, step, "cookie-sent", LINT_PART_COOKIE,
                   apr_psprintf(walking->pool,
                                "the cookie is sent, and the answer is a %d",
                                status));
}

/* The login, and then the URL with its cookie. */
static void walk_login(lint_walking *walking)
{
    const lint_walk_plan *plan = walking->plan;
    lint_visit login = lint_visit_prepare(
        walking, plan->login, plan->method ? plan->method : "POST", plan->body);
    lint_visit v = lint_visit_prepare(walking, plan->url, "GET", NULL);
    lint_failure_subject subject = {.origin = plan->origin};
    lint_walk_step *step;

    login.is_login = true;
    step = lint_visit_make(walking, &login, "login", "the login",
                           "login-preflight");
    if (!step) {
        return;
    }
    if (step->answer.status >= 400) {
        lint_step_fail(walking, step, LINT_FAILURE_LOGIN_REFUSED, &subject,
                       apr_psprintf(walking->pool,
                                    "the login is answered with %d",
                                    step->answer.status));
    }
    lint_jar_take(walking, step, plan->login, step->answer.status < 400);
    step = lint_visit_make(
        walking, &v, "request",
        lint_jar_field(walking, plan->url)
            ? "the next request, with the cookie"
            : "the next request; there is no cookie that goes with it",
        "preflight");
    if (step) {
        judge_cookie(walking, step, plan->url);
        lint_jar_take(walking, step, plan->url, false);
        lint_further_look(walking, &v, step, false);
    }
}

/* The URL once more, with the cookie that its first answer, the page, has set.
 */
static void walk_again(lint_walking *walking, const lint_visit *v,
                       lint_walk_step *page)
{
    const lint_walk_plan *plan = walking->plan;
    lint_failure_subject subject = {.origin = plan->origin};
    lint_walk_step *step = lint_visit_ask(
        walking, v, "request-with-cookie", "the next request, with the cookie",
        plan->origin, lint_jar_field(walking, plan->url));

    if (!step) {
        return;
    }
    if (lint_visit_crosses(v)) {
        lint_judge_answer(walking, step, &v->fetch);
        lint_step_fail(walking, page, LINT_FAILURE_CLIENT_CREDENTIALS, &subject,
                       "a script that does not ask for credentials keeps no "
                       "cookie, and gets this answer each time");
    }
    judge_cookie(walking, step, plan->url);
}

/* The URL, and once more when it has set a cookie. */
static void walk_url(lint_walking *walking)
{
    const lint_walk_plan *plan = walking->plan;
    const char *method = plan->body ? "POST" : "GET";
    lint_visit v = lint_visit_prepare(
        walking, plan->url, plan->method ? plan->method : method, plan->body);
    lint_walk_step *step =
        lint_visit_make(walking, &v, "request", "the request", "preflight");
    lint_failure_subject subject = {.origin = plan->origin};

    if (!step) {
        return;
    }
    lint_jar_take(walking, step, plan->url, plan->cookie && !v.stands_in);
    if (walking->jar->nelts && lint_visit_is_safe(&v)) {
        walk_again(walking, &v, step);
    } else if (step->answer.status == 401) {
        lint_step_fail(walking, step, LINT_FAILURE_LOGIN_NEEDED, &subject,
                       NULL);
    }
    lint_further_look(walking, &v, step, true);
}

lint_walk *lint_walk_take(apr_pool_t *pool, lint_live *live,
                          const lint_walk_plan *plan, const char **wrong)
{
    lint_walk *walk = apr_pcalloc(pool, sizeof(*walk));
    lint_walking walking = {pool, live, plan, walk, lint_jar_create(pool),
                            NULL};

    walk->plan = plan;
    walk->relation = lint_origin_relation(plan->origin, plan->url->origin);
    walk->verdicts = apr_array_make(pool, 2, sizeof(lint_verdict *));
    walk->steps = apr_array_make(pool, 8, sizeof(lint_walk_step *));
    walk->fetch = apr_array_make(pool, 2, sizeof(const char *));
    walk->axios = apr_array_make(pool, 2, sizeof(const char *));
    if (plan->login) {
        walk_login(&walking);
    } else {
        walk_url(&walking);
    }
    *wrong = walking.wrong;
    if (walking.wrong) {
        return NULL;
    }
    lint_judge_again(&walking);
    lint_part_sum_up(pool, walk);
    return walk;
}
