/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_session with mod_session_cookie: the cookie that carries the session.
 */
#ifndef LINT_MODEL_SESSION_COOKIE_H
#define LINT_MODEL_SESSION_COOKIE_H

#include "lint/model/args.h"

typedef struct lint_session {
    bool enabled, enabled_set;
    const char *name;        /* NULL: no SessionCookieName */
    const char *attributes;  /* all of them; httpd adds its own for "" */
    const lint_place *place; /* of SessionCookieName */
    int max_age;             /* 0: no SessionMaxAge */
    bool max_age_set;
    const char *unknown;
} lint_session;

lint_session *lint_session_create(apr_pool_t *pool);

/* Takes a Session, SessionCookieName or SessionMaxAge in. Returns NULL, or
 * httpd's reason to refuse it. */
const char *lint_session_parse(apr_pool_t *pool, lint_session *session,
                               const lint_args *args);

lint_session *lint_session_merge(apr_pool_t *pool, const lint_session *base,
                                 const lint_session *over);

/* Adds the cookie to err_headers_out. With a SessionMaxAge every response has
 * it; without one, only when something writes to the session. Its text is
 * unknown, and says the form. */
void lint_session_run(lint_request *request, const lint_session *session);

#endif
