/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The grammar of Set-Cookie as browsers read it, RFC 6265bis section 5.6:
 * private to the cookie files. Everything here is slices of the field.
 */
#ifndef CORS_COOKIE_FIELD_H
#define CORS_COOKIE_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Section 5.6: a longer name and value are no cookie, a longer attribute value
 * is no attribute. */
#define CORS_COOKIE_PAIR_MAX 4096
#define CORS_COOKIE_VALUE_MAX 1024

/* An attribute that browsers know (section 5.6, and CHIPS): bits of a set, in
 * the order of cors_cookie_attribute_names. */
typedef enum cors_cookie_attribute {
    CORS_COOKIE_EXPIRES = 1 << 0,
    CORS_COOKIE_MAX_AGE = 1 << 1,
    CORS_COOKIE_DOMAIN = 1 << 2,
    CORS_COOKIE_PATH = 1 << 3,
    CORS_COOKIE_SECURE = 1 << 4,
    CORS_COOKIE_HTTPONLY = 1 << 5,
    CORS_COOKIE_SAMESITE = 1 << 6,
    CORS_COOKIE_PARTITIONED = 1 << 7
} cors_cookie_attribute;

#define CORS_COOKIE_ATTRIBUTES 8

typedef struct cors_cookie_name {
    const char *text;
    size_t length;
} cors_cookie_name;

extern const cors_cookie_name
    cors_cookie_attribute_names[CORS_COOKIE_ATTRIBUTES];

/* What comes before the first `;`. */
typedef struct cors_cookie_pair {
    const char *name;
    size_t name_length;
    const char *end;       /* the `;`, or the field's end */
    const char *field_end; /* the NUL */
} cors_cookie_pair;

/* False when a browser would ignore the field: for a control byte anywhere in
 * it, or for what is in its pair. */
bool cors_cookie_pair_read(const char *field, cors_cookie_pair *pair);

/* What stands behind one `;`. */
typedef struct cors_cookie_part {
    const char *name; /* behind the blanks */
    const char *end;  /* the next `;`, or the field's end */
    const char *value;
    size_t value_length;
} cors_cookie_part;

/* Which of the wanted attributes the part is, by its name; 0 for none. Only
 * for one that it is, the value is filled in. */
unsigned cors_cookie_part_identify(cors_cookie_part *part, unsigned wanted);

/* The attributes that begin with a letter, by its lower five bits: most parts
 * are passed over by looking at that byte. */
extern const unsigned char cors_cookie_starting_with[32];

/* Reads the part behind the `;` at `at`, like cors_cookie_part_identify, of a
 * field that ends at field_end. Inline, as it is most of the work on a cookie.
 */
static inline unsigned cors_cookie_part_read(const char *at,
                                             const char *field_end,
                                             unsigned wanted,
                                             cors_cookie_part *part)
{
    const char *end;

    at += at[1] == ' ' ? 2 : 1; /* nearly all have one */
    while (*at == ' ' || *at == '\t') {
        at++;
    }
    end = memchr(at, ';', (size_t)(field_end - at));
    part->name = at;
    part->end = end ? end : field_end;
    wanted &= cors_cookie_starting_with[*at & 31];
    return wanted ? cors_cookie_part_identify(part, wanted) : 0;
}

#endif
