/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the files that a configuration names are on this machine.
 */
#ifndef LINT_CONF_SERVERROOT_H
#define LINT_CONF_SERVERROOT_H

#include <stdbool.h>
#include <apr_pools.h>

typedef struct lint_serverroot {
    const char *here;    /* on this machine; NULL when not known */
    const char *given;   /* where the user says it is; NULL: as written */
    const char *written; /* the text's first ServerRoot; NULL for none */
    bool whole_server;   /* absolute paths are this machine's */
} lint_serverroot;

/* A path below the server root as it is written, on this machine; any other
 * path as it is. */
const char *lint_serverroot_map(apr_pool_t *pool, const lint_serverroot *root,
                                const char *path);

/* A file that the text names, on this machine; NULL when it is not to be looked
 * for: what a fragment names may belong to any machine. */
const char *lint_serverroot_locate(apr_pool_t *pool,
                                   const lint_serverroot *root,
                                   const char *name);

#endif
