/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the server would send: a request's way through httpd's phases.
 */
#ifndef LINT_MODEL_ANSWER_H
#define LINT_MODEL_ANSWER_H

#include "lint/model/server.h"
#include "lint/model/state.h"

/* A request as a client sends it. */
typedef struct lint_question {
    const char *method;
    const char *target; /* path and query, or an absolute URI */
    const char *host;   /* the Host header; NULL for none */
    const char *protocol;
    const lint_table *headers; /* the others, in the order they are sent */
    const char *remote_ip;
    const char *local_ip;
    int local_port;
    bool https;
    int status; /* what the handler answers; 0 to find out */
    /* The file that the URL leads to: aliases and proxies are passed over. NULL
     * to find out. */
    const char *filename;
    /* Of a client that is let in: from an address it may come from, and with a
     * user name when that is asked for. `Require all denied` denies it. */
    bool welcome;
    bool logged_in;
    bool script; /* a script answers: HTTP_* variables are set when headers are
                    made, as ap_add_common_vars does */
    /* The virtual host that answers, when that is known; NULL to find out. */
    const lint_host *chosen;
    bool blind; /* no look at this machine's files: nothing is missing, no
                   .htaccess is read and no index is looked for */
} lint_question;

typedef struct lint_answer {
    int status;
    bool assumed; /* nothing here says what the handler answers: 200 is taken */
    lint_table *headers; /* as they are sent; some may only perhaps be there */
    const apr_array_header_t
        *unknowns;      /* of const char *: why not all is told */
    const char *result; /* CORS_CREDS_RESULT; NULL out of every scope */
    /* The last request of the chain, as it is when its answer has left. */
    const lint_request *request;
    const lint_scope *scope; /* what held for it in the end */
    bool proxied;
    bool handled; /* a handler answered: both lists of mod_headers ran */
} lint_answer;

/* Walks the request through the server. Memory is from pool. */
lint_answer *lint_answer_predict(apr_pool_t *pool, const lint_server *server,
                                 const lint_question *question);

#endif
