/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the user tells about the server that the text does not: all that the
 * resolver takes from outside, so that equal text gives equal answers.
 */
#ifndef LINT_CONF_OPTIONS_H
#define LINT_CONF_OPTIONS_H

#include <stdbool.h>
#include <apr_tables.h>
#include "source.h"

/* Zeroed, it stands for a fragment of an unknown server. */
typedef struct lint_conf_options {
    /* The text is all of the server: what it does not load, define or hold is
     * not there. Otherwise that is unknown, and missing includes are a note. */
    bool whole_server;

    /* A fragment that some <VirtualHost> includes: what it holds gets one
     * around it. One that has virtual hosts of its own, and an .htaccess, are
     * taken as they are. */
    bool vhost_context;

    /* Where the server root is on this machine; NULL to believe ServerRoot.
     * Given, paths below the ServerRoot of the text are looked for here. In a
     * fragment without it, includes are not followed. */
    const char *server_root;

    /* What stands in a file of that path, instead of what is on the disk, where
     * the text includes it or begins there; NULL for none. */
    lint_source *overlay;

    /* Every module counts as loaded: for fragments. */
    bool all_modules;

    /* Modules taken as loaded, "headers_module" or "mod_headers.c"; NULL for
     * none. With a list in a fragment, others are unknown still. */
    const apr_array_header_t *modules; /* of const char * */

    /* Modules taken as not loaded, whatever all_modules says, unless the text
     * loads them; NULL for none. */
    const apr_array_header_t *absent; /* of const char * */

    /* httpd's -D: "NAME" or "NAME=VALUE"; NULL for none. */
    const apr_array_header_t *defines; /* of const char * */

    /* The environment that httpd is started with, for ${NAME}; NULL when it
     * is not known. The linter's own is never looked at. */
    const apr_table_t *environment;

    /* "2.4.68"; NULL when it is not known. */
    const char *httpd_version;
} lint_conf_options;

#endif
