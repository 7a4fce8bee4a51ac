/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/browser/safelist.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/namelist.h"
#include "lint/browser/ascii.h"

enum { VALUE_MAX = 128 };

/* The CORS-unsafe request-header bytes. */
static bool has_unsafe_byte(const char *value)
{
    for (; *value; value++) {
        if (((unsigned char)*value < 0x20 && *value != '\t') ||
            strchr("\"():<>?@[\\]{}\x7f", *value)) {
            return true;
        }
    }
    return false;
}

/* Whether it is what stands in Accept-Language and Content-Language. */
static bool is_language(const char *value)
{
    for (; *value; value++) {
        if (!apr_isalnum(*value) && !strchr(" *,-.;=", *value)) {
            return false;
        }
    }
    return true;
}

static bool is_http_space(char byte)
{
    return byte && strchr(" \t\r\n", byte);
}

/* The essence of a MIME type (MIME Sniffing standard section 4.4) is one of
 * the three that a form can send. Parameters do not matter. */
static bool is_form_type(const char *value)
{
    static const char *const types[] = {"application/x-www-form-urlencoded",
                                        "multipart/form-data", "text/plain"};
    size_t length;

    while (is_http_space(*value)) {
        value++;
    }
    length = strcspn(value, ";");
    while (length && is_http_space(value[length - 1])) {
        length--;
    }
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (length == strlen(types[i]) &&
            strncasecmp(value, types[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* The range number as text without leading zeros. */
static const char *skip_zeros(const char *digits, size_t *length)
{
    while (*length > 1 && *digits == '0') {
        digits++;
        --*length;
    }
    return digits;
}

/* A single range, `bytes=5-` or `bytes=5-9`, without blanks; one that names no
 * start is not safelisted. */
static bool is_simple_range(const char *value)
{
    const char *start, *end;
    size_t start_length, end_length;

    if (strncmp(value, "bytes=", 6) != 0) {
        return false;
    }
    start = value + 6;
    start_length = strspn(start, "0123456789");
    if (!start_length || start[start_length] != '-') {
        return false;
    }
    end = start + start_length + 1;
    end_length = strspn(end, "0123456789");
    if (end[end_length]) {
        return false;
    }
    if (!end_length) {
        return true;
    }
    start = skip_zeros(start, &start_length);
    end = skip_zeros(end, &end_length);
    return start_length < end_length ||
           (start_length == end_length &&
            strncmp(start, end, start_length) <= 0);
}

lint_fetch_cause lint_safelist_judge(const char *name, const char *value)
{
    bool type = strcasecmp(name, "Content-Type") == 0;
    bool safe;

    if (type || strcasecmp(name, "Accept") == 0) {
        safe = !has_unsafe_byte(value);
    } else if (strcasecmp(name, "Accept-Language") == 0 ||
               strcasecmp(name, "Content-Language") == 0) {
        safe = is_language(value);
    } else if (strcasecmp(name, "Range") == 0) {
        safe = is_simple_range(value);
    } else {
        return LINT_FETCH_HEADER;
    }
    if (strlen(value) > VALUE_MAX) {
        return LINT_FETCH_HEADER_LONG;
    }
    if (type && !is_form_type(value)) {
        return LINT_FETCH_CONTENT_TYPE;
    }
    return safe ? LINT_FETCH_SIMPLE : LINT_FETCH_HEADER_VALUE;
}

/* Whether one of the values, which commas separate, is a forbidden method. */
static bool names_forbidden_method(apr_pool_t *pool, const char *value)
{
    char *rest = apr_pstrdup(pool, value);
    const char *method;

    while ((method = apr_strtok(rest, ",", &rest))) {
        if (cors_is_forbidden_method(lint_ascii_trim(pool, method))) {
            return true;
        }
    }
    return false;
}

bool lint_safelist_is_forbidden(apr_pool_t *pool, const char *name,
                                const char *value)
{
    if (strcasecmp(name, "X-HTTP-Method") == 0 ||
        strcasecmp(name, "X-HTTP-Method-Override") == 0 ||
        strcasecmp(name, "X-Method-Override") == 0) {
        return names_forbidden_method(pool, value);
    }
    return cors_is_forbidden_request_header(name);
}
