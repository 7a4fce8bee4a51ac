/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Punycode, RFC 3492: the encoder alone, for messages that show a host name
 * as browsers write it.
 */
#ifndef CORS_PUNYCODE_H
#define CORS_PUNYCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* More code points than any label has: its encoded form is at most 63 bytes. */
#define CORS_PUNYCODE_POINTS_MAX 63

/* What encoding that many code points may need at the most: RFC 3492 writes
 * each in at most seven digits, and one delimiter. */
#define CORS_PUNYCODE_BYTES_MAX (CORS_PUNYCODE_POINTS_MAX * 7 + 1)

/* Reads one code point at *text, before end, and moves *text behind it. False
 * when the bytes there are not UTF-8 (RFC 3629: no overlong form, no
 * surrogate, nothing above U+10FFFF). */
bool cors_utf8_read(const unsigned char **text, const unsigned char *end,
                    uint32_t *point);

/* Encodes count code points, at most CORS_PUNYCODE_POINTS_MAX, into `to` of
 * CORS_PUNYCODE_BYTES_MAX bytes, without the "xn--". Returns the length. */
size_t cors_punycode_encode(const uint32_t *points, size_t count, char *to);

#endif
