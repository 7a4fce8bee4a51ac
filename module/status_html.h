/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing html. Text comes in by one way alone, which escapes it: much of what
 * the status page shows was chosen by whoever sends requests.
 */
#ifndef CORS_MODULE_STATUS_HTML_H
#define CORS_MODULE_STATUS_HTML_H

#include <httpd.h>
#include <apr_time.h>

/* Text as it may stand in html, between tags as well as in an attribute's
 * quotes. What is no printable ASCII becomes \xHH, as in httpd's error log: a
 * byte that is invalid, unseen, or that turns the line around is then seen, and
 * so is a letter that only looks like another one. From pool. */
const char *cors_html_escaped(apr_pool_t *pool, const char *text);

/* Writes html: the format is printf's with %s, whose text is escaped, %d and
 * %%, and no other. */
void cors_html(request_rec *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* At most that many bytes of text, and "..." where some are missing. */
const char *cors_html_cut(apr_pool_t *pool, const char *text, size_t most);

/* "2026-11-24 06:30:00 UTC", from pool. */
const char *cors_html_time(apr_pool_t *pool, apr_time_t at);

#endif
