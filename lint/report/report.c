/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/formats.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/report/escape.h"
#include "lint/rules/rule.h"

const lint_reporter *const lint_reporters[] = {
    &lint_reporter_text,   &lint_reporter_json,
    &lint_reporter_sarif,  &lint_reporter_github,
    &lint_reporter_gitlab, &lint_reporter_checkstyle,
    &lint_reporter_junit,  NULL};

const lint_reporter *lint_reporter_find(const char *name)
{
    const lint_reporter *const *reporter = lint_reporters;

    while (*reporter && strcmp((*reporter)->name, name) != 0) {
        reporter++;
    }
    return *reporter;
}

const char *lint_result_line(const lint_result *result, const lint_place *place)
{
    for (int i = 0; place->line > 0 && i < result->confs->nelts; i++) {
        const lint_source *source = lint_conf_source(
            APR_ARRAY_IDX(result->confs, i, const lint_conf *), place->file);

        if (source) {
            return lint_source_line(source, place->line);
        }
    }
    return NULL;
}

const char *lint_severity_name(lint_severity severity)
{
    return severity == LINT_ERROR     ? "error"
           : severity == LINT_WARNING ? "warning"
                                      : "info";
}

const char *lint_confidence_name(lint_confidence confidence)
{
    return confidence == LINT_CONFIDENCE_HIGH     ? "high"
           : confidence == LINT_CONFIDENCE_MEDIUM ? "medium"
                                                  : "low";
}

void lint_tally_add(lint_tally *tally, const lint_finding *finding)
{
    switch (finding->severity) {
    case LINT_ERROR:
        tally->errors++;
        break;
    case LINT_WARNING:
        tally->warnings++;
        break;
    case LINT_NOTE:
        tally->infos++;
        break;
    }
}

lint_tally lint_tally_of(const lint_result *result)
{
    lint_tally tally = {0};

    for (int i = 0; i < result->findings->nelts; i++) {
        lint_tally_add(
            &tally, APR_ARRAY_IDX(result->findings, i, const lint_finding *));
    }
    return tally;
}

const char *lint_count_text(apr_pool_t *pool, int count, const char *noun)
{
    return apr_psprintf(pool, "%d %s%s", count, noun, count == 1 ? "" : "s");
}

const char *lint_tally_text(apr_pool_t *pool, const lint_tally *tally)
{
    return apr_pstrcat(pool, lint_count_text(pool, tally->errors, "error"),
                       ", ", lint_count_text(pool, tally->warnings, "warning"),
                       ", ", lint_count_text(pool, tally->infos, "info"), NULL);
}

const char *lint_finding_remedy(const lint_finding *finding)
{
    return finding->remedy ? finding->remedy
           : finding->rule ? finding->rule->remedy
                           : NULL;
}

/* ", Name: value" for those of the headers that matter. */
static const char *headers_text(apr_pool_t *pool, const lint_table *headers)
{
    const char *text = "";

    for (int i = 0; i < headers->entries->nelts; i++) {
        const lint_entry *entry =
            &APR_ARRAY_IDX(headers->entries, i, lint_entry);

        if (lint_header_matters(entry->name)) {
            text = apr_pstrcat(
                pool, text, ", ", entry->name, ": ",
                entry->text.value ? entry->text.value : "(unknown)",
                entry->there == LINT_UNKNOWN ? " (perhaps)" : "", NULL);
        }
    }
    return text;
}

const char *lint_finding_witness(apr_pool_t *pool, const lint_finding *finding)
{
    const lint_trial *trial = finding->witness;

    if (!trial) {
        return NULL;
    }
    return apr_psprintf(
        pool, "%s %s%s%s is answered with %d%s", trial->question->method,
        lint_trial_url(pool, trial), trial->origin ? " from the origin " : "",
        trial->origin ? trial->origin : "", trial->answer->status,
        headers_text(pool, trial->answer->headers));
}

/* The text as a sentence with its full stop, and what was before it. */
static const char *append_sentence(apr_pool_t *pool, const char *before,
                                   const char *label, const char *text)
{
    size_t bytes = text ? strlen(text) : 0;

    return bytes
               ? apr_pstrcat(pool, before, label, lint_escape_plain(pool, text),
                             text[bytes - 1] == '.' ? "" : ".", NULL)
               : before;
}

const char *lint_finding_text(apr_pool_t *pool, const lint_finding *finding,
                              const char *gap)
{
    const char *text = append_sentence(pool, "", "", finding->message);

    text =
        append_sentence(pool, text, apr_pstrcat(pool, gap, "Witness: ", NULL),
                        lint_finding_witness(pool, finding));
    return append_sentence(pool, text, apr_pstrcat(pool, gap, "Remedy: ", NULL),
                           lint_finding_remedy(finding));
}

bool lint_header_matters(const char *name)
{
    return strncasecmp(name, "Access-Control-", 15) == 0 ||
           strcasecmp(name, "Vary") == 0 ||
           strcasecmp(name, "Set-Cookie") == 0 ||
           strcasecmp(name, "Location") == 0;
}
