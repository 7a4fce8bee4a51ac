/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dates of Expires, RFC 6265bis section 5.1.1.
 *
 * apr_date_parse_rfc does not do: it answers 0 both for what it cannot read
 * and for `Thu, 01 Jan 1970 00:00:00 GMT`, with which most frameworks delete
 * a cookie.
 */
#ifndef CORS_COOKIE_DATE_H
#define CORS_COOKIE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_time.h>

/* Reads the length bytes at text. False when a browser would not take them
 * for a date. What lies before 1970 is given as 0. */
bool cors_cookie_date_parse(const char *text, size_t length, apr_time_t *date);

#endif
