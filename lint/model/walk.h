/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which sections hold for a request, and what they say together: httpd's
 * directory, file, location and if walks.
 */
#ifndef LINT_MODEL_WALK_H
#define LINT_MODEL_WALK_H

#include <apr_hash.h>
#include "lint/model/server.h"
#include "lint/model/state.h"

typedef struct lint_walk {
    const lint_server *server;
    const lint_host *host;
    lint_request *request;
    const lint_expr_facts *facts;
    bool sees_files; /* this machine's files are the server's */
    /* What the walk through the directories came to, for requests that this
     * one leads to and that are for a file in the same directory. */
    const char *walked; /* with its slash; NULL for none */
    const lint_scope *inside;
    const apr_array_header_t *inside_held;
    int refused;          /* the status a bad .htaccess ends the request with */
    apr_hash_t *htaccess; /* lint_scope * of those read before, by path */
    /* The sections that hold, of const lint_scope *. */
    apr_array_header_t *held;
} lint_walk;

/* `base` with the <Location> sections for request->uri. */
const lint_scope *lint_walk_locations(lint_walk *walk, const lint_scope *base);

/* `base` with the <Directory> and <Files> sections and the .htaccess files for
 * request->filename, which loses what is path_info. */
const lint_scope *lint_walk_files(lint_walk *walk, const lint_scope *base);

/* `base` with the <Proxy> sections for a proxied URL. */
const lint_scope *lint_walk_proxied(lint_walk *walk, const lint_scope *base,
                                    const char *url);

/* `base` with those of its <If> sections whose condition holds. */
const lint_scope *lint_walk_ifs(lint_walk *walk, const lint_scope *base);

/* What the walk's files share. */

/* `over` on top of `base`, when it can be told whether it holds or not. Each
 * walk merges what it finds, from base NULL on, before that is merged as one:
 * httpd does, and for UnsetEnv that is not the same. */
const lint_scope *lint_walk_merge(lint_walk *walk, const lint_scope *base,
                                  const lint_scope *over);

/* A section of which it cannot be told whether it holds: what it does may or
 * may not happen. */
const lint_scope *lint_walk_doubtful(lint_walk *walk, const lint_scope *scope,
                                     const char *why);

/* `base` with the .htaccess of a directory, whose path ends with a slash, where
 * the override allows it. */
const lint_scope *lint_walk_htaccess(lint_walk *walk, const lint_scope *base,
                                     int override, const char *directory);

/* `base` with all that a walk has found; NULL for nothing. */
const lint_scope *lint_walk_finish(const lint_walk *walk,
                                   const lint_scope *base,
                                   const lint_scope *found);

#endif
