/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything that is known, for programs. Columns and lengths are in bytes,
 * which edits need; `column` is null where the line could not be read.
 *
 * "version" changes when a reader of the former would be misled; names are
 * added without it.
 */
#include "lint/report/formats.h"

#include "lint/report/json_value.h"
#include "lint/report/mark.h"
#include "lint/rules/rule.h"

#define VERSION 1

static json_t *column_json(int column)
{
    return column > 0 ? json_integer(column) : json_null();
}

static json_t *place_json(apr_pool_t *pool, const lint_place *place)
{
    json_t *object = json_object();

    lint_json_set(object, "file", lint_json_text(pool, place->file));
    lint_json_set(object, "line", json_integer(place->line));
    lint_json_set(object, "column", column_json(place->column));
    return object;
}

/* A place with what is marked there, and what brought it there. */
static json_t *marked_json(apr_pool_t *pool, const lint_result *result,
                           const lint_place *place, int length)
{
    lint_mark mark = lint_mark_find(result, place, length);
    json_t *object = place_json(pool, place);
    json_t *chain = json_array();

    if (mark.line) {
        lint_json_set(object, "column", json_integer(mark.from + 1));
        lint_json_set(object, "length", json_integer(mark.to - mark.from));
        lint_json_set(object, "source", lint_json_text(pool, mark.line));
    } else {
        lint_json_set(object, "length", json_null());
        lint_json_set(object, "source", json_null());
    }
    for (const lint_place *outer = place->outer; outer; outer = outer->outer) {
        json_array_append_new(chain, place_json(pool, outer));
    }
    lint_json_set(object, "included_from", chain);
    return object;
}

static json_t *response_header_json(apr_pool_t *pool, const lint_entry *entry)
{
    json_t *object = json_object();

    lint_json_set(object, "name", lint_json_text(pool, entry->name));
    lint_json_set(object, "value", lint_json_text(pool, entry->text.value));
    lint_json_set_text(pool, object, "unknown", entry->text.unknown);
    lint_json_set(
        object, "file",
        lint_json_text(pool, entry->place ? entry->place->file : NULL));
    lint_json_set(object, "line",
                  entry->place ? json_integer(entry->place->line)
                               : json_null());
    lint_json_set(object, "certain",
                  json_boolean(entry->there == LINT_YES && entry->text.value));
    return object;
}

static json_t *request_json(apr_pool_t *pool, const lint_trial *trial)
{
    const lint_question *question = trial->question;
    json_t *object = json_object();
    json_t *headers = json_array();

    for (int i = 0; i < question->headers->entries->nelts; i++) {
        const lint_entry *entry =
            &APR_ARRAY_IDX(question->headers->entries, i, lint_entry);
        json_t *header = json_array();

        json_array_append_new(header, lint_json_text(pool, entry->name));
        json_array_append_new(header, lint_json_text(pool, entry->text.value));
        json_array_append_new(headers, header);
    }
    lint_json_set(object, "method", lint_json_text(pool, question->method));
    lint_json_set(object, "url",
                  lint_json_text(pool, lint_trial_url(pool, trial)));
    lint_json_set(object, "headers", headers);
    return object;
}

static json_t *response_json(apr_pool_t *pool, const lint_answer *answer)
{
    json_t *object = json_object();
    json_t *headers = json_array();
    json_t *unknowns = json_array();

    for (int i = 0; i < answer->headers->entries->nelts; i++) {
        json_array_append_new(
            headers,
            response_header_json(
                pool, &APR_ARRAY_IDX(answer->headers->entries, i, lint_entry)));
    }
    for (int i = 0; i < answer->unknowns->nelts; i++) {
        json_array_append_new(
            unknowns, lint_json_text(pool, APR_ARRAY_IDX(answer->unknowns, i,
                                                         const char *)));
    }
    lint_json_set(object, "status", json_integer(answer->status));
    lint_json_set(object, "assumed", json_boolean(answer->assumed));
    lint_json_set(object, "headers", headers);
    lint_json_set(object, "unknown", unknowns);
    return object;
}

