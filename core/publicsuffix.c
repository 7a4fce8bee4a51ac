/* SPDX-License-Identifier: Apache-2.0 */
#include "publicsuffix.h"

#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <libpsl.h>
#include "origin.h"
#include "punycode.h"

/* No host name is longer; what is, is judged by its last labels. */
#define HOST_MAX 253

/* Another byte that ends a label in what people type, mapped to a dot by
 * UTS 46 (the full-width forms of it are gone after psl_str_to_utf8lower). */
#define IDEOGRAPHIC_FULL_STOP 0x3002

/* A host as libpsl wants it, and where it stands in the caller's text. */
typedef struct lookup {
    char name[HOST_MAX + 1]; /* lower case, without a trailing dot */
    const char *text;        /* what name is a copy of */
} lookup;

/* The list inside libpsl; the file of the distribution where libpsl was built
 * without one. It is loaded once and kept. */
static const psl_ctx_t *suffix_list(void)
{
    static const psl_ctx_t *list;

    if (!list) {
        list = psl_builtin();
    }
    if (!list) {
        list = psl_latest(NULL);
    }
    return list;
}

static void prepare(const char *host, lookup *found)
{
    size_t length = strlen(host);

    if (length && host[length - 1] == '.') {
        length--;
    }
    while (length > HOST_MAX) {
        const char *dot = memchr(host, '.', length);
        const char *rest = dot ? dot + 1 : host + length - HOST_MAX;

        length -= (size_t)(rest - host);
        host = rest;
    }
    for (size_t i = 0; i < length; i++) {
        found->name[i] = (char)apr_tolower(host[i]);
    }
    found->name[length] = '\0';
    found->text = host;
}

/* URL standard section 3.5: a host whose last label is a number is an IPv4
 * address or nothing. */
static bool is_address(const char *name)
{
    const char *last = strrchr(name, '.');

    last = last ? last + 1 : name;
    return strchr(name, ':') || name[0] == '[' ||
           (*last && strspn(last, "0123456789") == strlen(last));
}

static bool is_suffix(const char *name)
{
    const psl_ctx_t *list = suffix_list();

    /* Without any list the default rule is left: one label is a suffix. */
    return list ? psl_is_public_suffix2(list, name, PSL_TYPE_ANY) != 0
                : strchr(name, '.') == NULL;
}

bool cors_is_public_suffix(const char *domain)
{
    lookup found;

    prepare(domain, &found);
    return found.name[0] && !is_address(found.name) &&
           !cors_host_is_loopback(found.name, strlen(found.name)) &&
           is_suffix(found.name);
}

/* Not psl_registrable_domain: it takes the digits of an address for labels,
 * and a trailing dot for one too. */
const char *cors_registrable_domain(const char *host)
{
    lookup found;
    const char *name = found.name;

    prepare(host, &found);
    if (is_address(name) || cors_host_is_loopback(name, strlen(name))) {
        return host;
    }
    if (!*name || is_suffix(name)) {
        return NULL;
    }
    for (;;) {
        const char *dot = strchr(name, '.');

        if (!dot || is_suffix(dot + 1)) {
            return found.text + (name - found.name);
        }
        name = dot + 1;
    }
}

/* Appends one label of count code points to *to; false when it is longer than
 * any label is. */
static bool append_label(const uint32_t *points, size_t count, bool ascii,
                         char **to)
{
    if (ascii) {
        for (size_t i = 0; i < count; i++) {
            *(*to)++ = (char)points[i];
        }
        return true;
    }
    if (count > CORS_PUNYCODE_POINTS_MAX) {
        return false;
    }
    memcpy(*to, "xn--", 4);
    *to += 4;
    *to += cors_punycode_encode(points, count, *to);
    return true;
}

/* The lower-cased host, from pool. Without libpsl's help only ASCII letters
 * are lowered. */
static const char *lowered(apr_pool_t *pool, const char *host)
{
    char *lower = NULL;
    char *copy;

    if (psl_str_to_utf8lower(host, "utf-8", NULL, &lower) == PSL_SUCCESS &&
        lower) {
        copy = apr_pstrdup(pool, lower);
        psl_free_string(lower);
        return copy;
    }
    copy = apr_pstrdup(pool, host);
    for (char *c = copy; *c; c++) {
        *c = (char)apr_tolower(*c);
    }
    return copy;
}

static bool is_utf8(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + strlen(text);
    uint32_t point;

    while (at < end) {
        if (!cors_utf8_read(&at, end, &point)) {
            return false;
        }
    }
    return true;
}

const char *cors_host_to_ascii(apr_pool_t *pool, const char *host)
{
    const unsigned char *at, *end;
    char *ascii, *to;
    uint32_t *points;
    size_t length, count = 0;
    bool plain = true;

    if (!is_utf8(host)) {
        return NULL;
    }
    host = lowered(pool, host);
    length = strlen(host);
    at = (const unsigned char *)host;
    end = at + length;
    points = apr_palloc(pool, (length + 1) * sizeof(*points));
    /* An encoded label has at least two bytes in host for its "xn--", and each
     * further one stands for at most seven. */
    to = ascii = apr_palloc(pool, length * 8 + sizeof("xn--"));
    for (;;) {
        uint32_t point = '.';
        bool ended = at == end;

        if (!ended && !cors_utf8_read(&at, end, &point)) {
            return NULL;
        }
        if (point == '.' || point == IDEOGRAPHIC_FULL_STOP) {
            if (!append_label(points, count, plain, &to)) {
                return NULL;
            }
            count = 0;
            plain = true;
            if (ended) {
                break;
            }
            *to++ = '.';
        } else {
            points[count++] = point;
            plain = plain && point < 0x80;
        }
    }
    *to = '\0';
    return ascii;
}
