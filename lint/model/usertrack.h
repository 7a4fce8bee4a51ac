/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_usertrack: the cookie of CookieTracking. A section that says anything
 * replaces all that is said around it, CookieExpires apart.
 */
#ifndef LINT_MODEL_USERTRACK_H
#define LINT_MODEL_USERTRACK_H

#include "lint/model/args.h"

typedef enum lint_usertrack_style {
    LINT_USERTRACK_NETSCAPE,
    LINT_USERTRACK_COOKIE,
    LINT_USERTRACK_COOKIE2
} lint_usertrack_style;

typedef struct lint_usertrack {
    bool enabled, secure, httponly;
    const char *name;
    const char *domain;   /* NULL for none */
    const char *samesite; /* "None"; NULL for none */
    lint_usertrack_style style;
    bool expires;            /* of the server */
    const char *unknown;     /* why a part cannot be told */
    const lint_place *place; /* of CookieTracking */
} lint_usertrack;

/* One of a section (or server) that says nothing yet. */
lint_usertrack *lint_usertrack_create(apr_pool_t *pool);

/* Takes a Cookie* directive in. Returns NULL, or httpd's reason to refuse
 * it. */
const char *lint_usertrack_parse(lint_usertrack *usertrack,
                                 const lint_args *args);

/* Adds the cookie to err_headers_out, unless the request has it. Its value is
 * random: the text is unknown, and says the form. Not for subrequests. */
void lint_usertrack_run(lint_request *request, const lint_usertrack *usertrack);

#endif
