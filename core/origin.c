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
 * past a loose check (Safari sends `https://example.com{.evil.net`). A table,
 * because every byte of every origin that is not on the list passes here. */
static const bool is_host_byte[256] = {
    ['-'] = true, ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true,
    ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true, ['8'] = true,
    ['9'] = true, ['_'] = true, ['a'] = true, ['b'] = true, ['c'] = true,
    ['d'] = true, ['e'] = true, ['f'] = true, ['g'] = true, ['h'] = true,
    ['i'] = true, ['j'] = true, ['k'] = true, ['l'] = true, ['m'] = true,
    ['n'] = true, ['o'] = true, ['p'] = true, ['q'] = true, ['r'] = true,
    ['s'] = true, ['t'] = true, ['u'] = true, ['v'] = true, ['w'] = true,
    ['x'] = true, ['y'] = true, ['z'] = true};

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

/* True when a host that ends in the label at `last` claims to be an address
 * and is none. URL standard section 3.5: a host that ends in a number is an
 * IPv4 address or nothing. */
static bool is_false_address(const char *host, size_t length, const char *last)
{
    const char *digit = last;

    while (digit < host + length && is_digit(*digit)) {
        digit++;
    }
    return (digit == host + length || *digit == '.') && !is_ipv4(host, length);
}

/* The first byte from `at` on that belongs to no host. Four bytes a turn. */
static inline const char *skip_host_bytes(const char *at)
{
    for (;; at += 4) {
        if (!is_host_byte[(unsigned char)at[0]]) {
            return at;
        }
        if (!is_host_byte[(unsigned char)at[1]]) {
            return at + 1;
        }
        if (!is_host_byte[(unsigned char)at[2]]) {
            return at + 2;
        }
        if (!is_host_byte[(unsigned char)at[3]]) {
            return at + 3;
        }
    }
}

/* The length of the name or IPv4 address at host, 0 when it is neither. One
 * trailing dot belongs to a name. */
static size_t name_length(const char *host, int *labels)
{
    const char *at = host;
    const char *label = host; /* where the current label starts */
    const char *last = host;  /* where the last label that has bytes starts */
    size_t length;

    for (;;) {
        at = skip_host_bytes(at);
        if ((size_t)(at - label) - 1 >= LABEL_MAX) {
            /* Too long, or empty: that may be one behind the trailing dot. */
            if (at > label || label == host || *at == '.') {
                return 0;
            }
            break;
        }
        last = label;
        if (*at != '.') {
            break;
        }
        label = ++at;
        ++*labels;
    }
    length = (size_t)(at - host);
    if (length > HOST_MAX ||
        (is_digit(*last) && is_false_address(host, length, last))) {
        return 0;
    }
    return length;
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
    origin->labels = 1;
    origin->hash = 0;
    if (origin->host_at < length && text[origin->host_at] == '[') {
        origin->labels = 0;
        origin->host_length =
            ipv6_length(text + origin->host_at, length - origin->host_at);
    } else {
        origin->host_length =
            name_length(text + origin->host_at, &origin->labels);
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

bool cors_origin_is_own(const char *text, size_t length, bool https,
                        const char *host, unsigned port)
{
    const unsigned default_port = https ? 443 : 80;
    const char *end = text + length;
    size_t host_at = https ? 8 : 7;
    size_t host_bytes;
    bool bracketed;
    unsigned number = 0;

    /* Most are told apart by the host's first byte, and without a call. */
    if (!host || length <= host_at ||
        (text[host_at] != host[0] && text[host_at] != '[') ||
        memcmp(text, https ? "https://" : "http://", host_at) != 0) {
        return false;
    }
    text += host_at;
    bracketed = *text == '[';
    text += bracketed;
    host_bytes = strlen(host);
    if (host_bytes == 0 || (size_t)(end - text) < host_bytes ||
        memcmp(text, host, host_bytes) != 0) {
        return false;
    }
    text += host_bytes;
    if (bracketed != (strchr(host, ':') != NULL) ||
        (bracketed && *text++ != ']')) {
        return false;
    }
    /* httpd strips the dot that makes a name absolute; browsers do not. */
    text += text < end && *text == '.' && !bracketed;
    if (text == end) {
        return port == 0 || port == default_port;
    }
    if (*text++ != ':' || end - text > PORT_DIGITS_MAX) {
        return false;
    }
    while (text < end && is_digit(*text)) {
        number = number * 10 + (unsigned)(*text++ - '0');
    }
    return text == end && number == port && port != 0;
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
