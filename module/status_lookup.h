/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A request that nobody sent, on the virtual host that httpd would give it to.
 */
#ifndef CORS_MODULE_STATUS_LOOKUP_H
#define CORS_MODULE_STATUS_LOOKUP_H

#include <stdbool.h>
#include <httpd.h>

/* Where a URL leads. */
typedef struct cors_target {
    const char *problem;   /* why it leads nowhere, a sentence; else NULL */
    const char *scheme;    /* as typed, or NULL for a path alone */
    const char *host;      /* lower case, IPv6 without brackets; or NULL */
    const char *authority; /* what the Host field says */
    unsigned port;         /* 0 when the URL has none */
    const char *path;      /* with the query */
    server_rec *server;
    conn_rec *connection; /* such as would have led to that server */
    bool named;           /* the server has the host among its names */
} cors_target;

/* Finds where url leads, which is an http or https URL, or a path on the
 * virtual host of r. It is looked for as httpd does, by address, port and name:
 * at the URL's own port, then at that which r came to, because TLS may end in
 * front of this server, and then at any. From r->pool. */
cors_target cors_target_find(request_rec *r, const char *url);

/* A request for target, as it would have come from a client: method, and the
 * origin unless it is NULL. Its other fields are the caller's to add. Of r it
 * has the client's address and User-Agent; neither its cookies nor its
 * authorization. */
request_rec *cors_target_request(request_rec *r, const cors_target *target,
                                 const char *method, const char *origin);

#endif
