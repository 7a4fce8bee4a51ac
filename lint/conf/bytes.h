/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a byte may begin or end. Most lines have nothing of it, and are told by
 * one look.
 */
#ifndef LINT_CONF_BYTES_H
#define LINT_CONF_BYTES_H

enum {
    LINT_BYTE_END = 1,      /* the NUL */
    LINT_BYTE_BLANK = 2,    /* isspace in the C locale */
    LINT_BYTE_QUOTE = 4,    /* " and ' */
    LINT_BYTE_ESCAPE = 8,   /* the backslash */
    LINT_BYTE_DOLLAR = 16,  /* a variable */
    LINT_BYTE_MARK = 32,    /* { and @: a template's value */
    LINT_BYTE_ANGLE = 64,   /* <: a section, and a template's tag */
    LINT_BYTE_PERCENT = 128 /* of ERB */
};

extern const unsigned char lint_bytes[256];

/* The bits of a byte. */
static inline int lint_byte(char byte)
{
    return lint_bytes[(unsigned char)byte];
}

/* The first byte from text on that has one of the bits; LINT_BYTE_END has to be
 * among them. Every byte of a configuration goes through here, so four are
 * looked at in turn. */
static inline const char *lint_bytes_find(const char *text, int bits)
{
    for (;; text += 4) {
        if (lint_byte(text[0]) & bits) {
            return text;
        }
        if (lint_byte(text[1]) & bits) {
            return text + 1;
        }
        if (lint_byte(text[2]) & bits) {
            return text + 2;
        }
        if (lint_byte(text[3]) & bits) {
            return text + 3;
        }
    }
}

#endif
