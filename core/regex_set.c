/* SPDX-License-Identifier: Apache-2.0 */
#include "regex_set.h"

#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>

bool cors_byte_set_has(const cors_byte_set *set, unsigned char byte)
{
    return set->words[byte >> 6] >> (byte & 63) & 1;
}

void cors_byte_set_add(cors_byte_set *set, unsigned first, unsigned last)
{
    for (unsigned byte = first; byte <= last && byte < 256; byte++) {
        set->words[byte >> 6] |= UINT64_C(1) << (byte & 63);
    }
}

void cors_byte_set_invert(cors_byte_set *set)
{
    for (int i = 0; i < 4; i++) {
        set->words[i] = ~set->words[i];
    }
}

int cors_byte_set_count(const cors_byte_set *set)
{
    int count = 0;

    /* Most sets have one member or two. */
    for (int i = 0; i < 4; i++) {
        for (uint64_t left = set->words[i]; left; left &= left - 1) {
            count++;
        }
    }
    return count;
}

void cors_byte_set_fold(cors_byte_set *set)
{
    /* Bytes 65 to 90, and 97 to 122: 32 bits further in the same word. */
    const uint64_t capitals = ((UINT64_C(1) << 26) - 1) << ('A' & 63);

    set->words[1] |= (set->words[1] & capitals) << ('a' - 'A');
}

static void join(cors_byte_set *set, const cors_byte_set *more)
{
    for (int i = 0; i < 4; i++) {
        set->words[i] |= more->words[i];
    }
}

/* A kind of bytes that has a name: the letter of its escape, `\d`, or its name
 * in a class, `[:digit:]`. */
typedef struct named_set {
    char letter;
    const char *name;
    const char *ranges; /* first and last byte of each */
} named_set;

static const named_set named_sets[] = {
    {'d', "digit", "09"},     {'w', "word", "azAZ09__"},
    {'s', "space", "\t\r  "}, {'h', "blank", "\t\t  "},
    {'v', NULL, "\n\r"},      {0, "alpha", "azAZ"},
    {0, "alnum", "azAZ09"},   {0, "lower", "az"},
    {0, "upper", "AZ"},       {0, "xdigit", "09afAF"},
    {0, "punct", "!/:@[`{~"}, {0, "print", " ~"},
    {0, "graph", "!~"},       {0, "cntrl", "\001\037\177\177"},
    {0, "ascii", "\001\177"},
};
#define NAMED_SETS (sizeof(named_sets) / sizeof(named_sets[0]))

static void add_ranges(cors_byte_set *set, const char *ranges)
{
    for (; *ranges; ranges += 2) {
        cors_byte_set_add(set, (unsigned char)ranges[0],
                          (unsigned char)ranges[1]);
    }
}

/* The `{…}`, `<…>` or `'…'` at *at, or nothing; moves *at behind it. */
static void skip_bracketed(const char **at)
{
    const char *closing = **at == '{'    ? "}"
                          : **at == '<'  ? ">"
                          : **at == '\'' ? "'"
                                         : NULL;
    const char *end = closing ? strpbrk(*at + 1, closing) : NULL;

    if (end) {
        *at = end + 1;
    }
}

/* \xHH, \x{H…}, \o{O…} and \OOO: at most `digits` of them without braces. */
static unsigned read_number(const char **at, int base, int digits)
{
    char text[4];
    char *end;
    unsigned long value;

    if (**at == '{') {
        value = strtoul(*at + 1, NULL, base);
        skip_bracketed(at);
        return value > 255 ? 255 : (unsigned)value;
    }
    strncpy(text, *at, (size_t)digits);
    text[digits] = '\0';
    if (!apr_isxdigit(text[0])) {
        return 0; /* strtoul would take a sign or a blank */
    }
    value = strtoul(text, &end, base);
    *at += end - text;
    return (unsigned)value & 255;
}

/* \pL, \p{Lu}: letters, digits or, in doubt, anything. */
static void read_property(const char **at, cors_byte_set *set)
{
    const char *kind = *at + (**at == '{');

    if (**at == '{') {
        skip_bracketed(at);
    } else if (**at) {
        (*at)++;
    }
    if (*kind == 'L') {
        add_ranges(set, "azAZ");
    } else if (*kind == 'N') {
        add_ranges(set, "09");
    } else {
        cors_byte_set_add(set, 0, 255);
    }
}

static cors_regex_escape one_byte(cors_byte_set *set, unsigned byte)
{
    cors_byte_set_add(set, byte, byte);
    return CORS_REGEX_ESCAPE_BYTE;
}

/* \d, \W and the like; false when the letter is none of them. */
static bool read_named(char letter, cors_byte_set *set)
{
    for (size_t i = 0; i < NAMED_SETS; i++) {
        if (named_sets[i].letter && (letter | 0x20) == named_sets[i].letter) {
            add_ranges(set, named_sets[i].ranges);
            if (apr_isupper(letter)) {
                cors_byte_set_invert(set);
            }
            return true;
        }
    }
    return false;
}

/* \n and the like, \x and the other codes: the byte, -1 for another letter. */
static int read_code(const char **at, char letter)
{
    static const char controls[] = "t\tn\nr\rf\fe\033a\007";

    for (const char *control = controls; *control; control += 2) {
        if (*control == letter) {
            return control[1];
        }
    }
    switch (letter) {
    case 'x':
        return (int)read_number(at, 16, 2);
    case 'o':
        return (int)read_number(at, 8, 3);
    case '0':
        return (int)read_number(at, 8, 2);
    case 'c':
        return **at ? apr_toupper(*(*at)++) ^ 0x40 : -1;
    default:
        return -1;
    }
}

