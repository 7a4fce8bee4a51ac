/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The origins that a policy allows. Filled pattern by pattern when the
 * configuration is read and ready after each; asked on every request, at the
 * same cost for one pattern as for 100,000.
 */
#ifndef CORS_ALLOWLIST_H
#define CORS_ALLOWLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "hazard.h"
#include "origin.h"
#include "problem.h"

typedef struct cors_allowlist cors_allowlist;

/* Origins that are kept elsewhere, in a file or in a database: what the list
 * asks when it has no answer of its own. The program that reads the
 * configuration makes it (cors_source_opener); core does no I/O. */
typedef struct cors_origin_source cors_origin_source;

struct cors_origin_source {
    /* True when the source admits the origin, which is well-formed. context is
     * cors_request's, of the request that asks. Called by any thread. */
    bool (*admits)(void *data, const cors_origin *origin, void *context);
    void *data; /* whatever its maker wants to be told */
};

/* An empty list; its memory is freed with pool. */
cors_allowlist *cors_allowlist_create(apr_pool_t *pool);

/* Adds origin patterns; what is wrong with one is added to problems, and the
 * others are kept. */
void cors_allowlist_add(cors_allowlist *list, const cors_place *place,
                        int count, const char *const *patterns,
                        cors_problems *problems);

/* What became of a pattern. */
typedef enum cors_added {
    CORS_ADDED,
    CORS_ADDED_BEFORE, /* it was on the list already */
    CORS_NOT_ADDED     /* it is no pattern, and a problem says so */
} cors_added;

/* The same for one pattern. scratch is for what is needed on the way; who adds
 * many clears it now and then. */
cors_added cors_allowlist_add_one(cors_allowlist *list, apr_pool_t *scratch,
                                  const cors_place *place, const char *pattern,
                                  cors_problems *problems);

/* Adds regular expressions that must match the whole of an origin. */
void cors_allowlist_add_regex(cors_allowlist *list, const cors_place *place,
                              int count, const char *const *expressions,
                              cors_problems *problems);

/* Adds a source, asked after what the list itself holds and in the order in
 * which they were added. It is borrowed, and lives as long as the list. */
void cors_allowlist_add_source(cors_allowlist *list,
                               const cors_origin_source *source);

/* True when the list admits nothing: it has neither entry nor source. */
bool cors_allowlist_empty(const cors_allowlist *list);

/* True when the list has `*`: every response is for everybody. */
bool cors_allowlist_any(const cors_allowlist *list);

/* True when these very bytes, of which hash is cors_hash_of, are on the list,
 * `null` included. Cheap, and needs no parsing: whatever is on the list is
 * well-formed. */
bool cors_allowlist_has_hashed(const cors_allowlist *list, uint32_t hash,
                               const char *text, size_t length);

/* The same where the hash is not known yet. */
bool cors_allowlist_has_exactly(const cors_allowlist *list, const char *text,
                                size_t length);

/* True when a wildcard, an any-port pattern, a regular expression or a source
 * admits the origin; sources are told the context. */
bool cors_allowlist_admits(const cors_allowlist *list,
                           const cors_origin *origin, void *context);

/* The list's sources, of const cors_origin_source *; NULL for none. */
const apr_array_header_t *cors_allowlist_sources(const cors_allowlist *list);

/* What is dangerous on the list; a source's opener adds to it what is in the
 * source. */
cors_hazards *cors_allowlist_hazards(cors_allowlist *list);

#endif
