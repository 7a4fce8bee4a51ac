/* SPDX-License-Identifier: Apache-2.0 */
#include "origin.h"

#include <string.h>
#include <strings.h>

#define SCHEME_MAX 64
#define HOST_MAX 253
#define LABEL_MAX 63
#define PORT_DIGITS_MAX 5

/* Bytes of a host in an Origin. The URL standard lets a few more through, but
 * no name that was ever registered has them, and each is a known way to slip
 * past a loose check (Safari sends `https://example.com{.evil.net`). */
static bool is_host_byte(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
           byte == '-' || byte == '_';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The length of a scheme that "://" follows, 0 when there is none. */
static size_t scheme_length(const char *text, size_t length)
{
    size_t i = 0;

    if (length > 8 && memcmp(text, "https://", 8) == 0) {
        return 5;
    }
    if (length == 0 || text[0] < 'a' || text[0] > 'z') {
        return 0;
    }
    while (i < length && i <= SCHEME_MAX &&
           ((text[i] >= 'a' && text[i] <= 'z') || is_digit(text[i]) ||
            text[i] == '+' || text[i] == '-' || text[i] == '.')) {
        i++;
    }
    if (i > SCHEME_MAX || length - i < 3 || memcmp(text + i, "://", 3) != 0) {
        return 0;
    }
    return i;
}

/* Four decimal numbers up to 255 without leading zeros: how browsers write
 * every IPv4 address, whatever form was typed. */
static bool is_ipv4(const char *host, size_t length)
{
    size_t i = 0;
    int parts = 0;

    for (;;) {
        int number = 0;
        size_t start = i;

        while (i < length && is_digit(host[i]) && i - start < 4) {
            number = number * 10 + (host[i] - '0');
            i++;
        }
        if (i == start || i - start > 3 || number > 255 ||
            (host[start] == '0' && i - start > 1)) {
            return false;
        }
        if (++parts == 4) {
            return i == length;
        }
        if (i >= length || host[i++] != '.') {
            return false;
        }
    }
}

/* The length of a bracketed IPv6 address at host, 0 when there is none. Only
 * its bytes are looked at: a wrong address is on no list. */
static size_t ipv6_length(const char *host, size_t length)
{
    size_t i = 1;

    while (i < length && (is_digit(host[i]) || host[i] == ':' ||
                          (host[i] >= 'a' && host[i] <= 'f'))) {
        i++;
    }
    return i > 2 && i < length && host[i] == ']' && i <= 40 ? i + 1 : 0;
}

/* The length of the name or IPv4 address at host, 0 when it is neither. One
 * trailing dot belongs to a name. */
static size_t name_length(const char *host, size_t length)
{
    size_t i = 0;
    size_t label = 0; /* where the current label starts */
    size_t last = 0;  /* where the last label that has bytes starts */

    for (; i < length; i++) {
        if (is_host_byte((unsigned char)host[i])) {
            continue;
        }
        if (host[i] != '.') {
            break;
        }
        if (i == label || i - label > LABEL_MAX) {
            return 0;
        }
        last = label;
        label = i + 1;
    }
    if (i == 0 || i > HOST_MAX || i - label > LABEL_MAX) {
        return 0;
    }
    if (i > label) {
        last = label;
    }
    /* URL standard section 3.5: a host that ends in a number is an IPv4
     * address or nothing. */
    if (is_digit(host[last]) && !is_ipv4(host, i)) {
        size_t digits = last;

        while (digits < i && is_digit(host[digits])) {
            digits++;
        }
        if (digits == i || host[digits] == '.') {
            return 0;
        }
    }
    return i;
}

static bool is_default_port(const char *scheme, size_t length, const char *port,
                            size_t digits)
{
    return (length == 5 && memcmp(scheme, "https", 5) == 0 && digits == 3 &&
            memcmp(port, "443", 3) == 0) ||
           (length == 4 && memcmp(scheme, "http", 4) == 0 && digits == 2 &&
            memcmp(port, "80", 2) == 0);
}

/* A port that a browser would write: 1 to 65535, no leading zero. */
static bool is_port(const char *port, size_t digits)
{
    unsigned long number = 0;

    if (digits == 0 || digits > PORT_DIGITS_MAX || port[0] == '0') {
        return false;
    }
    for (size_t i = 0; i < digits; i++) {
        if (!is_digit(port[i])) {
            return false;
        }
        number = number * 10 + (unsigned long)(port[i] - '0');
    }
    return number <= 65535;
}

bool cors_origin_parse(const char *text, size_t length, cors_origin *origin)
{
    size_t scheme, end;

    if (length > CORS_ORIGIN_MAX) {
        return false;
    }
    scheme = scheme_length(text, length);
    if (scheme == 0) {
        return false;
    }
    origin->text = text;
    origin->length = length;
    origin->scheme_length = scheme;
    origin->host_at = scheme + 3;
    origin->port_at = 0;
    if (origin->host_at < length && text[origin->host_at] == '[') {
        origin->host_length =
            ipv6_length(text + origin->host_at, length - origin->host_at);
    } else {
        origin->host_length =
            name_length(text + origin->host_at, length - origin->host_at);
    }
    if (origin->host_length == 0) {
        return false;
    }
    end = origin->host_at + origin->host_length;
    if (end == length) {
        return true;
    }
    origin->port_at = end + 1;
    return text[end] == ':' &&
           is_port(text + origin->port_at, length - origin->port_at) &&
           !is_default_port(text, scheme, text + origin->port_at,
                            length - origin->port_at);
}

bool cors_origin_is_own(const char *text, size_t length, const char *scheme,
                        const char *authority)
{
    size_t scheme_bytes = strlen(scheme);
    size_t authority_bytes, host_bytes;
    const char *colon;

    if (!authority || length < scheme_bytes + 3 ||
        memcmp(text, scheme, scheme_bytes) != 0 ||
        memcmp(text + scheme_bytes, "://", 3) != 0) {
        return false;
    }
    text += scheme_bytes + 3;
    length -= scheme_bytes + 3;
    authority_bytes = strlen(authority);
    if (authority_bytes == length) {
        return strncasecmp(text, authority, length) == 0;
    }
    /* The browser leaves a default port out of Origin; a client may still
     * write it into Host. */
    colon = strrchr(authority, ':');
    host_bytes = colon ? (size_t)(colon - authority) : 0;
    return colon && host_bytes == length &&
           strncasecmp(text, authority, length) == 0 &&
           (colon[1] == '\0' ||
            is_default_port(scheme, scheme_bytes, colon + 1,
                            authority_bytes - host_bytes - 1));
}

bool cors_host_is_loopback(const char *host, size_t length)
{
    static const char name[] = "localhost";
    const size_t name_bytes = sizeof(name) - 1;

    if (length && host[length - 1] == '.') {
        length--;
    }
    if (length >= name_bytes &&
        strncasecmp(host + length - name_bytes, name, name_bytes) == 0) {
        return length == name_bytes || host[length - name_bytes - 1] == '.';
    }
    if (length > 4 && memcmp(host, "127.", 4) == 0) {
        return is_ipv4(host, length);
    }
    return (length == 5 && memcmp(host, "[::1]", 5) == 0) ||
           (length == 3 && memcmp(host, "::1", 3) == 0);
}
