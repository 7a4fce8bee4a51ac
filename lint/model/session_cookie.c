/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/session_cookie.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>

lint_session *lint_session_create(apr_pool_t *pool)
{
    return apr_pcalloc(pool, sizeof(lint_session));
}

/* Cut by mod_session_cookie itself: quotes mean nothing to it. */
static const char *read_name(apr_pool_t *pool, lint_session *session,
                             const lint_args *args)
{
    const char *raw = args->raw.value;
    size_t length;

    if (!raw) {
        session->unknown = args->raw.unknown;
        return NULL;
    }
    raw += strspn(raw, " \t");
    length = strcspn(raw, " \t");
    session->name = apr_pstrmemdup(pool, raw, length);
    session->attributes = raw + length + strspn(raw + length, " \t");
    session->place = args->place;
    return length && !strpbrk(session->name, "=&")
               ? NULL
               : "the cookie has no name, or one with = or &: give it another";
}

const char *lint_session_parse(apr_pool_t *pool, lint_session *session,
                               const lint_args *args)
{
    const char *value = lint_args_at(args, 0).value;

    if (strcasecmp(args->directive, "SessionCookieName") == 0) {
        return read_name(pool, session, args);
    }
    if (args->count != 1) {
        return "it takes one word, write one";
    }
    if (!value) {
        session->unknown = args->words[0].unknown;
        return NULL;
    }
    if (strcasecmp(args->directive, "SessionMaxAge") == 0) {
        session->max_age = atoi(value);
        session->max_age_set = true;
        return session->max_age >= 0
                   ? NULL
                   : "the age is negative, write seconds or 0";
    }
    session->enabled = strcasecmp(value, "on") == 0;
    session->enabled_set = true;
    return session->enabled || strcasecmp(value, "off") == 0
               ? NULL
               : "it is On or Off, write one of them";
}

lint_session *lint_session_merge(apr_pool_t *pool, const lint_session *base,
                                 const lint_session *over)
{
    lint_session *merged = apr_pmemdup(pool, base, sizeof(*base));

    if (over->enabled_set) {
        merged->enabled = over->enabled;
        merged->enabled_set = true;
    }
    if (over->name) {
        merged->name = over->name;
        merged->attributes = over->attributes;
        merged->place = over->place;
    }
    if (over->max_age_set) {
        merged->max_age = over->max_age;
        merged->max_age_set = true;
    }
    merged->unknown = over->unknown ? over->unknown : base->unknown;
    return merged;
}

void lint_session_run(lint_request *request, const lint_session *session)
{
    const char *form;

    if (!session->enabled || (!session->name && !session->unknown)) {
        return;
    }
    form = session->unknown;
    if (!form) {
        form = apr_pstrcat(
            request->pool, session->name, "=...;",
            session->max_age
                ? apr_psprintf(request->pool, "Max-Age=%d;", session->max_age)
                : "",
            *session->attributes ? session->attributes
                                 : "HttpOnly;Secure;Version=1",
            NULL);
    }
    APR_ARRAY_PUSH(request->err_headers_out->entries, lint_entry) =
        (lint_entry){"Set-Cookie", LINT_UNKNOWABLE(form), session->place,
                     session->max_age && !session->unknown ? LINT_YES
                                                           : LINT_UNKNOWN};
}
