/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The databases of CorsCredsOriginDBD, one a virtual host, as mod_dbd is told
 * of them: which of them are the same, and how they have answered this process.
 */
#ifndef CORS_MODULE_DATABASES_H
#define CORS_MODULE_DATABASES_H

#include <apr_sha1.h>
#include "module.h"

typedef struct cors_database {
    /* Of the host and of all that its configuration tells mod_dbd: where it
     * differs, answers may. */
    unsigned char identity[APR_SHA1_DIGESTSIZE];
    /* Seconds, 0 for never; any thread writes them. */
    apr_uint32_t asked_at;
    apr_uint32_t failed_at;
    apr_uint32_t failing_since; /* 0: it answers */
    const char *problem;        /* that it failed with last */
} cors_database;

/* What a status page shows of one. */
typedef struct cors_database_state {
    const char *host;
    apr_time_t asked_at;
    apr_time_t failing_since; /* 0: it answers */
    const char *problem;
} cors_database_state;

/* Gives every virtual host its own, from pconf. */
void cors_databases_make(apr_pool_t *pconf, apr_pool_t *ptemp,
                         server_rec *main_server);

/* It answered. */
void cors_database_answers(cors_database *database);

/* It did not, for a reason that is a literal. */
void cors_database_fails(cors_database *database, const char *problem);

/* True for a second or two after a failure: mod_dbd tells each of its own to
 * the log, and may take long to find out. */
bool cors_database_is_paused(cors_database *database);

/* Those that this process has asked, of cors_database_state, from pool. */
apr_array_header_t *cors_databases_states(apr_pool_t *pool);

#endif
