/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What has happened so far, in memory that all processes share: counts for each
 * virtual host, and the origins that were denied last. They survive graceful
 * restarts. Nothing here locks or waits, and no count is torn.
 */
#ifndef CORS_MODULE_COUNTERS_H
#define CORS_MODULE_COUNTERS_H

#include <stdint.h>
#include "denied.h"
#include "module.h"

/* Of one virtual host. */
typedef struct cors_counts {
    uint64_t results[CORS_RESULTS];
    uint64_t preflights; /* whatever came of them */
    uint64_t cookies;    /* Set-Cookie fields that were changed */
} cors_counts;

/* A virtual host as it is shown. */
typedef struct cors_tally {
    const char *name;  /* "api.example.com:443" */
    unsigned namesake; /* how many before it have that name */
    const char *file;  /* where it is configured; NULL for the main server */
    unsigned line;
    cors_counts counts;
} cors_tally;

typedef struct cors_totals {
    apr_time_t since;           /* when httpd was started */
    apr_array_header_t *hosts;  /* of cors_tally, in httpd's order */
    apr_array_header_t *denied; /* of cors_denial, the last one first */
    cors_counts sum;
} cors_totals;

/* Hook post_config: gives each virtual host its counts, those that it had
 * before a graceful restart. */
int cors_counters_share(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                        server_rec *main_server);

/* Counts a decision; a denied origin is remembered. */
void cors_counters_decision(const request_rec *r, const cors_request *facts,
                            const cors_verdict *verdict);

/* Counts cookies that were changed. */
void cors_counters_cookies(const request_rec *r, unsigned count);

/* What is known now, from pool. */
cors_totals cors_counters_read(apr_pool_t *pool, server_rec *main_server);

#endif
