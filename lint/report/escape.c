/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/escape.h"

#include <stdbool.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/report/utf8.h"

static const char digits[] = "0123456789ABCDEF";

/* Writes \xNN for each byte. Returns the end. */
static char *put_bytes(char *out, const char *text, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        unsigned char byte = (unsigned char)text[i];

        *out++ = '\\';
        *out++ = 'x';
        *out++ = digits[byte >> 4];
        *out++ = digits[byte & 15];
    }
    return out;
}

static char *put(char *out, const char *text, size_t bytes)
{
    memcpy(out, text, bytes);
    return out + bytes;
}

const char *lint_escape_plain(apr_pool_t *pool, const char *text)
{
    char *escaped = apr_palloc(pool, strlen(text) * 4 + 1);
    char *out = escaped;
    lint_character next;

    while (*text >= ' ' && *text < 0x7f) {
        *out++ = *text++;
    }
    for (; (next = lint_utf8_next(text)).bytes; text += next.bytes) {
        out = lint_utf8_is_plain(next.code) ? put(out, text, (size_t)next.bytes)
                                            : put_bytes(out, text, next.bytes);
    }
    *out = '\0';
    return escaped;
}

const char *lint_escape_utf8(apr_pool_t *pool, const char *text)
{
    char *escaped = apr_palloc(pool, strlen(text) * 3 + 1);
    char *out = escaped;
    lint_character next;

    for (; (next = lint_utf8_next(text)).bytes; text += next.bytes) {
        out = next.code >= 0 ? put(out, text, (size_t)next.bytes)
                             : put(out, "\xef\xbf\xbd", 3);
    }
    *out = '\0';
    return escaped;
}

static const char *reference_of(int code)
{
    switch (code) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\'':
        return "&apos;";
    default:
        return NULL;
    }
}

const char *lint_escape_xml(apr_pool_t *pool, const char *text)
{
    char *escaped = apr_palloc(pool, strlen(text) * 6 + 1);
    char *out = escaped;
    lint_character next;

    for (; (next = lint_utf8_next(text)).bytes; text += next.bytes) {
        const char *reference = reference_of(next.code);

        out = reference ? put(out, reference, strlen(reference))
              : lint_utf8_is_plain(next.code)
                  ? put(out, text, (size_t)next.bytes)
                  : put_bytes(out, text, next.bytes);
    }
    *out = '\0';
    return escaped;
}

const char *lint_path_trim(const char *path)
{
    while (strncmp(path, "./", 2) == 0) {
        path += 1 + strspn(path + 1, "/");
    }
    return path;
}

/* A colon is left out: in the first segment of a relative reference it would
 * end a scheme (RFC 3986, section 4.2). */
static bool stands_in_path(char byte)
{
    return apr_isalnum(byte) || strchr("/-._~!$&'()*+,;=@", byte);
}

const char *lint_escape_uri(apr_pool_t *pool, const char *path)
{
    char *escaped;
    char *out;

    path = lint_path_trim(path);
    out = escaped = apr_palloc(pool, strlen(path) * 3 + 1);
    for (; *path; path++) {
        unsigned char byte = (unsigned char)*path;

        if (byte < 0x80 && stands_in_path(*path)) {
            *out++ = *path;
        } else {
            *out++ = '%';
            *out++ = digits[byte >> 4];
            *out++ = digits[byte & 15];
        }
    }
    *out = '\0';
    return *escaped == '/' ? apr_pstrcat(pool, "file://", escaped, NULL)
                           : escaped;
}
