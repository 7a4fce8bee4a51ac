/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Candidate origins as they are collected, and the usual ways to vary a host.
 */
#ifndef CORS_CANDIDATE_LIST_H
#define CORS_CANDIDATE_LIST_H

#include <stdbool.h>
#include <apr_hash.h>
#include <apr_pools.h>
#include <apr_tables.h>

/* Strings in the order in which they came, each once, at most `limit`. */
typedef struct cors_candidate_list {
    apr_pool_t *pool;
    apr_array_header_t *texts; /* of const char * */
    apr_hash_t *known;
    int limit;
} cors_candidate_list;

cors_candidate_list *cors_candidate_list_create(apr_pool_t *pool, int limit);

/* Adds a copy of text, unless it is there or there are enough. */
void cors_candidate_list_add(cors_candidate_list *list, const char *text);

/* Adds scheme (with its "://", or "") and authority when they are an origin
 * that a browser may send; false when they are none. */
bool cors_candidate_list_add_origin(cors_candidate_list *list,
                                    const char *scheme, const char *authority);

/* Adds each of the hosts, which are not empty and may begin with a dot, as it
 * is and varied: one variation of every host before the next. */
void cors_candidate_list_vary(cors_candidate_list *list,
                              const cors_candidate_list *hosts);

#endif
