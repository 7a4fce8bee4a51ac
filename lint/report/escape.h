/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the bytes of a configuration become before they are put into a report.
 * A configuration may come from anybody: whatever stands in it, a report stays
 * one report, and a terminal does not obey it.
 */
#ifndef LINT_REPORT_ESCAPE_H
#define LINT_REPORT_ESCAPE_H

#include <apr_pools.h>

/* For people: every byte of what is not plain (lint_utf8_is_plain) becomes
 * \xNN. Line feeds too: a text is one line. */
const char *lint_escape_plain(apr_pool_t *pool, const char *text);

/* For JSON: valid UTF-8, U+FFFD in the place of bytes that are none. */
const char *lint_escape_utf8(apr_pool_t *pool, const char *text);

/* For an XML 1.0 attribute or text, and for people: as lint_escape_plain, then
 * as references. What XML cannot hold is never plain. */
const char *lint_escape_xml(apr_pool_t *pool, const char *text);

/* A path without "./" in front of it. */
const char *lint_path_trim(const char *path);

/* A path as a URI reference (RFC 3986): trimmed, absolute ones as
 * file://, percent-encoded. */
const char *lint_escape_uri(apr_pool_t *pool, const char *path);

#endif
