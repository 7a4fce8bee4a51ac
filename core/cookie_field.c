/* SPDX-License-Identifier: Apache-2.0 */
#include "cookie_field.h"

#include <stdint.h>
#include <strings.h>

#define NAME(text)                                                             \
    {                                                                          \
        text, sizeof(text) - 1                                                 \
    }

const cors_cookie_name cors_cookie_attribute_names[CORS_COOKIE_ATTRIBUTES] = {
    NAME("Expires"), NAME("Max-Age"),  NAME("Domain"),   NAME("Path"),
    NAME("Secure"),  NAME("HttpOnly"), NAME("SameSite"), NAME("Partitioned"),
};

const unsigned char cors_cookie_starting_with[32] = {
    ['e' & 31] = CORS_COOKIE_EXPIRES,
    ['m' & 31] = CORS_COOKIE_MAX_AGE,
    ['d' & 31] = CORS_COOKIE_DOMAIN,
    ['p' & 31] = CORS_COOKIE_PATH | CORS_COOKIE_PARTITIONED,
    ['s' & 31] = CORS_COOKIE_SECURE | CORS_COOKIE_SAMESITE,
    ['h' & 31] = CORS_COOKIE_HTTPONLY,
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The bytes from text to end without the blanks on both sides. */
static inline const char *trimmed(const char *text, const char *end,
                                  size_t *length)
{
    while (text < end && is_blank(*text)) {
        text++;
    }
    while (text < end && is_blank(end[-1])) {
        end--;
    }
    *length = (size_t)(end - text);
    return text;
}

static bool is_control(char c)
{
    return ((unsigned char)c < ' ' && c != '\t') || c == 0x7f;
}

#define BLOCK 16
typedef unsigned char block __attribute__((vector_size(BLOCK)));

/* Those of the block's bytes that are controls. */
static inline block controls_in(const char *text)
{
    block bytes;

    memcpy(&bytes, text, BLOCK);
    return (block)(((bytes < ' ') & (bytes != '\t')) | (bytes == 0x7f));
}

/* Section 5.6 step 1: every control but the tab spoils the cookie. A block at a
 * time, the last one over the last bytes, whatever it overlaps: every byte of
 * every cookie comes through here. */
static bool has_control(const char *text, size_t length)
{
    block found = {0};
    uint64_t halves[2];

    if (length < BLOCK) {
        while (length && !is_control(*text)) {
            text++;
            length--;
        }
        return length > 0;
    }
    for (size_t at = 0; at < length - BLOCK; at += BLOCK) {
        found |= controls_in(text + at);
    }
    found |= controls_in(text + length - BLOCK);
    memcpy(halves, &found, sizeof(halves));
    return (halves[0] | halves[1]) != 0;
}

bool cors_cookie_pair_read(const char *field, cors_cookie_pair *pair)
{
    const char *value = field;
    const char *equals;
    size_t length;

    pair->end = strchrnul(field, ';');
    pair->field_end = pair->end + strlen(pair->end);
    if (has_control(field, (size_t)(pair->field_end - field))) {
        return false;
    }
    /* Without a `=` all of the pair is the value of a cookie without a name. */
    pair->name = field;
    pair->name_length = 0;
    equals = memchr(field, '=', (size_t)(pair->end - field));
    if (equals) {
        pair->name = trimmed(field, equals, &pair->name_length);
        value = equals + 1;
    }
    if (pair->name_length && pair->end - field <= CORS_COOKIE_PAIR_MAX) {
        return true;
    }
    trimmed(value, pair->end, &length);
    length += pair->name_length;
    return length > 0 && length <= CORS_COOKIE_PAIR_MAX;
}

/* Reads the value of an attribute with a name of that length. False when the
 * name goes on, or the value is too long to count. */
static bool read_value(cors_cookie_part *part, size_t name_length)
{
    const char *at = part->name + name_length;

    while (at < part->end && is_blank(*at)) {
        at++;
    }
    if (at < part->end && *at++ != '=') {
        return false;
    }
    part->value = trimmed(at, part->end, &part->value_length);
    return part->value_length <= CORS_COOKIE_VALUE_MAX;
}

unsigned cors_cookie_part_identify(cors_cookie_part *part, unsigned wanted)
{
    size_t length = (size_t)(part->end - part->name);

    while (wanted) {
        int index = __builtin_ctz(wanted);
        const cors_cookie_name *known = &cors_cookie_attribute_names[index];

        if (length >= known->length &&
            strncasecmp(part->name, known->text, known->length) == 0) {
            return read_value(part, known->length) ? 1U << index : 0;
        }
        wanted &= wanted - 1;
    }
    return 0;
}
