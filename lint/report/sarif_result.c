/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/sarif.h"

#include <string.h>
#include "lint/report/mark.h"

/* Header fields as an object of strings; those of one name are one field (RFC
 * 9110, section 5.3). Values that nobody knows are left out. */
static json_t *headers_json(apr_pool_t *pool, const lint_table *table)
{
    json_t *headers = json_object();

    for (int i = 0; i < table->entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(table->entries, i, lint_entry);
        json_t *value = lint_json_text(pool, entry->text.value);
        json_t *name = lint_json_text(pool, entry->name);
        const json_t *before =
            json_object_get(headers, json_string_value(name));

        if (before && json_is_string(value)) {
            json_t *joined = json_sprintf("%s, %s", json_string_value(before),
                                          json_string_value(value));

            lint_json_set(headers, json_string_value(name), joined);
        } else if (json_is_string(value)) {
            json_object_set(headers, json_string_value(name), value);
        }
        json_decref(value);
        json_decref(name);
    }
    return headers;
}

static void set_witness(apr_pool_t *pool, json_t *result,
                        const lint_trial *trial)
{
    const lint_question *question = trial->question;
    const char *protocol = question->protocol ? question->protocol : "HTTP/1.1";
    const char *slash = strchr(protocol, '/');

    lint_json_set(
        result, "webRequest",
        json_pack("{s:s, s:o, s:o, s:o, s:o}", "protocol", "http", "version",
                  lint_json_text(pool, slash ? slash + 1 : protocol), "method",
                  lint_json_text(pool, question->method), "target",
                  lint_json_text(pool, lint_trial_url(pool, trial)), "headers",
                  headers_json(pool, question->headers)));
    lint_json_set(result, "webResponse",
                  json_pack("{s:i, s:o}", "statusCode", trial->answer->status,
                            "headers",
                            headers_json(pool, trial->answer->headers)));
}

/* Other places that matter, and the includes and macros on the way. */
static json_t *related_json(const lint_sarif *sarif,
                            const lint_finding *finding)
{
    json_t *locations = json_array();
    json_t *location;
    size_t id;

    for (int i = 0; finding->related && i < finding->related->nelts; i++) {
        const lint_related *related =
            &APR_ARRAY_IDX(finding->related, i, lint_related);

        json_array_append_new(
            locations,
            lint_sarif_location(sarif, &related->place, 0, related->message));
    }
    for (const lint_place *outer = finding->place.outer; outer;
         outer = outer->outer) {
        lint_mark mark = lint_mark_find(sarif->result, outer, 0);

        json_array_append_new(locations,
                              lint_sarif_location(sarif, outer, 0,
                                                  lint_mark_is_use(&mark)
                                                      ? "used here"
                                                      : "included here"));
    }
    json_array_foreach(locations, id, location)
    {
        lint_json_set(location, "id", json_integer((json_int_t)id + 1));
    }
    return locations;
}

json_t *lint_sarif_result(const lint_sarif *sarif, const lint_finding *finding)
{
    apr_pool_t *pool = sarif->pool;
    json_t *related = related_json(sarif, finding);
    json_t *fixes = lint_sarif_fixes(sarif, finding);
    json_t *result = json_pack(
        "{s:o, s:i, s:s, s:o, s:[o], s:{s:s}, s:{s:s}}", "ruleId",
        lint_json_text(pool, finding->id), "ruleIndex",
        lint_sarif_rule(sarif, finding), "level",
        lint_sarif_level(finding->severity), "message",
        lint_sarif_message(pool, lint_finding_text(pool, finding, "\n")),
        "locations",
        lint_sarif_location(sarif, &finding->place, finding->length, NULL),
        "partialFingerprints", "corslint/v1", finding->fingerprint,
        "properties", "confidence", lint_confidence_name(finding->confidence));

    if (json_array_size(related)) {
        lint_json_set(result, "relatedLocations", related);
    } else {
        json_decref(related);
    }
    if (finding->witness) {
        set_witness(pool, result, finding->witness);
    }
    if (fixes) {
        lint_json_set(result, "fixes", fixes);
    }
    return result;
}
