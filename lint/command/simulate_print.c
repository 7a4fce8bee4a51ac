/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/simulate_print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include "lint/report/escape.h"

/* Whatever bytes a configuration has: JSON is UTF-8. */
static json_t *text_json(apr_pool_t *pool, const char *text)
{
    return json_string(lint_escape_utf8(pool, text));
}

static json_t *header_json(apr_pool_t *pool, const lint_entry *entry)
{
    json_t *header = json_object();

    json_object_set_new(header, "name", text_json(pool, entry->name));
    json_object_set_new(header, "value",
                        entry->text.value ? text_json(pool, entry->text.value)
                                          : json_null());
    if (entry->text.unknown) {
        json_object_set_new(header, "unknown",
                            text_json(pool, entry->text.unknown));
    }
    if (entry->there == LINT_UNKNOWN) {
        json_object_set_new(header, "certain", json_false());
    }
    if (entry->place) {
        json_object_set_new(header, "file",
                            text_json(pool, entry->place->file));
        json_object_set_new(header, "line", json_integer(entry->place->line));
    }
    return header;
}

void lint_simulate_print_json(apr_pool_t *pool, const lint_answer *answer)
{
    json_t *object = json_object();
    json_t *headers = json_array();
    json_t *unknown = json_array();
    char *text;

    for (int i = 0; i < answer->headers->entries->nelts; i++) {
        json_array_append_new(
            headers, header_json(pool, &APR_ARRAY_IDX(answer->headers->entries,
                                                      i, lint_entry)));
    }
    for (int i = 0; i < answer->unknowns->nelts; i++) {
        json_array_append_new(
            unknown,
            text_json(pool, APR_ARRAY_IDX(answer->unknowns, i, const char *)));
    }
    json_object_set_new(object, "status", json_integer(answer->status));
    json_object_set_new(object, "headers", headers);
    json_object_set_new(object, "unknown", unknown);
    if (answer->assumed) {
        json_object_set_new(object, "assumed", json_true());
    }
    if (answer->result) {
        json_object_set_new(object, "result", text_json(pool, answer->result));
    }
    text = json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII);
    puts(text);
    free(text);
    json_decref(object);
}

void lint_simulate_print_text(const lint_answer *answer)
{
    printf("%d%s\n", answer->status,
           answer->assumed ? "  (assumed: nothing here says what the handler "
                             "answers)"
                           : "");
    for (int i = 0; i < answer->headers->entries->nelts; i++) {
        const lint_entry *entry =
            &APR_ARRAY_IDX(answer->headers->entries, i, lint_entry);

        printf("%s: %s%s%s", entry->name,
               entry->text.value ? entry->text.value : "(unknown: ",
               entry->text.value ? "" : entry->text.unknown,
               entry->text.value ? "" : ")");
        if (entry->there == LINT_UNKNOWN) {
            printf("  (perhaps)");
        }
        if (entry->place) {
            printf("    # %s:%d", entry->place->file, entry->place->line);
        }
        putchar('\n');
    }
    for (int i = 0; i < answer->unknowns->nelts; i++) {
        printf("unknown: %s\n",
               APR_ARRAY_IDX(answer->unknowns, i, const char *));
    }
    if (answer->result) {
        printf("CORS_CREDS_RESULT: %s\n", answer->result);
    }
}
