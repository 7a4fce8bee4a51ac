/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_run.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/model/uncertain.h"

enum { NAME, VALUE, DOMAIN, MINUTES, PATH, SECURE, HTTPONLY, SAMESITE, FIELDS };

static bool is_on(const char *field, const char *name)
{
    return field && (strcasecmp(field, "true") == 0 ||
                     strcmp(field, "1") == 0 || strcasecmp(field, name) == 0);
}

void lint_rewrite_cookie(lint_request *request, const char *text,
                         const lint_place *place, lint_truth happens)
{
    apr_pool_t *pool = request->pool;
    /* strtok: empty fields vanish, and the rest moves up. */
    const char *separator = *text == ';' ? ";" : ":";
    char *rest = apr_pstrdup(pool, *text == ';' ? text + 1 : text);
    char *fields[FIELDS] = {NULL};
    const char *cookie;
    const char *secure = "";
    const char *httponly = "";
    const char *samesite = "";
    char *state = NULL;

    for (int i = 0; i < FIELDS; i++) {
        fields[i] = apr_strtok(i ? NULL : rest, separator, &state);
        if (!fields[i]) {
            break;
        }
    }
    if (!fields[DOMAIN] || lint_table_find(request->rules, fields[NAME])) {
        return;
    }
    if (happens == LINT_YES) {
        lint_table_add(request->rules, fields[NAME], LINT_KNOWN(""), place);
    }
    /* A cookie that is not secure never is HttpOnly: httpd's list of pieces
     * ends at the one that is missing. SameSite is added later. */
    if (is_on(fields[SECURE], "secure")) {
        secure = "; secure";
        httponly = is_on(fields[HTTPONLY], "HttpOnly") ? "; HttpOnly" : "";
    }
    if (fields[SAMESITE] && strcmp(fields[SAMESITE], "0") != 0 &&
        strcasecmp(fields[SAMESITE], "false") != 0) {
        samesite = apr_pstrcat(pool, "; SameSite=", fields[SAMESITE], NULL);
    }
    cookie = apr_pstrcat(
        pool, fields[NAME], "=", fields[VALUE],
        "; path=", fields[PATH] ? fields[PATH] : "/",
        "; domain=", fields[DOMAIN],
        fields[MINUTES] && atol(fields[MINUTES]) ? "; expires=..." : "", secure,
        httponly, samesite, NULL);
    while (request->main) {
        request = request->main;
    }
    lint_table_add_if(
        request->err_headers_out, "Set-Cookie",
        fields[MINUTES] && atol(fields[MINUTES])
            ? LINT_UNKNOWABLE(apr_pstrcat(
                  pool, cookie, " has a date that depends on the time", NULL))
            : LINT_KNOWN(cookie),
        place, happens);
}
