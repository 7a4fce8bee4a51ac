/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values that are fine in one policy and a hole in another. Whether `*` may
 * stand on a list depends on CorsCredsCredentials, which another section may
 * set; so a list remembers what is dangerous on it, and the check comes when
 * the whole policy is known.
 */
#ifndef CORS_HAZARD_H
#define CORS_HAZARD_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "problem.h"

typedef enum cors_hazard_kind {
    CORS_HAZARD_ANY_ORIGIN,      /* `*`, with credentials */
    CORS_HAZARD_ANY_METHOD,      /* likewise */
    CORS_HAZARD_ANY_HEADER,      /* likewise */
    CORS_HAZARD_ANY_EXPOSED,     /* likewise */
    CORS_HAZARD_INSECURE_ORIGIN, /* http, with credentials */
    CORS_HAZARD_PUBLIC_SUFFIX,   /* a wildcard below a public suffix */
    CORS_HAZARD_NULL_ORIGIN,     /* `null` */
    CORS_HAZARD_REGEX            /* to be tried with candidate origins */
} cors_hazard_kind;

/* What CorsCredsUnsafe may name: bits of a set. */
typedef enum cors_unsafe {
    CORS_UNSAFE_INSECURE_ORIGIN = 1,
    CORS_UNSAFE_PUBLIC_SUFFIX = 2,
    CORS_UNSAFE_NULL_ORIGIN = 4
} cors_unsafe;

typedef struct cors_hazard {
    cors_hazard_kind kind;
    cors_place place;
    const char *value;
    const void *subject; /* of REGEX: the cors_regex */
} cors_hazard;

/* The hazards of one list: the array is made with the first of them. */
typedef struct cors_hazards {
    apr_pool_t *pool;
    apr_array_header_t *list; /* of cors_hazard; NULL when there is none */
} cors_hazards;

/* Remembers a hazard; value is copied. */
void cors_hazard_add(cors_hazards *hazards, cors_hazard_kind kind,
                     const cors_place *place, const char *value,
                     const void *subject);

/* Remembers all of another list's, too. */
void cors_hazards_add_all(cors_hazards *hazards, const cors_hazards *more);

/* Adds a problem for each hazard that is one in a policy with these
 * credentials and this set of cors_unsafe bits. */
void cors_hazards_check(const cors_hazards *hazards, bool credentials,
                        unsigned unsafe, cors_problems *problems);

#endif
