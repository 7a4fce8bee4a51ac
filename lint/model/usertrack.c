/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/usertrack.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

lint_usertrack *lint_usertrack_create(apr_pool_t *pool)
{
    lint_usertrack *usertrack = apr_pcalloc(pool, sizeof(*usertrack));

    usertrack->name = "Apache";
    return usertrack;
}

static const char *read_flag(const char *value, bool *flag)
{
    *flag = strcasecmp(value, "on") == 0;
    return *flag || strcasecmp(value, "off") == 0
               ? NULL
               : "it is On or Off, write one of them";
}

static const char *read_samesite(lint_usertrack *usertrack, const char *value)
{
    static const char *const values[] = {"Strict", "Lax", "None"};

    for (size_t i = 0; i < 3; i++) {
        if (strcasecmp(value, values[i]) == 0) {
            usertrack->samesite = values[i];
            return NULL;
        }
    }
    return "it is Strict, Lax or None, write one of them";
}

static const char *read_style(lint_usertrack *usertrack, const char *value)
{
    if (strcasecmp(value, "Netscape") == 0) {
        usertrack->style = LINT_USERTRACK_NETSCAPE;
    } else if (strcasecmp(value, "Cookie") == 0 ||
               strcasecmp(value, "RFC2109") == 0) {
        usertrack->style = LINT_USERTRACK_COOKIE;
    } else if (strcasecmp(value, "Cookie2") == 0 ||
               strcasecmp(value, "RFC2965") == 0) {
        usertrack->style = LINT_USERTRACK_COOKIE2;
    } else {
        return "it is Netscape, Cookie or Cookie2, write one of them";
    }
    return NULL;
}

const char *lint_usertrack_parse(lint_usertrack *usertrack,
                                 const lint_args *args)
{
    const char *what = args->directive + strlen("Cookie");
    const char *value = lint_args_at(args, 0).value;

    if (args->count != 1) {
        return "it takes one word, quote a value with blanks";
    }
    if (!value) {
        usertrack->unknown = args->words[0].unknown;
        return NULL;
    }
    if (strcasecmp(what, "Tracking") == 0) {
        usertrack->place = args->place;
        return read_flag(value, &usertrack->enabled);
    }
    if (strcasecmp(what, "Secure") == 0) {
        return read_flag(value, &usertrack->secure);
    }
    if (strcasecmp(what, "HTTPOnly") == 0) {
        return read_flag(value, &usertrack->httponly);
    }
    if (strcasecmp(what, "SameSite") == 0) {
        return read_samesite(usertrack, value);
    }
    if (strcasecmp(what, "Style") == 0) {
        return read_style(usertrack, value);
    }
    if (strcasecmp(what, "Expires") == 0) {
        usertrack->expires = strcmp(value, "0") != 0;
        return NULL;
    }
    if (strcasecmp(what, "Name") == 0) {
        usertrack->name = value;
        return NULL;
    }
    usertrack->domain = value;
    return *value == '.' && strchr(value + 1, '.')
               ? NULL
               : "it begins with a dot and has another one, write "
                 ".example.com";
}

/* The name stands at the front or behind a separator, with a value. */
static bool has_cookie(const char *cookies, const char *name)
{
    size_t length = strlen(name);

    while (*cookies) {
        if (strncmp(cookies, name, length) == 0 && cookies[length] == '=' &&
            cookies[length + 1] && !strchr(";,", cookies[length + 1])) {
            return true;
        }
        cookies += strcspn(cookies, ";,");
        cookies += strspn(cookies, ";, \t");
    }
    return false;
}

void lint_usertrack_run(lint_request *request, const lint_usertrack *usertrack)
{
    lint_text cookies = lint_table_get(request->headers_in, "Cookie");
    bool old = usertrack->style == LINT_USERTRACK_NETSCAPE;
    bool cookie2 = usertrack->style == LINT_USERTRACK_COOKIE2;
    const char *form;

    if (!usertrack->enabled ||
        (cookies.value && has_cookie(cookies.value, usertrack->name))) {
        return;
    }
    form = apr_pstrcat(request->pool, usertrack->name, "=...; path=/",
                       !usertrack->expires ? ""
                       : old               ? "; expires=..."
                                           : "; max-age=...",
                       usertrack->domain ? "; domain=" : "",
                       usertrack->domain ? usertrack->domain : "",
                       usertrack->domain && cookie2 ? "; version=1" : "",
                       usertrack->samesite ? "; SameSite=" : "",
                       usertrack->samesite ? usertrack->samesite : "",
                       usertrack->secure ? "; Secure" : "",
                       usertrack->httponly ? "; HttpOnly" : "", NULL);
    APR_ARRAY_PUSH(request->err_headers_out->entries, lint_entry) =
        (lint_entry){
            cookie2 ? "Set-Cookie2" : "Set-Cookie",
            LINT_UNKNOWABLE(usertrack->unknown ? usertrack->unknown : form),
            usertrack->place, cookies.unknown ? LINT_UNKNOWN : LINT_YES};
}
