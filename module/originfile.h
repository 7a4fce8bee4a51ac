/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CorsCredsOriginFile: a list of origins that follows its file.
 *
 * The file is read when the configuration is, and again when it has changed:
 * each process looks at most once a second, in the course of a request that
 * asks the list. A new version takes the old one's place as a whole, or not at
 * all: what is wrong with it is told once, and the old one stays.
 */
#ifndef CORS_MODULE_ORIGINFILE_H
#define CORS_MODULE_ORIGINFILE_H

#include "module.h"

/* What a status page shows of a file, as this process has it. */
typedef struct cors_originfile_state {
    const char *path;
    int entries;
    apr_time_t read_at;  /* when the version in force was read */
    const char *problem; /* why the file's present version is not; or NULL */
} cors_originfile_state;

/* Opens the file for a directive; path is relative to the ServerRoot. A file
 * that several sections name is read once. Adds to hazards what is dangerous in
 * it, and what is wrong to problems. NULL when it cannot be read at all. The
 * source lives as long as the configuration. */
const cors_origin_source *
cors_originfile_open(cmd_parms *cmd, const cors_place *place, const char *path,
                     cors_hazards *hazards, cors_problems *problems);

/* A policy with these credentials and opt-ins asks the source: no later version
 * may have what that does not permit. Another kind of source is left alone. */
void cors_originfile_permit(const cors_origin_source *source, bool credentials,
                            unsigned unsafe);

/* Hook post_config: tells notes, and files that the children cannot read. */
int cors_originfile_check(apr_pool_t *pconf, apr_pool_t *plog,
                          apr_pool_t *ptemp, server_rec *main_server);

/* The configuration's files, of cors_originfile_state, from pool. */
apr_array_header_t *cors_originfile_states(apr_pool_t *pool);

#endif
