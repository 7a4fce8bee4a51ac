/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of names, which are tokens (RFC 9110 section 5.6.2): the methods and
 * the request headers that a preflight may ask for, the response headers that
 * scripts may read.
 */
#ifndef CORS_NAMELIST_H
#define CORS_NAMELIST_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_pools.h>
#include "hazard.h"
#include "problem.h"

/* What the names are, and so which ones are refused. */
typedef enum cors_name_kind {
    CORS_NAME_METHOD,  /* case-sensitive */
    CORS_NAME_REQUEST, /* headers: case-insensitive */
    CORS_NAME_RESPONSE
} cors_name_kind;

typedef struct cors_namelist cors_namelist;

/* An empty list; its memory is freed with pool. */
cors_namelist *cors_namelist_create(apr_pool_t *pool, cors_name_kind kind);

/* Adds names; what is wrong with one is added to problems, and the others are
 * kept. */
void cors_namelist_add(cors_namelist *list, const cors_place *place, int count,
                       const char *const *names, cors_problems *problems);

/* True when the list has `*`. */
bool cors_namelist_any(const cors_namelist *list);

/* True when the name of that many bytes is on the list. */
bool cors_namelist_has(const cors_namelist *list, const char *name,
                       size_t length);

/* The names as they were written, joined with ", "; "" for none. */
const char *cors_namelist_joined(const cors_namelist *list);

/* What is dangerous on the list. */
const cors_hazards *cors_namelist_hazards(const cors_namelist *list);

/* True for a method that no browser lets a script use, in any case of letters
 * (Fetch standard section 2.2.1). */
bool cors_is_forbidden_method(const char *method);

/* True for a request header that no browser lets a script set, whatever its
 * value is (Fetch standard section 2.2.2). */
bool cors_is_forbidden_request_header(const char *name);

/* True when text is a token. */
bool cors_is_token(const char *text);

#endif
