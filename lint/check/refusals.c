/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/refusals.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_strings.h>

/* A file that is included twice has its problems twice. */
static void add(apr_pool_t *pool, apr_hash_t *known, const lint_finding *model,
                apr_array_header_t *findings)
{
    const char *key = apr_psprintf(pool, "%s:%d:%d %s %s", model->place.file,
                                   model->place.line, model->place.column,
                                   model->id, model->message);

    if (apr_hash_get(known, key, APR_HASH_KEY_STRING)) {
        return;
    }
    apr_hash_set(known, key, APR_HASH_KEY_STRING, key);
    APR_ARRAY_PUSH(findings, lint_finding *) =
        apr_pmemdup(pool, model, sizeof(*model));
}

void lint_refusals_add(apr_pool_t *pool, const lint_problems *problems,
                       apr_array_header_t *findings)
{
    apr_hash_t *known = apr_hash_make(pool);

    for (int i = 0; i < problems->list->nelts; i++) {
        const lint_problem *problem =
            &APR_ARRAY_IDX(problems->list, i, lint_problem);

        add(pool, known,
            &(lint_finding){.id = problem->code,
                            .severity = problem->severity,
                            .confidence = LINT_CONFIDENCE_HIGH,
                            .place = problem->place,
                            .message = problem->sentence,
                            .unread = problem->unread},
            findings);
    }
}

static bool is_edge(char byte)
{
    return !byte || strchr(" \t\"'\\", byte);
}

/* Where a word begins in a line; NULL when it is not there as a whole. */
static const char *find_word(const char *line, const char *word)
{
    size_t length = strlen(word);
    const char *at = length ? strstr(line, word) : NULL;

    while (at && (at == line || !is_edge(at[-1]) || !is_edge(at[length]))) {
        at = strstr(at + 1, word);
    }
    return at;
}

static void mark(const lint_conf *conf, lint_finding *finding,
                 const char *value)
{
    const lint_source *source = lint_conf_source(conf, finding->place.file);
    const char *line =
        source ? lint_source_line(source, finding->place.line) : NULL;
    const char *at = line && value ? find_word(line, value) : NULL;

    if (at) {
        finding->place.column = (int)(at - line) + 1;
        finding->length = (int)strlen(value);
    }
}

void lint_refusals_add_policy(apr_pool_t *pool, const lint_conf *conf,
                              const cors_problems *problems,
                              apr_array_header_t *findings)
{
    apr_hash_t *known = apr_hash_make(pool);

    for (int i = 0; i < problems->list->nelts; i++) {
        const cors_problem *problem =
            &APR_ARRAY_IDX(problems->list, i, cors_problem);
        lint_finding finding = {
            .id = problem->code,
            .severity = LINT_ERROR,
            .confidence = LINT_CONFIDENCE_HIGH,
            .place = {problem->place.file, problem->place.line, 0, NULL},
            .message = problem->sentence};

        mark(conf, &finding, problem->value);
        add(pool, known, &finding, findings);
    }
}
