/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/step.h"

#include <string.h>
#include <apr_strings.h>
#include "core/origin.h"
#include "lint/version.h"

/* Of an error's body: what fits into a report. */
#define BODY_KEPT 1024

/* Sent to where no eavesdropper is (Fetch Metadata section 2). */
static void add_fetch_metadata(lint_walking *walking, apr_table_t *headers,
                               const char *url)
{
    lint_url parsed;

    if (lint_url_parse(walking->pool, url, &parsed) ||
        !(parsed.secure ||
          cors_host_is_loopback(parsed.host, strlen(parsed.host)))) {
        return;
    }
    switch (lint_origin_relation(walking->plan->origin, parsed.origin)) {
    case LINT_SAME_ORIGIN:
        apr_table_addn(headers, "Sec-Fetch-Site", "same-origin");
        break;
    case LINT_SAME_SITE:
        apr_table_addn(headers, "Sec-Fetch-Site", "same-site");
        break;
    default:
        apr_table_addn(headers, "Sec-Fetch-Site", "cross-site");
    }
    apr_table_addn(headers, "Sec-Fetch-Mode", "cors");
    apr_table_addn(headers, "Sec-Fetch-Dest", "empty");
}

lint_walk_step *lint_step_ask(lint_walking *walking, const char *name,
                              const char *about,
                              const lint_live_request *request)
{
    apr_pool_t *pool = walking->pool;
    lint_walk_step *step = apr_pcalloc(pool, sizeof(*step));
    apr_table_t *headers = apr_table_copy(pool, request->headers);

    if (walking->wrong) {
        return NULL;
    }
    if (!apr_table_get(headers, "User-Agent")) {
        apr_table_addn(headers, "User-Agent", "corslint/" LINT_VERSION);
    }
    add_fetch_metadata(walking, headers, request->url);
    step->name = name;
    step->about = about;
    step->request = *request;
    step->request.headers = headers;
    step->request.keep = BODY_KEPT;
    step->cookies = apr_array_make(pool, 2, sizeof(lint_walk_cookie *));
    step->verdicts = apr_array_make(pool, 2, sizeof(lint_verdict *));
    walking->wrong =
        lint_live_ask(pool, walking->live, &step->request, &step->answer);
    if (walking->wrong) {
        return NULL;
    }
    APR_ARRAY_PUSH(walking->walk->steps, lint_walk_step *) = step;
    return step;
}

void lint_step_fail(lint_walking *walking, lint_walk_step *step,
                    lint_failure_code code, const lint_failure_subject *subject,
                    const char *message)
{
    apr_array_header_t *verdicts =
        step ? step->verdicts : walking->walk->verdicts;

    APR_ARRAY_PUSH(verdicts, lint_verdict *) =
        lint_failure_verdict(walking->pool, code, subject, message);
}

void lint_step_pass(lint_walking *walking, lint_walk_step *step, const char *id,
                    lint_part part, const char *message)
{
    lint_verdict *verdict = apr_pcalloc(walking->pool, sizeof(*verdict));

    verdict->id = id;
    verdict->ok = true;
    verdict->part = part;
    verdict->severity = LINT_NOTE;
    verdict->message = message;
    APR_ARRAY_PUSH(step->verdicts, lint_verdict *) = verdict;
}

bool lint_step_says(const lint_walk_step *step, const char *id)
{
    for (int i = 0; i < step->verdicts->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(step->verdicts, i, lint_verdict *)->id, id) ==
            0) {
            return true;
        }
    }
    return false;
}

const char *lint_step_url(apr_pool_t *pool, const lint_url *url)
{
    return apr_pstrcat(pool, url->origin, url->target, NULL);
}
