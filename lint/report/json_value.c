/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/json_value.h"

#include "lint/report/escape.h"

json_t *lint_json_text(apr_pool_t *pool, const char *text)
{
    return text ? json_string(lint_escape_utf8(pool, text)) : json_null();
}

void lint_json_set(json_t *object, const char *name, json_t *value)
{
    json_object_set_new(object, name, value);
}

void lint_json_set_text(apr_pool_t *pool, json_t *object, const char *name,
                        const char *text)
{
    if (text) {
        lint_json_set(object, name, lint_json_text(pool, text));
    }
}

void lint_json_print(FILE *out, json_t *document)
{
    json_dumpf(document, out, JSON_INDENT(2) | JSON_ENSURE_ASCII);
    putc('\n', out);
    json_decref(document);
}
