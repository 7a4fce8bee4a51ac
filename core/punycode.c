/* SPDX-License-Identifier: Apache-2.0 */
#include "punycode.h"

/* The parameters of RFC 3492 section 5. */
enum {
    BASE = 36,
    THRESHOLD_MIN = 1,
    THRESHOLD_MAX = 26,
    SKEW = 38,
    DAMP = 700,
    INITIAL_BIAS = 72,
    INITIAL_POINT = 0x80
};

bool cors_utf8_read(const unsigned char **text, const unsigned char *end,
                    uint32_t *point)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    const unsigned char *at = *text;
    uint32_t value = *at++;
    int more = value < 0x80             ? 0
               : (value & 0xe0) == 0xc0 ? 1
               : (value & 0xf0) == 0xe0 ? 2
               : (value & 0xf8) == 0xf0 ? 3
                                        : -1;

    if (more < 0 || end - at < more) {
        return false;
    }
    if (more) {
        value &= 0x3fU >> more;
    }
    for (int i = 0; i < more; i++, at++) {
        if ((*at & 0xc0) != 0x80) {
            return false;
        }
        value = value << 6 | (*at & 0x3fU);
    }
    if (value < least[more] || value > 0x10ffff ||
        (value >= 0xd800 && value <= 0xdfff)) {
        return false;
    }
    *text = at;
    *point = value;
    return true;
}

static char digit(uint32_t value)
{
    return (char)(value < 26 ? 'a' + value : '0' + (value - 26));
}

/* RFC 3492 section 6.1. */
static uint32_t adapted_bias(uint32_t delta, uint32_t count, bool first)
{
    uint32_t steps = 0;

    delta = first ? delta / DAMP : delta / 2;
    delta += delta / count;
    while (delta > ((BASE - THRESHOLD_MIN) * THRESHOLD_MAX) / 2) {
        delta /= BASE - THRESHOLD_MIN;
        steps += BASE;
    }
    return steps + (BASE - THRESHOLD_MIN + 1) * delta / (delta + SKEW);
}

/* Writes delta as a generalised variable-length integer (section 3.3). */
static size_t write_delta(uint32_t delta, uint32_t bias, char *to)
{
    size_t length = 0;

    for (uint32_t k = BASE;; k += BASE) {
        uint32_t threshold = k <= bias                   ? THRESHOLD_MIN
                             : k >= bias + THRESHOLD_MAX ? THRESHOLD_MAX
                                                         : k - bias;

        if (delta < threshold) {
            to[length++] = digit(delta);
            return length;
        }
        to[length++] =
            digit(threshold + (delta - threshold) % (BASE - threshold));
        delta = (delta - threshold) / (BASE - threshold);
    }
}

/* Section 6.3. Nothing overflows 32 bits: delta stays below
 * 0x10ffff * (CORS_PUNYCODE_POINTS_MAX + 1) plus that count. */
size_t cors_punycode_encode(const uint32_t *points, size_t count, char *to)
{
    uint32_t next = INITIAL_POINT, delta = 0, bias = INITIAL_BIAS;
    uint32_t handled = 0, basic;
    size_t length = 0;

    for (size_t i = 0; i < count; i++) {
        if (points[i] < INITIAL_POINT) {
            to[length++] = (char)points[i];
        }
    }
    handled = basic = (uint32_t)length;
    if (basic) {
        to[length++] = '-';
    }
    while (handled < count) {
        uint32_t least = 0x10ffff;

        for (size_t i = 0; i < count; i++) {
            if (points[i] >= next && points[i] < least) {
                least = points[i];
            }
        }
        delta += (least - next) * (handled + 1);
        next = least;
        for (size_t i = 0; i < count; i++) {
            if (points[i] < next) {
                delta++;
            } else if (points[i] == next) {
                length += write_delta(delta, bias, to + length);
                bias = adapted_bias(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }
        }
        delta++;
        next++;
    }
    return length;
}
