/* SPDX-License-Identifier: Apache-2.0 */
#include "splice.h"

#include <string.h>

lint_splice lint_splice_begin(apr_pool_t *pool, const lint_line *line)
{
    return (lint_splice){pool, line, NULL, 0, 0, 0, NULL};
}

static void append(lint_splice *splice, const char *text, size_t length)
{
    if (splice->length + length + 1 > splice->room) {
        char *grown;

        splice->room = (splice->length + length + 1) * 2;
        grown = apr_palloc(splice->pool, splice->room);
        if (splice->length) {
            memcpy(grown, splice->text, splice->length);
        }
        splice->text = grown;
    }
    memcpy(splice->text + splice->length, text, length);
    splice->length += length;
    splice->text[splice->length] = '\0';
}

static void add_span(lint_splice *splice, int at, bool fixed)
{
    lint_place place = lint_line_place(splice->line, at);
    lint_span *span = apr_array_push(splice->spans);

    *span = (lint_span){(int)splice->length, place.line, place.column, fixed};
}

/* The line's own spans that begin behind from and before end are kept. */
static void copy_spans(lint_splice *splice, int from, int end)
{
    const lint_map *map = splice->line->map;
    int i = map ? lint_map_find(map, from) : 0;

    if (!map) {
        return;
    }
    APR_ARRAY_IDX(splice->spans, splice->spans->nelts - 1, lint_span).fixed =
        map->spans[i].fixed;
    while (++i < map->count && map->spans[i].at < end) {
        lint_span *span = apr_array_push(splice->spans);

        *span = map->spans[i];
        span->at += (int)splice->length - from;
    }
}

static void take(lint_splice *splice, int end)
{
    if (end > splice->from) {
        add_span(splice, splice->from, false);
        copy_spans(splice, splice->from, end);
        append(splice, splice->line->text + splice->from,
               (size_t)(end - splice->from));
        splice->from = end;
    }
}

void lint_splice_replace(lint_splice *splice, int at, int length,
                         const char *text, size_t text_length)
{
    if (!splice->spans) {
        splice->spans = apr_array_make(splice->pool, 4, sizeof(lint_span));
    }
    take(splice, at);
    if (text_length) {
        add_span(splice, at, true);
    }
    append(splice, text, text_length);
    splice->from = at + length;
}

void lint_splice_end(lint_splice *splice, lint_line *line)
{
    lint_map *map;

    if (!splice->spans) {
        return;
    }
    take(splice, splice->line->length);
    map = apr_palloc(splice->pool, sizeof(*map));
    if (!splice->spans->nelts) {
        add_span(splice, 0, true);
    }
    map->count = splice->spans->nelts;
    map->spans = (const lint_span *)splice->spans->elts;
    line->text = splice->text;
    line->length = (int)splice->length;
    line->map = map;
}
