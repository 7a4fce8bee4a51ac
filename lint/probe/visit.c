/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/visit.h"

#include <string.h>
#include <apr_strings.h>
#include "core/origin.h"
#include "lint/probe/client.h"
#include "lint/probe/jar.h"
#include "lint/probe/judge.h"
#include "lint/probe/preflight.h"

lint_visit lint_visit_prepare(lint_walking *walking, const lint_url *url,
                              const char *method, const char *body)
{
    lint_visit v = {.fetch = {.origin = walking->plan->origin,
                              .url = url,
                              .method = method,
                              .has_body = body != NULL,
                              .credentials = true},
                    .body = body};
    apr_table_t *headers =
        apr_table_copy(walking->pool, walking->plan->headers);

    if (!body) {
        apr_table_unset(headers, "Content-Type");
    }
    v.fetch.headers = headers;
    v.plan = lint_fetch_plan_make(walking->pool, &v.fetch);
    return v;
}

bool lint_visit_is_safe(const lint_visit *v)
{
    return strcmp(v->plan->method, "GET") == 0 ||
           strcmp(v->plan->method, "HEAD") == 0;
}

bool lint_visit_crosses(const lint_visit *v)
{
    return v->plan->relation != LINT_SAME_ORIGIN;
}

lint_walk_step *lint_visit_ask(lint_walking *walking, const lint_visit *v,
                               const char *name, const char *about,
                               const char *origin, const char *cookie)
{
    lint_live_request request = {.url =
                                     lint_step_url(walking->pool, v->fetch.url),
                                 .method = v->plan->method,
                                 .body = v->body};
    apr_table_t *headers =
        lint_fetch_request_headers(walking->pool, &v->fetch, v->plan);

    if (!origin) {
        apr_table_unset(headers, "Origin");
    } else if (strcmp(origin, v->fetch.origin) != 0) {
        apr_table_set(headers, "Origin", origin);
    }
    if (cookie) {
        apr_table_addn(headers, "Cookie", cookie);
    }
    request.headers = headers;
    return lint_step_ask(walking, name, about, &request);
}

/* What no browser would send, whatever the server says. */
static bool is_taken(lint_walking *walking, const lint_visit *v)
{
    apr_pool_t *pool = walking->pool;
    const char *host = v->fetch.url->host;
    lint_failure_subject subject = {.origin = v->fetch.origin,
                                    .method = v->fetch.method};

    if (v->plan->refusal) {
        lint_step_fail(walking, NULL, LINT_FAILURE_FETCH_THROWS, &subject,
                       lint_fetch_plan_text(pool, v->plan));
        return false;
    }
    for (int i = 0; i < v->plan->forbidden->nelts; i++) {
        lint_step_fail(
            walking, NULL, LINT_FAILURE_HEADER_FORBIDDEN, &subject,
            apr_psprintf(pool,
                         "the browser leaves the header %s out: no "
                         "script may set it",
                         APR_ARRAY_IDX(v->plan->forbidden, i, const char *)));
    }
    if (!v->fetch.url->secure && strncmp(v->fetch.origin, "https:", 6) == 0 &&
        !cors_host_is_loopback(host, strlen(host))) {
        lint_step_fail(walking, NULL, LINT_FAILURE_MIXED_CONTENT, &subject,
                       NULL);
    }
    return true;
}

static void judge_redirect(lint_walking *walking, lint_walk_step *step)
{
    const char *where = apr_table_get(step->answer.headers, "Location");
    lint_failure_subject subject = {.origin = walking->plan->origin};

    if (step->answer.status >= 300 && step->answer.status < 400 && where) {
        lint_step_fail(walking, step, LINT_FAILURE_REDIRECTED, &subject,
                       apr_psprintf(walking->pool,
                                    "the browser goes on to %s, and the same "
                                    "holds there",
                                    where));
    }
}

/* Behind a preflight that is refused: what the visit is about from there on. */
static const char *go_on(lint_walking *walking, lint_visit *v,
                         const char *about)
{
    const char *method = v->plan->method;

    if (v->is_login || lint_visit_is_safe(v)) {
        return apr_pstrcat(walking->pool, about,
                           "; a browser stops before it, this is to see what "
                           "else there is",
                           NULL);
    }
    *v = lint_visit_prepare(walking, v->fetch.url, "GET", NULL);
    v->stands_in = true;
    return apr_pstrcat(
        walking->pool, "a GET, to see what else there is: the ", method,
        " is not sent, as a browser stops at the preflight", NULL);
}

lint_walk_step *lint_visit_make(lint_walking *walking, lint_visit *v,
                                const char *name, const char *about,
                                const char *preflight)
{
    const lint_visit wanted = *v;
    lint_walk_step *asked = NULL;
    lint_walk_step *step;

    if (!is_taken(walking, v)) {
        return NULL;
    }
    lint_client_add(walking, &v->fetch, v->plan);
    if (v->plan->preflight) {
        asked = lint_preflight_ask(walking, &v->fetch, v->plan, preflight);
    }
    if (asked && !lint_step_says(asked, "preflight")) {
        about = go_on(walking, v, about);
    }
    step = lint_visit_ask(walking, v, name, about, v->fetch.origin,
                          lint_jar_field(walking, v->fetch.url));
    if (step && lint_visit_crosses(v)) {
        bool readable = lint_judge_answer(walking, step, &v->fetch);

        if (asked) {
            lint_preflight_settle(walking, &wanted.fetch, wanted.plan, asked,
                                  readable);
        }
    }
    if (step) {
        judge_redirect(walking, step);
    }
    return step;
}
