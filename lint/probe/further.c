/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/further.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/probe/jar.h"
#include "lint/probe/judge.h"

/* Nobody's page (RFC 2606), and what no server has. */
#define OTHER_ORIGIN "https://another-page.example"
#define NOWHERE "corslint-asks-for-what-is-not-there"

/* The page before its login, or without credentials. */
static void visit_bare(lint_walking *walking, const lint_visit *v)
{
    lint_walk_step *step = lint_visit_ask(
        walking, v, "without-cookie",
        "the same before a login, or without credentials: \"include\"",
        v->fetch.origin, NULL);
    lint_failure_subject subject = {.origin = v->fetch.origin};

    if (!step || !lint_visit_crosses(v)) {
        return;
    }
    lint_judge_answer(walking, step, &v->fetch);
    lint_step_fail(
        walking, step, LINT_FAILURE_CLIENT_CREDENTIALS, &subject,
        apr_psprintf(walking->pool,
                     "a script that does not ask for credentials sends no "
                     "cookie, and gets a %d",
                     step->answer.status));
}

/* Something that is not there, below the URL, where the same configuration
 * holds. */
static void visit_nowhere(lint_walking *walking, const lint_visit *v)
{
    const lint_url *url = v->fetch.url;
    size_t length = strlen(url->path);
    lint_url nowhere = *url;
    lint_visit lost;
    lint_walk_step *step;

    nowhere.path =
        apr_pstrcat(walking->pool, url->path,
                    url->path[length - 1] == '/' ? "" : "/", NOWHERE, NULL);
    nowhere.target = nowhere.path;
    lost = lint_visit_prepare(
        walking, apr_pmemdup(walking->pool, &nowhere, sizeof(nowhere)), "GET",
        NULL);
    step = lint_visit_ask(walking, &lost, "error",
                          "what is not there: may the script read the error?",
                          v->fetch.origin, lint_jar_field(walking, url));
    if (step && step->answer.status >= 400) {
        lint_judge_answer(walking, step, &lost.fetch);
    }
}

/* Whatever Origin says is let in. */
static void judge_stranger(lint_walking *walking, lint_walk_step *step,
                           const lint_visit *v)
{
    lint_fetch fetch = v->fetch;
    lint_failure_subject subject = {.origin = v->fetch.origin};
    lint_cors_verdict verdict;

    fetch.origin = OTHER_ORIGIN;
    verdict = lint_cors_check(walking->pool, &fetch, step->answer.headers);
    if (!verdict.failure) {
        lint_step_fail(walking, step, LINT_FAILURE_ANY_ORIGIN, &subject,
                       "a page that nobody knows, " OTHER_ORIGIN
                       ", may read the answer with the user's cookie");
    } else {
        lint_step_pass(walking, step, "stranger", LINT_PART_SERVER,
                       "another page's script may not read it");
    }
}

static void visit_as_others(lint_walking *walking, const lint_visit *v,
                            const lint_walk_step *page)
{
    const char *cookie = lint_jar_field(walking, v->fetch.url);
    lint_walk_step *other =
        lint_visit_ask(walking, v, "other-origin", "the same from another page",
                       OTHER_ORIGIN, cookie);
    lint_walk_step *none = lint_visit_ask(
        walking, v, "no-origin", "the same from no page at all", NULL, cookie);

    if (other && none) {
        judge_stranger(walking, other, v);
        lint_judge_vary(walking, page, other, none);
    }
}

/* What is behind the handshake: errors, and caches between. */
void lint_further_look(lint_walking *walking, const lint_visit *v,
                       const lint_walk_step *page, bool bare)
{
    if (!bare && lint_visit_is_safe(v) &&
        apr_table_get(page->request.headers, "Cookie")) {
        visit_bare(walking, v);
    }
    if (lint_visit_crosses(v) && lint_step_says(page, "cors-check")) {
        visit_nowhere(walking, v);
        if (lint_visit_is_safe(v)) {
            visit_as_others(walking, v, page);
        }
    }
}
