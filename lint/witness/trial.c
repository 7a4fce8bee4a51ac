/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/trial.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/model/deliver.h"
#include "lint/witness/welcome.h"

/* Whether a comma-separated list has an element, in any case. */
static bool lists(const char *text, const char *element)
{
    size_t bytes = strlen(element);

    for (; *text; text += strcspn(text, ","), text += *text == ',') {
        size_t length;

        text += strspn(text, " \t");
        length = strcspn(text, ", \t");
        if (length == bytes && strncasecmp(text, element, bytes) == 0) {
            return true;
        }
    }
    return false;
}

static void read_vary(lint_trial *trial, const lint_entry *entry)
{
    lint_truth says;

    if (!trial->vary) {
        trial->vary = entry;
    }
    if (!entry->text.value) {
        says = LINT_UNKNOWN;
    } else if (!lists(entry->text.value, "origin") &&
               !lists(entry->text.value, "*")) {
        return;
    } else {
        says = entry->there;
    }
    if (trial->varies != LINT_YES) {
        trial->varies = says;
    }
}

/* What the answer says to a browser. */
static void read_answer(lint_trial *trial)
{
    const apr_array_header_t *entries = trial->answer->headers->entries;
    const lint_entry *origin;

    for (int i = 0; i < entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(entries, i, lint_entry);

        if (strcasecmp(entry->name, "Access-Control-Allow-Origin") == 0) {
            if (!trial->allow_origins++) {
                trial->allow_origin = entry;
            }
        } else if (strcasecmp(entry->name,
                              "Access-Control-Allow-Credentials") == 0) {
            trial->allow_credentials = entry;
        } else if (strcasecmp(entry->name, "Vary") == 0) {
            read_vary(trial, entry);
        }
    }
    origin = trial->allow_origin;
    if (origin && trial->allow_origins == 1 && origin->there == LINT_YES &&
        origin->text.value) {
        trial->admitted =
            trial->origin && strcmp(origin->text.value, trial->origin) == 0;
        trial->any = strcmp(origin->text.value, "*") == 0;
    }
    trial->credentials =
        trial->allow_credentials &&
        trial->allow_credentials->there == LINT_YES &&
        trial->allow_credentials->text.value &&
        strcmp(trial->allow_credentials->text.value, "true") == 0;
}

lint_trial *lint_trial_run(apr_pool_t *pool, const lint_server *server,
                           const lint_question *question, const char *origin,
                           bool preflight)
{
    lint_trial *trial = apr_pcalloc(pool, sizeof(*trial));
    lint_question *asked = apr_pmemdup(pool, question, sizeof(*asked));
    lint_table *headers = lint_table_copy(pool, question->headers);

    if (origin) {
        lint_table_add(headers, "Origin", LINT_KNOWN(origin), NULL);
    }
    if (preflight) {
        asked->method = "OPTIONS";
        lint_table_add(headers, "Access-Control-Request-Method",
                       LINT_KNOWN("PUT"), NULL);
        lint_table_add(headers, "Access-Control-Request-Headers",
                       LINT_KNOWN("content-type"), NULL);
    }
    asked->headers = headers;
    trial->origin = origin;
    trial->preflight = preflight;
    trial->question = asked;
    trial->answer = lint_welcome_predict(pool, server, asked);
    read_answer(trial);
    return trial;
}

/* What mod_headers makes when HTTP_ORIGIN is there: ap_add_common_vars sets it
 * in the handler, before the lists run. */
lint_trial *lint_trial_as_script(apr_pool_t *pool, const lint_trial *trial)
{
    lint_trial *other = apr_pcalloc(pool, sizeof(*other));
    lint_answer *answer = apr_pmemdup(pool, trial->answer, sizeof(*answer));
    lint_request *request =
        apr_pmemdup(pool, answer->request, sizeof(*request));
    const lint_entry *vary = lint_table_find(request->headers_out, "Vary");

    request->env = lint_table_copy(pool, request->env);
    if (trial->origin) {
        lint_table_set(request->env, "HTTP_ORIGIN", LINT_KNOWN(trial->origin),
                       NULL);
    }
    request->headers_out = lint_table_create(pool);
    request->err_headers_out = lint_table_create(pool);
    /* What an <If> has put there is there when the script answers. */
    if (vary) {
        APR_ARRAY_PUSH(request->headers_out->entries, lint_entry) = *vary;
    }
    lint_header_run(request, answer->scope->headers, false, NULL);
    answer->headers = lint_deliver_headers(request);
    answer->request = request;
    *other = (lint_trial){.origin = trial->origin,
                          .kind = trial->kind,
                          .preflight = trial->preflight,
                          .script = true,
                          .question = trial->question,
                          .answer = answer};
    read_answer(other);
    return other;
}

const char *lint_trial_url(apr_pool_t *pool, const lint_trial *trial)
{
    const lint_question *question = trial->question;

    return apr_pstrcat(pool, question->https ? "https://" : "http://",
                       question->host ? question->host : "localhost",
                       question->target, NULL);
}
