/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Origin patterns: what CorsCredsOrigin takes.
 */
#ifndef CORS_PATTERN_H
#define CORS_PATTERN_H

#include <stdbool.h>
#include <apr_pools.h>
#include "problem.h"

typedef enum cors_pattern_kind {
    CORS_PATTERN_EXACT,
    CORS_PATTERN_SUBDOMAINS, /* a host that starts with a wildcard label */
    CORS_PATTERN_ANY,        /* * */
    CORS_PATTERN_NULL        /* null */
} cors_pattern_kind;

typedef struct cors_pattern {
    cors_pattern_kind kind;
    bool any_port;    /* the port is a wildcard */
    bool insecure;    /* http, and the host is no loopback */
    const char *text; /* as written */
    const char *host; /* of EXACT and SUBDOMAINS, without the `*.` */
    int labels;       /* how many labels host has */
} cors_pattern;

/* Parses one pattern. What is wrong with it is added to problems, with what to
 * write instead, and false returned. The host is from pool. */
bool cors_pattern_parse(apr_pool_t *pool, const cors_place *place,
                        const char *text, cors_pattern *pattern,
                        cors_problems *problems);

#endif