/* A back reference, \1 or \g{name}: behind its letter. */
static void skip_reference(const char **at)
{
    skip_bracketed(at);
    *at += **at == '-' || **at == '+';
    while (apr_isdigit(**at)) {
        (*at)++;
    }
}

cors_regex_escape cors_regex_escape_read(const char **at, bool in_class,
                                         cors_byte_set *set)
{
    char letter = **at;
    int code;

    memset(set, 0, sizeof(*set));
    if (!letter) {
        return CORS_REGEX_ESCAPE_BAD;
    }
    (*at)++;
    if (letter == 'Q') {
        return CORS_REGEX_ESCAPE_QUOTE;
    }
    if (strchr("NRXC", letter)) {
        cors_byte_set_add(set, 0, 255);
        return CORS_REGEX_ESCAPE_SET;
    }
    if (letter == 'p' || letter == 'P') {
        read_property(at, set);
        if (letter == 'P') {
            cors_byte_set_invert(set);
        }
        return CORS_REGEX_ESCAPE_SET;
    }
    if (in_class && letter == 'b') {
        return one_byte(set, 8);
    }
    if (in_class && apr_isdigit(letter)) {
        --*at;
        return one_byte(set, read_number(at, 8, 3));
    }
    if (strchr("gk123456789", letter)) {
        skip_reference(at);
        return CORS_REGEX_ESCAPE_NOTHING;
    }
    if (strchr("bBAZzGKE", letter)) {
        return CORS_REGEX_ESCAPE_NOTHING;
    }
    if (read_named(letter, set)) {
        return CORS_REGEX_ESCAPE_SET;
    }
    code = read_code(at, letter);
    return one_byte(set, code >= 0 ? (unsigned)code : (unsigned char)letter);
}

/* [:name:] or [:^name:] whose first `:` is at *at; false when it is none. */
static bool read_posix(const char **at, cors_byte_set *set)
{
    const char *name = *at + 1;
    bool negated = *name == '^';

    name += negated;
    for (size_t i = 0; i < NAMED_SETS; i++) {
        size_t length = named_sets[i].name ? strlen(named_sets[i].name) : 0;

        if (length && strncmp(name, named_sets[i].name, length) == 0 &&
            strncmp(name + length, ":]", 2) == 0) {
            cors_byte_set named = {{0, 0, 0, 0}};

            add_ranges(&named, named_sets[i].ranges);
            if (negated) {
                cors_byte_set_invert(&named);
            }
            join(set, &named);
            *at = name + length + 2;
            return true;
        }
    }
    return false;
}

/* One member of a class at *at into *set. BYTE for one that may begin a
 * range. */
static cors_regex_escape read_member(const char **at, cors_byte_set *set)
{
    memset(set, 0, sizeof(*set));
    if (**at == '\\') {
        (*at)++;
        return cors_regex_escape_read(at, true, set);
    }
    if (**at == '[' && (*at)[1] == ':') {
        const char *posix = *at + 1;

        if (read_posix(&posix, set)) {
            *at = posix;
            return CORS_REGEX_ESCAPE_SET;
        }
    }
    return one_byte(set, (unsigned char)*(*at)++);
}

/* The only member, or the least. */
static unsigned first_member(const cors_byte_set *set)
{
    unsigned byte = 0;

    while (byte < 255 && !cors_byte_set_has(set, (unsigned char)byte)) {
        byte++;
    }
    return byte;
}

/* The upper end of a range behind its `-` at *at, into *set; false when the
 * `-` stands for itself. */
static bool read_range_end(const char **at, unsigned from, cors_byte_set *set)
{
    const char *behind = *at + 1;
    cors_byte_set end;

    if (**at != '-' || *behind == ']' || *behind == '\0' ||
        read_member(&behind, &end) != CORS_REGEX_ESCAPE_BYTE) {
        return false;
    }
    cors_byte_set_add(set, from, first_member(&end));
    *at = behind;
    return true;
}

bool cors_regex_class_read(const char **at, cors_byte_set *set, bool *spelled)
{
    bool negated = **at == '^';
    bool first = true;

    *at += negated;
    *spelled = !negated;
    memset(set, 0, sizeof(*set));
    for (; **at != ']' || first; first = false) {
        cors_byte_set member;

        if (!**at) {
            return false;
        }
        switch (read_member(at, &member)) {
        case CORS_REGEX_ESCAPE_BYTE:
            if (read_range_end(at, first_member(&member), &member)) {
                *spelled = false;
            }
            break;
        case CORS_REGEX_ESCAPE_SET:
            *spelled = false;
            break;
        case CORS_REGEX_ESCAPE_NOTHING:
            continue;
        case CORS_REGEX_ESCAPE_QUOTE:
            while (**at && strncmp(*at, "\\E", 2) != 0) {
                one_byte(&member, (unsigned char)*(*at)++);
            }
            break;
        case CORS_REGEX_ESCAPE_BAD:
            return false;
        }
        join(set, &member);
    }
    (*at)++;
    if (negated) {
        cors_byte_set_invert(set);
    }
    return true;
}
