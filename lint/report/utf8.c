/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/utf8.h"

#include <stddef.h>

typedef struct range {
    int first;
    int last;
} range;

/* Control characters; those that are not seen, and those that change the
 * direction of what is around them: with them a line reads as another than
 * httpd does. */
static const range hidden[] = {
    {0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},
    {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},
    {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xfffe, 0xffff}, {0xe0000, 0xe0fff}};

/* Combining marks, by the blocks that hold little else. */
static const range combining[] = {
    {0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},   {0x610, 0x61a},
    {0x64b, 0x65f},   {0x6d6, 0x6dc},   {0x93c, 0x93c},   {0x941, 0x948},
    {0x94d, 0x94d},   {0xe31, 0xe31},   {0xe34, 0xe3a},   {0xe47, 0xe4e},
    {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f}};

/* East Asian wide and full-width characters, and emoji. */
static const range wide[] = {
    {0x1100, 0x115f},   {0x2329, 0x232a},   {0x2e80, 0x303e},
    {0x3041, 0xa4cf},   {0xa960, 0xa97f},   {0xac00, 0xd7a3},
    {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},
    {0xffe0, 0xffe6},   {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff},
    {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};

static bool is_among(int code, const range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

#define IS_AMONG(code, ranges)                                                 \
    is_among(code, ranges, sizeof(ranges) / sizeof((ranges)[0]))

/* What the first byte says of the length; 0 when it can be none. C0 and C1
 * begin nothing but overlong forms, F5 and above nothing at all. */
static int length_of(unsigned char byte)
{
    return byte < 0x80                    ? 1
           : byte >= 0xc2 && byte <= 0xdf ? 2
           : byte >= 0xe0 && byte <= 0xef ? 3
           : byte >= 0xf0 && byte <= 0xf4 ? 4
                                          : 0;
}

/* Of ASCII, which nearly all text is, no table is asked. */
static bool is_visible_ascii(int code)
{
    return code >= ' ' && code < 0x7f;
}

lint_character lint_utf8_next(const char *text)
{
    static const int least[] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned char payload[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    unsigned char first = (unsigned char)*text;
    int bytes = length_of(first);
    int code = first & payload[bytes];

    if (!first) {
        return (lint_character){0, 0};
    }
    for (int i = 1; i < bytes; i++) {
        unsigned char byte = (unsigned char)text[i];

        if ((byte & 0xc0) != 0x80) {
            return (lint_character){-1, 1};
        }
        code = code << 6 | (byte & 0x3f);
    }
    if (!bytes || code < least[bytes] || code > 0x10ffff ||
        (code >= 0xd800 && code <= 0xdfff)) {
        return (lint_character){-1, 1};
    }
    return (lint_character){code, bytes};
}

bool lint_utf8_is_plain(int code)
{
    return is_visible_ascii(code) || (code >= 0 && !IS_AMONG(code, hidden));
}

int lint_utf8_width(int code)
{
    return is_visible_ascii(code)      ? 1
           : IS_AMONG(code, combining) ? 0
           : IS_AMONG(code, wide)      ? 2
                                       : 1;
}

int lint_utf8_count(const char *text, int bytes)
{
    int count = 0;

    for (int at = 0; at < bytes && text[at]; count++) {
        at += lint_utf8_next(text + at).bytes;
    }
    return count;
}

int lint_utf8_units(const char *text, int bytes)
{
    int units = 0;

    for (int at = 0; at < bytes && text[at];) {
        lint_character next = lint_utf8_next(text + at);

        units += next.code > 0xffff ? 2 : 1;
        at += next.bytes;
    }
    return units;
}
