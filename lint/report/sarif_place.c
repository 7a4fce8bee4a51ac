/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Places in SARIF: lines from 1, columns from 1 in UTF-16 code units, the end
 * column behind the last one (section 3.30).
 */
#include "lint/report/sarif.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/report/escape.h"
#include "lint/report/mark.h"
#include "lint/report/utf8.h"

json_t *lint_sarif_artifact(apr_pool_t *pool, const char *file)
{
    json_t *object = json_object();

    lint_json_set_text(pool, object, "uri", lint_escape_uri(pool, file));
    if (*file != '/') {
        /* What GitHub takes for the top of the repository. */
        lint_json_set_text(pool, object, "uriBaseId", "%SRCROOT%");
    }
    return object;
}

static json_t *region_json(const lint_sarif *sarif, const lint_place *place,
                           int length)
{
    lint_mark mark = lint_mark_find(sarif->result, place, length);
    json_t *region = json_object();

    /* A line there must be, though some findings are about the whole file. */
    lint_json_set(region, "startLine",
                  json_integer(place->line > 0 ? place->line : 1));
    if (mark.line) {
        lint_json_set(region, "startColumn",
                      json_integer(lint_utf8_units(mark.line, mark.from) + 1));
        lint_json_set(region, "endColumn",
                      json_integer(lint_utf8_units(mark.line, mark.to) + 1));
        lint_json_set(region, "snippet",
                      lint_sarif_message(
                          sarif->pool,
                          apr_pstrmemdup(sarif->pool, mark.line + mark.from,
                                         (apr_size_t)(mark.to - mark.from))));
    }
    return region;
}

json_t *lint_sarif_location(const lint_sarif *sarif, const lint_place *place,
                            int length, const char *message)
{
    json_t *location =
        json_pack("{s:{s:o, s:o}}", "physicalLocation", "artifactLocation",
                  lint_sarif_artifact(sarif->pool, place->file), "region",
                  region_json(sarif, place, length));

    if (message) {
        lint_json_set(location, "message",
                      lint_sarif_message(sarif->pool, message));
    }
    return location;
}

/* Sets a region's `line` and `column` from a position in bytes. */
static void set_position(const lint_sarif *sarif, json_t *region,
                         const lint_place *place, const char *line,
                         const char *column)
{
    const char *text = lint_result_line(sarif->result, place);

    lint_json_set(region, line, json_integer(place->line));
    lint_json_set(
        region, column,
        json_integer(text ? lint_utf8_units(text, place->column - 1) + 1
                          : place->column));
}

/* Where what is replaced ends; it may go over several lines. */
static lint_place end_of(const lint_result *result, lint_place place,
                         int length)
{
    const char *text;

    while ((text = lint_result_line(result, &place))) {
        int left = (int)strlen(text) - (place.column - 1);

        if (length <= left) {
            break;
        }
        length -= left + 1;
        place.line++;
        place.column = 1;
    }
    place.column += length;
    return place;
}

static json_t *replacement_json(const lint_sarif *sarif, const lint_edit *edit)
{
    json_t *region = json_object();
    lint_place from = edit->place;
    lint_place to;

    from.column = from.column > 0 ? from.column : 1;
    to = end_of(sarif->result, from, edit->length);
    set_position(sarif, region, &from, "startLine", "startColumn");
    set_position(sarif, region, &to, "endLine", "endColumn");
    return json_pack("{s:o, s:{s:o}}", "deletedRegion", region,
                     "insertedContent", "text",
                     lint_json_text(sarif->pool, edit->text));
}

/* The replacements of a file, in a new change if it is the file's first. */
static json_t *replacements_of(const lint_sarif *sarif, json_t *changes,
                               const char *file)
{
    const char *uri = lint_escape_uri(sarif->pool, file);
    json_t *change;
    size_t i;

    json_array_foreach(changes, i, change)
    {
        const json_t *artifact = json_object_get(change, "artifactLocation");

        if (strcmp(json_string_value(json_object_get(artifact, "uri")), uri) ==
            0) {
            return json_object_get(change, "replacements");
        }
    }
    change = json_pack("{s:o, s:[]}", "artifactLocation",
                       lint_sarif_artifact(sarif->pool, file), "replacements");
    json_array_append_new(changes, change);
    return json_object_get(change, "replacements");
}

json_t *lint_sarif_fixes(const lint_sarif *sarif, const lint_finding *finding)
{
    const char *remedy = lint_finding_remedy(finding);
    json_t *changes;

    if (!finding->edits || !finding->edits->nelts) {
        return NULL;
    }
    changes = json_array();
    for (int i = 0; i < finding->edits->nelts; i++) {
        const lint_edit *edit = &APR_ARRAY_IDX(finding->edits, i, lint_edit);

        json_array_append_new(replacements_of(sarif, changes, edit->place.file),
                              replacement_json(sarif, edit));
    }
    return json_pack(
        "[{s:o, s:o}]", "description",
        lint_sarif_message(sarif->pool, remedy ? remedy : finding->message),
        "artifactChanges", changes);
}
