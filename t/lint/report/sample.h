/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Results that no run is needed for: what a configuration with everything in
 * it, a hostile one, one that could not be read and a clean one come to.
 */
#ifndef T_LINT_REPORT_SAMPLE_H
#define T_LINT_REPORT_SAMPLE_H

#include <string.h>
#include <apr_strings.h>
#include "lint/report/report.h"
#include "lint/rules/rule.h"

static inline void sample_never_checks(lint_review *review)
{
    (void)review;
}

static const lint_rule sample_rule = {
    .id = "sample-any-origin",
    .shorthand = "S01",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "Every origin may read answers with cookies",
    .why = "The value that is sent back is whatever the browser said, so that "
           "any page on the web reads what only the user should see.\n\n"
           "Browsers refuse `*` with credentials; an echo they cannot tell "
           "from a list.",
    .remedy = "Write the origins out, anchored at both ends",
    .bad = "SetEnvIf Origin \"(.*)\" ORIGIN=$0\n"
           "Header set Access-Control-Allow-Origin %{ORIGIN}e\n",
    .good = "SetEnvIf Origin \"^https://app\\.example\\.com$\" ORIGIN=$0\n"
            "\n"
            "Header set Access-Control-Allow-Origin %{ORIGIN}e env=ORIGIN\n",
    .fixes = true,
    .check = sample_never_checks};

static const lint_rule sample_hint = {
    .id = "sample-vary",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_MEDIUM,
    .persona = LINT_PERSONA_PEDANTIC,
    .title = "Vary does not name Origin",
    .why = "A cache gives one origin's answer to another.",
    .remedy = "Add `Header merge Vary Origin`",
    .bad = "Header set Access-Control-Allow-Origin *\n",
    .good = "Header merge Vary Origin\n",
    .check = sample_never_checks};

static inline lint_result *sample_result(apr_pool_t *pool)
{
    lint_result *result = apr_pcalloc(pool, sizeof(*result));

    result->pool = pool;
    result->findings = apr_array_make(pool, 8, sizeof(lint_finding *));
    result->confs = apr_array_make(pool, 2, sizeof(lint_conf *));
    return result;
}

/* Adds a file that was read. */
static inline void sample_file(lint_result *result, const char *path,
                               const char *text)
{
    lint_conf *conf = apr_pcalloc(result->pool, sizeof(*conf));

    lint_source *source = lint_source_make(
        result->pool, path, apr_pstrdup(result->pool, text), strlen(text), NULL,
        lint_problems_create(result->pool));

    conf->sources = apr_array_make(result->pool, 1, sizeof(lint_source *));
    conf->files = apr_hash_make(result->pool);
    APR_ARRAY_PUSH(conf->sources, lint_source *) = source;
    apr_hash_set(conf->files, source->path, APR_HASH_KEY_STRING, source);
    APR_ARRAY_PUSH(result->confs, const lint_conf *) = conf;
    result->files++;
}

static inline lint_finding *sample_finding(lint_result *result,
                                           const lint_rule *rule,
                                           lint_place place, int length,
                                           const char *message)
{
    lint_finding *finding = apr_pcalloc(result->pool, sizeof(*finding));

    finding->id = rule ? rule->id : "sample-problem";
    finding->rule = rule;
    finding->severity = rule ? rule->severity : LINT_NOTE;
    finding->confidence = rule ? rule->confidence : LINT_CONFIDENCE_HIGH;
    finding->place = place;
    finding->length = length;
    finding->message = message;
    finding->related = apr_array_make(result->pool, 1, sizeof(lint_related));
    APR_ARRAY_PUSH(result->findings, lint_finding *) = finding;
    return finding;
}

static inline void sample_edit(lint_result *result, lint_finding *finding,
                               lint_place place, int length, const char *text)
{
    if (!finding->edits) {
        finding->edits = apr_array_make(result->pool, 1, sizeof(lint_edit));
    }
    APR_ARRAY_PUSH(finding->edits, lint_edit) =
        (lint_edit){place, length, text};
}

static inline void sample_relate(lint_finding *finding, lint_place place,
                                 const char *message)
{
    APR_ARRAY_PUSH(finding->related, lint_related) =
        (lint_related){place, message};
}

/* A trial whose answer has no header fields yet, and is as uncertain as the
 * reasons (NULL behind the last) say. */
static inline lint_trial *sample_trial(apr_pool_t *pool, const char *target,
                                       const char *origin,
                                       const char *const *reasons)
{
    lint_trial *trial = apr_pcalloc(pool, sizeof(*trial));
    lint_question *question = apr_pcalloc(pool, sizeof(*question));
    lint_answer *answer = apr_pcalloc(pool, sizeof(*answer));
    lint_table *headers = lint_table_create(pool);
    apr_array_header_t *unknowns =
        apr_array_make(pool, 2, sizeof(const char *));

    lint_table_add(headers, "Origin", LINT_KNOWN(origin), NULL);
    question->method = "GET";
    question->host = "api.example.com";
    question->target = target;
    question->https = true;
    question->headers = headers;
    answer->status = 200;
    answer->assumed = true;
    answer->headers = lint_table_create(pool);
    for (; *reasons; reasons++) {
        APR_ARRAY_PUSH(unknowns, const char *) = *reasons;
    }
    answer->unknowns = unknowns;
    trial->origin = origin;
    trial->question = question;
    trial->answer = answer;
    return trial;
}

#endif
