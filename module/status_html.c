/* SPDX-License-Identifier: Apache-2.0 */
#include "status_html.h"

#include <stdarg.h>
#include <string.h>
#include <http_protocol.h>
#include <apr_strings.h>

/* The longest that a byte becomes. */
#define ESCAPED_MAX (sizeof("&quot;") - 1)

static const char *entity(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

const char *cors_html_escaped(apr_pool_t *pool, const char *text)
{
    static const char digits[] = "0123456789abcdef";
    char *escaped = apr_palloc(pool, strlen(text) * ESCAPED_MAX + 1);
    char *end = escaped;

    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        const char *named = entity(*text);

        if (named) {
            end = apr_cpystrn(end, named, ESCAPED_MAX + 1);
        } else if (byte < ' ' || byte > '~') {
            *end++ = '\\';
            *end++ = 'x';
            *end++ = digits[byte >> 4];
            *end++ = digits[byte & 15];
        } else {
            *end++ = *text;
        }
    }
    *end = '\0';
    return escaped;
}

void cors_html(request_rec *r, const char *format, ...)
{
    va_list values;
    const char *sign;

    va_start(values, format);
    while ((sign = strchr(format, '%')) != NULL) {
        ap_rwrite(format, (int)(sign - format), r);
        switch (sign[1]) {
        case 's':
            ap_rputs(cors_html_escaped(r->pool, va_arg(values, const char *)),
                     r);
            break;
        case 'd':
            ap_rprintf(r, "%d", va_arg(values, int));
            break;
        default:
            ap_rputc('%', r);
            break;
        }
        format = sign + 2;
    }
    ap_rputs(format, r);
    va_end(values);
}

const char *cors_html_cut(apr_pool_t *pool, const char *text, size_t most)
{
    if (strlen(text) <= most) {
        return text;
    }
    return apr_pstrcat(pool, apr_pstrmemdup(pool, text, most), "...", NULL);
}

const char *cors_html_time(apr_pool_t *pool, apr_time_t at)
{
    apr_time_exp_t utc;

    apr_time_exp_gmt(&utc, at);
    return apr_psprintf(pool, "%04d-%02d-%02d %02d:%02d:%02d UTC",
                        utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                        utc.tm_hour, utc.tm_min, utc.tm_sec);
}
