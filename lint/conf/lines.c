/* SPDX-License-Identifier: Apache-2.0 */
#include "lines.h"

#include <string.h>
#include <apr_strings.h>
#include "bytes.h"

/* httpd's limits, VARBUF_MAX_LEN and HUGE_STRING_LEN: the bytes of a logical
 * line and its line feed, less one for the NUL. */
#define LENGTH_MAX (16 * 1024 * 1024 - 1)
#define HTACCESS_LENGTH_MAX (8192 - 1)

lint_lines lint_lines_begin(apr_pool_t *pool, const lint_source *source,
                            const lint_place *outer, lint_problems *problems)
{
    return (lint_lines){pool, source, outer, problems, source->text, 1};
}

/* A physical line: its bytes, without the CR that belongs to its end. */
typedef struct piece {
    const char *text;
    size_t length;
    int line;
    bool fed; /* a line feed ended it, so a backslash may continue it */
} piece;

static bool take_piece(lint_lines *lines, piece *taken)
{
    const char *end = lines->source->text + lines->source->size;

    if (lines->at >= end) {
        return false;
    }
    taken->text = lines->at;
    taken->length = strlen(taken->text);
    taken->line = lines->number++;
    lines->at += taken->length + 1;
    taken->fed = lines->at < end || lines->source->closed;
    return true;
}

/* The length without a CR before the line feed. */
static size_t bare_length(const piece *taken)
{
    size_t length = taken->length;

    return taken->fed && length && taken->text[length - 1] == '\r' ? length - 1
                                                                   : length;
}

static bool continues(const piece *taken)
{
    size_t length = bare_length(taken);

    return taken->fed && length && taken->text[length - 1] == '\\';
}

static void trim(const char **text, size_t *length)
{
    const char *start = *text;
    const char *end = start + *length;

    while (start < end && lint_byte(*start) & LINT_BYTE_BLANK) {
        start++;
    }
    while (end > start && lint_byte(end[-1]) & LINT_BYTE_BLANK) {
        end--;
    }
    *text = start;
    *length = (size_t)(end - start);
}

/* Joins the pieces from first on into text, which grows; httpd looks for the
 * backslash in what has been joined so far, so that an empty line after `\\`
 * continues once more. */
typedef struct joint {
    apr_pool_t *pool;
    char *text;
    size_t length;
    size_t room;
    apr_array_header_t *spans; /* of lint_span */
} joint;

static void join_piece(joint *whole, const piece *taken, size_t length)
{
    lint_span *span = apr_array_push(whole->spans);

    if (!whole->text || whole->length + length + 1 > whole->room) {
        char *grown;

        whole->room = (whole->length + length + 1) * 2;
        grown = apr_palloc(whole->pool, whole->room);
        if (whole->length) {
            memcpy(grown, whole->text, whole->length);
        }
        whole->text = grown;
    }
    *span = (lint_span){(int)whole->length, taken->line, 1, false};
    memcpy(whole->text + whole->length, taken->text, length);
    whole->length += length;
}

static bool joint_continues(const joint *whole, const piece *taken)
{
    return taken->fed && whole->length &&
           whole->text[whole->length - 1] == '\\';
}

static const lint_map *map_of(apr_pool_t *pool, joint *whole, int cut)
{
    lint_map *map = apr_palloc(pool, sizeof(*map));
    lint_span *spans = (lint_span *)whole->spans->elts;
    int first = 0;

    while (first + 1 < whole->spans->nelts && spans[first + 1].at <= cut) {
        first++;
    }
    for (int i = first; i < whole->spans->nelts; i++) {
        spans[i].at -= cut;
    }
    /* The first span may begin before the text does. */
    spans[first].column -= spans[first].at;
    spans[first].at = 0;
    map->spans = spans + first;
    map->count = whole->spans->nelts - first;
    return map;
}

/* A line that is continued. */
static void read_joint(lint_lines *lines, const piece *first, lint_line *line)
{
    joint whole = {lines->pool, NULL, 0, 0,
                   apr_array_make(lines->pool, 4, sizeof(lint_span))};
    piece taken = *first;
    const char *text;
    size_t length;

    join_piece(&whole, &taken, bare_length(&taken));
    while (joint_continues(&whole, &taken)) {
        whole.length--;
        if (!take_piece(lines, &taken)) {
            break;
        }
        join_piece(&whole, &taken, bare_length(&taken));
    }
    text = whole.text;
    length = whole.length;
    trim(&text, &length);
    line->map = map_of(lines->pool, &whole, (int)(text - whole.text));
    whole.text[(size_t)(text - whole.text) + length] = '\0';
    line->text = text;
    line->length = (int)length;
    line->place = (lint_place){lines->source->path, line->map->spans[0].line,
                               line->map->spans[0].column, lines->outer};
}

/* A line that stands for itself. */
static void read_single(lint_lines *lines, const piece *taken, lint_line *line)
{
    const char *text = taken->text;
    size_t length = taken->length;

    trim(&text, &length);
    /* The bytes are the source's: only its own NUL may end them. */
    line->text =
        text[length] ? apr_pstrmemdup(lines->pool, text, length) : text;
    line->length = (int)length;
    line->map = NULL;
    line->place = (lint_place){lines->source->path, taken->line,
                               (int)(text - taken->text) + 1, lines->outer};
}

static bool is_too_long(lint_lines *lines, const lint_line *line, size_t bytes)
{
    size_t most = lines->source->htaccess ? HTACCESS_LENGTH_MAX : LENGTH_MAX;

    if (bytes <= most) {
        return false;
    }
    lint_problem_unread(
        lines->problems, &line->place, "line-too-long",
        "the line is longer than httpd reads here (%" APR_SIZE_T_FMT
        " bytes, with its continuations): split it into "
        "several directives",
        most);
    return true;
}

bool lint_lines_next(lint_lines *lines, lint_line *line)
{
    piece taken;

    while (take_piece(lines, &taken)) {
        const char *start = taken.text;

        if (!taken.length) {
            continue;
        }
        line->guard = NULL;
        if (continues(&taken)) {
            read_joint(lines, &taken, line);
        } else {
            read_single(lines, &taken, line);
        }
        if (line->length &&
            !is_too_long(lines, line, (size_t)(lines->at - start))) {
            return true;
        }
    }
    return false;
}

int lint_map_find(const lint_map *map, int at)
{
    int low = 0;
    int high = map->count - 1;

    while (low < high) {
        int middle = low + (high - low + 1) / 2;

        if (map->spans[middle].at <= at) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

lint_place lint_line_place(const lint_line *line, int at)
{
    lint_place place = line->place;

    if (line->map) {
        const lint_span *span = &line->map->spans[lint_map_find(line->map, at)];

        place.line = span->line;
        place.column = span->column + (span->fixed ? 0 : at - span->at);
    } else {
        place.column += at;
    }
    return place;
}
