/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/live_reading.h"

#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>

/* Bytes of headers: more than any server means to send. */
#define HEADERS_MAX 262144

lint_reading lint_reading_begin(apr_pool_t *pool,
                                const lint_live_request *request,
                                lint_live_answer *answer)
{
    lint_reading r = {.pool = pool,
                      .answer = answer,
                      .room = request->keep < LINT_LIVE_BODY_MAX
                                  ? request->keep
                                  : LINT_LIVE_BODY_MAX,
                      .bodiless = strcmp(request->method, "HEAD") == 0};

    r.body = apr_pcalloc(pool, r.room + 1);
    *answer = (lint_live_answer){.body = r.body};
    return r;
}

/* After a 1xx there comes another one. */
static void take_status(lint_reading *r, const char *line)
{
    const char *blank = strchr(line, ' ');

    r->open = true;
    r->answer->status = blank ? atoi(blank + 1) : 0;
    r->answer->protocol = apr_pstrmemdup(r->pool, line, strcspn(line, " "));
    r->answer->headers = apr_table_make(r->pool, 16);
}

/* A line that begins with a blank goes on with the one before it (RFC 9112
 * section 5.2). */
static void unfold(lint_reading *r, const char *line)
{
    const apr_array_header_t *rows = apr_table_elts(r->answer->headers);

    if (rows->nelts) {
        apr_table_entry_t *last =
            &APR_ARRAY_IDX(rows, rows->nelts - 1, apr_table_entry_t);

        last->val = apr_pstrcat(r->pool, last->val, " ",
                                line + strspn(line, " \t"), NULL);
    }
}

static void take_field(lint_reading *r, char *line)
{
    char *colon = strchr(line, ':');
    char *end = line + strlen(line);

    while (end > line && (end[-1] == ' ' || end[-1] == '\t')) {
        *--end = '\0';
    }
    if (*line == ' ' || *line == '\t') {
        unfold(r, line);
    } else if (colon && colon != line) {
        *colon++ = '\0';
        apr_table_addn(r->answer->headers, line, colon + strspn(colon, " \t"));
    }
}

/* Whether there is a body, or may be one. */
static bool has_body(const lint_reading *r)
{
    const char *length = apr_table_get(r->answer->headers, "Content-Length");

    return !r->bodiless && r->answer->status != 204 &&
           r->answer->status != 304 && !(length && strcmp(length, "0") == 0);
}

size_t lint_reading_header(char *bytes, size_t size, size_t count,
                           void *reading)
{
    lint_reading *r = reading;
    size_t length = size * count;
    char *line;

    r->header_bytes += length;
    if (r->header_bytes > HEADERS_MAX) {
        return 0;
    }
    if (r->complete) {
        return length; /* trailers: no browser takes them for headers */
    }
    line = apr_pstrmemdup(r->pool, bytes, length);
    line[strcspn(line, "\r\n")] = '\0';
    if (!r->open && strncmp(line, "HTTP/", 5) == 0) {
        take_status(r, line);
    } else if (r->open && *line) {
        take_field(r, line);
    } else if (r->open) {
        r->open = false;
        r->complete = r->answer->status >= 200;
        /* Not to wait for a stream of events that nobody wants. */
        return r->complete && !r->room && has_body(r) ? 0 : length;
    }
    return length;
}

size_t lint_reading_body(char *bytes, size_t size, size_t count, void *reading)
{
    lint_reading *r = reading;
    size_t length = size * count;
    size_t left = r->room - r->answer->body_length;
    size_t taken = length < left ? length : left;

    memcpy(r->body + r->answer->body_length, bytes, taken);
    r->answer->body_length += taken;
    r->body[r->answer->body_length] = '\0';
    return taken < length ? 0 : length;
}
