/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/verify.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/model/answer.h"

static bool is_harmless(const char *method)
{
    return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 ||
           strcmp(method, "OPTIONS") == 0;
}

/* The values of a header, each in quotes; "none" for none. NULL when one of
 * them cannot be told. */
static const char *values(apr_pool_t *pool, const lint_table *headers,
                          const char *name)
{
    const char *list = NULL;

    for (int i = 0; i < headers->entries->nelts; i++) {
        const lint_entry *entry =
            &APR_ARRAY_IDX(headers->entries, i, lint_entry);

        if (strcasecmp(entry->name, name) != 0) {
            continue;
        }
        if (entry->text.unknown || entry->there != LINT_YES) {
            return NULL;
        }
        list = apr_pstrcat(pool, list ? list : "", list ? " and " : "", "\"",
                           lint_text_bytes(entry->text), "\"", NULL);
    }
    return list ? list : "none";
}

/* Whether Vary names Origin or `*`; others may add to it on the way. */
static bool varies(const lint_table *headers)
{
    for (int i = 0; i < headers->entries->nelts; i++) {
        const lint_entry *entry =
            &APR_ARRAY_IDX(headers->entries, i, lint_entry);
        const char *at = lint_text_bytes(entry->text);

        while (strcasecmp(entry->name, "Vary") == 0 && *at) {
            size_t length = strcspn(at, ", \t");

            if ((length == 6 && strncasecmp(at, "Origin", length) == 0) ||
                (length == 1 && *at == '*')) {
                return true;
            }
            at += length + strspn(at + length, ", \t");
        }
    }
    return false;
}

/* What is not as it was predicted; NULL when all is. */
static const char *differ(apr_pool_t *pool, const lint_trial *trial, int status,
                          const lint_table *headers)
{
    static const char *const names[] = {"Access-Control-Allow-Origin",
                                        "Access-Control-Allow-Credentials"};

    if (!trial->answer->assumed && trial->answer->status != status) {
        return apr_psprintf(pool, "the status is %d, not %d", status,
                            trial->answer->status);
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *meant = values(pool, trial->answer->headers, names[i]);
        const char *is = values(pool, headers, names[i]);

        if (meant && strcmp(meant, is) != 0) {
            return apr_psprintf(pool, "%s is %s, not %s", names[i], is, meant);
        }
    }
    if (trial->varies != LINT_UNKNOWN &&
        (trial->varies == LINT_YES) != varies(headers)) {
        return trial->varies == LINT_YES ? "Vary does not name Origin"
                                         : "Vary names Origin";
    }
    return NULL;
}

/* Asks what a witness asks; *headers are the answer's. */
static const char *ask(apr_pool_t *pool, lint_live *live, const char *url,
                       const lint_question *question, lint_live_answer *answer,
                       lint_table **headers)
{
    apr_table_t *sent = apr_table_make(pool, 4);
    lint_live_request request = {.url = url,
                                 .method = question->method,
                                 .host = question->host,
                                 .target = question->target,
                                 .headers = sent};
    const apr_array_header_t *rows;
    const char *wrong;

    for (int i = 0; question->headers && i < question->headers->entries->nelts;
         i++) {
        const lint_entry *entry =
            &APR_ARRAY_IDX(question->headers->entries, i, lint_entry);

        apr_table_addn(sent, entry->name, lint_text_bytes(entry->text));
    }
    wrong = lint_live_ask(pool, live, &request, answer);
    *headers = lint_table_create(pool);
    rows = wrong ? NULL : apr_table_elts(answer->headers);
    for (int i = 0; rows && i < rows->nelts; i++) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        lint_table_add(*headers, row->key, LINT_KNOWN(row->val), NULL);
    }
    return wrong;
}

static void judge(apr_pool_t *pool, lint_live *live, const char *url,
                  lint_finding *finding, lint_verification *verification)
{
    const lint_trial *trial = finding->witness;
    lint_live_answer answer;
    lint_table *headers;
    const char *difference;

    if (!is_harmless(trial->question->method)) {
        finding->verdict =
            apr_psprintf(pool, "not asked: a %s might change something there",
                         trial->question->method);
        verification->unasked++;
        return;
    }
    verification->wrong =
        ask(pool, live, url, trial->question, &answer, &headers);
    if (verification->wrong) {
        finding->verdict =
            apr_pstrcat(pool, "not asked: ", verification->wrong, NULL);
        verification->unasked++;
        return;
    }
    if (answer.status == 401 && trial->question->logged_in) {
        finding->verdict = "not asked: the server wants to know a user";
        verification->unasked++;
        return;
    }
    difference = differ(pool, trial, answer.status, headers);
    finding->verdict =
        difference ? apr_pstrcat(pool, "not confirmed: ", difference, NULL)
                   : "confirmed";
    verification->refuted += difference != NULL;
    verification->confirmed += difference == NULL;
}

lint_verification lint_verify(apr_pool_t *pool, lint_live *live,
                              const char *url, lint_result *result)
{
    lint_verification verification = {0};

    for (int i = 0; i < result->findings->nelts; i++) {
        lint_finding *finding =
            APR_ARRAY_IDX(result->findings, i, lint_finding *);

        if (finding->witness && !verification.wrong) {
            judge(pool, live, url, finding, &verification);
        } else {
            verification.unasked++;
        }
    }
    return verification;
}
