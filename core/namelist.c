/* SPDX-License-Identifier: Apache-2.0 */
#include "namelist.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "stringset.h"

/* No header name that a person wrote is longer. */
#define NAME_MAX_BYTES 128

struct cors_namelist {
    cors_name_kind kind;
    bool any;
    cors_stringset *names; /* lower case, but for methods */
    const char *joined;
    apr_pool_t *pool;
    cors_hazards hazards;
};

cors_namelist *cors_namelist_create(apr_pool_t *pool, cors_name_kind kind)
{
    cors_namelist *list = apr_pcalloc(pool, sizeof(*list));

    list->kind = kind;
    list->names = cors_stringset_create(pool);
    list->joined = "";
    list->pool = pool;
    list->hazards.pool = pool;
    return list;
}

bool cors_is_token(const char *text)
{
    if (!*text) {
        return false;
    }
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;

        /* The hyphen is in most names. */
        if (byte >= 0x7f || (byte != '-' && !apr_isalnum(byte) &&
                             !strchr("!#$%&'*+.^_`|~", byte))) {
            return false;
        }
    }
    return true;
}

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names && strcasecmp(name, *names) != 0) {
        names++;
    }
    return *names != NULL;
}

static const char *uppered(apr_pool_t *pool, const char *text)
{
    char *copy = apr_pstrdup(pool, text);

    for (char *c = copy; *c; c++) {
        *c = (char)apr_toupper(*c);
    }
    return copy;
}

bool cors_is_forbidden_method(const char *method)
{
    static const char *const forbidden[] = {"CONNECT", "TRACE", "TRACK", NULL};

    return is_one_of(method, forbidden);
}

bool cors_is_forbidden_request_header(const char *name)
{
    static const char *const forbidden[] = {
        "Accept-Charset",
        "Accept-Encoding",
        "Access-Control-Request-Headers",
        "Access-Control-Request-Method",
        "Access-Control-Request-Private-Network",
        "Connection",
        "Content-Length",
        "Cookie",
        "Cookie2",
        "Date",
        "DNT",
        "Expect",
        "Host",
        "Keep-Alive",
        "Origin",
        "Referer",
        "Set-Cookie",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Via",
        NULL};

    return is_one_of(name, forbidden) || strncasecmp(name, "proxy-", 6) == 0 ||
           strncasecmp(name, "sec-", 4) == 0;
}

/* Adds a problem with a method; true when there is none. Methods are case-
 * sensitive, and browsers send `patch` as it is: who writes it in lower case
 * is most likely surprised by that (Fetch standard section 2.2.1). */
static bool check_method(const char *name, const cors_place *place,
                         cors_problems *problems)
{
    static const char *const known[] = {
        "GET",   "HEAD",     "POST",      "PUT",    "DELETE", "OPTIONS",
        "PATCH", "PROPFIND", "PROPPATCH", "COPY",   "MOVE",   "MKCOL",
        "LOCK",  "UNLOCK",   "REPORT",    "SEARCH", NULL};
    const char *upper = uppered(problems->pool, name);

    if (cors_is_forbidden_method(name)) {
        cors_problem_add(problems, place, "method-forbidden", name,
                         "%s is a method that no browser lets a script use; "
                         "take it out",
                         cors_quoted(problems->pool, name));
        return false;
    }
    if (is_one_of(name, known) && strcmp(name, upper) != 0) {
        cors_problem_add(problems, place, "method-case", name,
                         "%s is not the method %s, names of methods are "
                         "case-sensitive; write \"%s\"",
                         cors_quoted(problems->pool, name), upper, upper);
        return false;
    }
    return true;
}

/* The forbidden request-headers, and the response headers that people put here
 * by mistake. */
static bool check_request_header(const char *name, const cors_place *place,
                                 cors_problems *problems)
{
    if (cors_is_forbidden_request_header(name)) {
        cors_problem_add(problems, place, "header-forbidden", name,
                         "%s is a request header that no browser lets a "
                         "script set, so no preflight asks for it; take it out",
                         cors_quoted(problems->pool, name));
        return false;
    }
    if (strncasecmp(name, "access-control-", 15) == 0) {
        cors_problem_add(problems, place, "header-response-only", name,
                         "%s is a response header, which the module sends by "
                         "itself; take it out",
                         cors_quoted(problems->pool, name));
        return false;
    }
    return true;
}

/* The forbidden response-header names (Fetch standard section 2.2.2). */
static bool check_response_header(const char *name, const cors_place *place,
                                  cors_problems *problems)
{
    static const char *const forbidden[] = {"Set-Cookie", "Set-Cookie2", NULL};

    if (is_one_of(name, forbidden)) {
        cors_problem_add(problems, place, "header-forbidden", name,
                         "%s is a response header that no browser shows to a "
                         "script; take it out",
                         cors_quoted(problems->pool, name));
        return false;
    }
    return true;
}

static bool check(cors_name_kind kind, const char *name,
                  const cors_place *place, cors_problems *problems)
{
    if (!cors_is_token(name) || strlen(name) > NAME_MAX_BYTES) {
        cors_problem_add(problems, place, "name-syntax", name,
                         "%s is not a %s name; write names with blanks between "
                         "them, without commas or colons",
                         cors_quoted(problems->pool, name),
                         kind == CORS_NAME_METHOD ? "method" : "header");
        return false;
    }
    switch (kind) {
    case CORS_NAME_METHOD:
        return check_method(name, place, problems);
    case CORS_NAME_REQUEST:
        return check_request_header(name, place, problems);
    case CORS_NAME_RESPONSE:
        break;
    }
    return check_response_header(name, place, problems);
}

/* The bytes under which a name is kept and asked for. */
static void fold(cors_name_kind kind, char *to, const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        to[i] = name[i];
        if (kind != CORS_NAME_METHOD) {
            to[i] = (char)apr_tolower(name[i]);
        }
    }
}

static void add_any(cors_namelist *list, const cors_place *place)
{
    static const cors_hazard_kind hazards[] = {CORS_HAZARD_ANY_METHOD,
                                               CORS_HAZARD_ANY_HEADER,
                                               CORS_HAZARD_ANY_EXPOSED};

    list->any = true;
    cors_hazard_add(&list->hazards, hazards[list->kind], place, "*", NULL);
}

void cors_namelist_add(cors_namelist *list, const cors_place *place, int count,
                       const char *const *names, cors_problems *problems)
{
    for (int i = 0; i < count; i++) {
        char key[NAME_MAX_BYTES];
        size_t length = strlen(names[i]);

        if (strcmp(names[i], "*") == 0) {
            if (list->any) {
                continue;
            }
            add_any(list, place);
        } else if (!check(list->kind, names[i], place, problems)) {
            continue;
        } else {
            fold(list->kind, key, names[i], length);
            if (!cors_stringset_add(list->names, key, length)) {
                continue;
            }
        }
        list->joined = apr_pstrcat(list->pool, list->joined,
                                   *list->joined ? ", " : "", names[i], NULL);
    }
}

bool cors_namelist_any(const cors_namelist *list)
{
    return list->any;
}

bool cors_namelist_has(const cors_namelist *list, const char *name,
                       size_t length)
{
    char key[NAME_MAX_BYTES];

    if (length > sizeof(key)) {
        return false;
    }
    fold(list->kind, key, name, length);
    return cors_stringset_has(list->names, key, length);
}

const char *cors_namelist_joined(const cors_namelist *list)
{
    return list->joined;
}

const cors_hazards *cors_namelist_hazards(const cors_namelist *list)
{
    return &list->hazards;
}