static json_t *witness_json(apr_pool_t *pool, const lint_trial *trial)
{
    json_t *object;

    if (!trial) {
        return json_null();
    }
    object = json_object();
    lint_json_set(object, "request", request_json(pool, trial));
    lint_json_set(object, "response", response_json(pool, trial->answer));
    return object;
}

static json_t *related_json(apr_pool_t *pool, const lint_result *result,
                            const apr_array_header_t *related)
{
    json_t *list = json_array();

    for (int i = 0; related && i < related->nelts; i++) {
        const lint_related *one = &APR_ARRAY_IDX(related, i, lint_related);
        json_t *object = marked_json(pool, result, &one->place, 0);

        lint_json_set(object, "message", lint_json_text(pool, one->message));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *fix_json(apr_pool_t *pool, const apr_array_header_t *edits)
{
    json_t *list;

    if (!edits || !edits->nelts) {
        return json_null();
    }
    list = json_array();
    for (int i = 0; i < edits->nelts; i++) {
        const lint_edit *edit = &APR_ARRAY_IDX(edits, i, lint_edit);
        json_t *object = place_json(pool, &edit->place);

        lint_json_set(object, "length", json_integer(edit->length));
        lint_json_set(object, "text", lint_json_text(pool, edit->text));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *finding_json(apr_pool_t *pool, const lint_result *result,
                            const lint_finding *finding)
{
    json_t *object = json_object();
    json_t *place = marked_json(pool, result, &finding->place, finding->length);

    lint_json_set(object, "id", lint_json_text(pool, finding->id));
    lint_json_set(object, "severity",
                  json_string(lint_severity_name(finding->severity)));
    lint_json_set(object, "confidence",
                  json_string(lint_confidence_name(finding->confidence)));
    lint_json_set(object, "message", lint_json_text(pool, finding->message));
    json_object_update(object, place);
    json_decref(place);
    lint_json_set(object, "related",
                  related_json(pool, result, finding->related));
    lint_json_set(object, "witness", witness_json(pool, finding->witness));
    if (finding->verdict) {
        lint_json_set(object, "verdict",
                      lint_json_text(pool, finding->verdict));
    }
    lint_json_set(object, "remedy",
                  lint_json_text(pool, lint_finding_remedy(finding)));
    lint_json_set(object, "fix", fix_json(pool, finding->edits));
    lint_json_set(object, "unread", json_boolean(finding->unread));
    lint_json_set(object, "fingerprint", json_string(finding->fingerprint));
    return object;
}

static json_t *summary_json(const lint_result *result)
{
    lint_tally tally = lint_tally_of(result);

    return json_pack("{s:i, s:i, s:i, s:i, s:i}", "errors", tally.errors,
                     "warnings", tally.warnings, "infos", tally.infos,
                     "suppressed", result->suppressed, "baselined",
                     result->baselined);
}

static void print(FILE *out, const lint_result *result,
                  const lint_report_style *style)
{
    json_t *document = json_pack("{s:i, s:{s:s, s:s}, s:i}", "version", VERSION,
                                 "tool", "name", LINT_TOOL_NAME, "version",
                                 LINT_TOOL_VERSION, "files", result->files);
    json_t *findings = json_array();
    apr_pool_t *pool;

    (void)style;
    apr_pool_create(&pool, result->pool);
    for (int i = 0; i < result->findings->nelts; i++) {
        json_array_append_new(
            findings, finding_json(pool, result,
                                   APR_ARRAY_IDX(result->findings, i,
                                                 const lint_finding *)));
        apr_pool_clear(pool);
    }
    apr_pool_destroy(pool);
    lint_json_set(document, "summary", summary_json(result));
    lint_json_set(document, "findings", findings);
    lint_json_print(out, document);
}

const lint_reporter lint_reporter_json = {
    "json", "all that is known, for programs", print};
