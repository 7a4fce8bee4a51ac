/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_run.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/model/uncertain.h"

enum { NAME, VALUE, DOMAIN, MINUTES, PATH, SECURE, HTTPONLY, SAMESITE, FIELDS };

/* The cookie of that name was made by a rule before: a request makes it once,
 * internal redirects included, which carry err_headers_out on. */
static bool is_made(const lint_request *request, const char *name)
{
    const apr_array_header_t *entries = request->err_headers_out->entries;
    size_t length = strlen(name);

    for (int i = 0; i < entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(entries, i, lint_entry);
        const char *text =
            entry->text.unknown ? entry->text.unknown : entry->text.value;

        if (entry->there == LINT_YES && entry->place &&
            strcasecmp(entry->name, "Set-Cookie") == 0 && text &&
            strncmp(text, name, length) == 0 && text[length] == '=' &&
            strstr(text, "; path=") && strstr(text, "; domain=")) {
            return true;
        }
    }
    return false;
}

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
    if (!fields[DOMAIN] || is_made(request, fields[NAME])) {
        return;
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
    lint_table_add_if(
        request->err_headers_out, "Set-Cookie",
        fields[MINUTES] && atol(fields[MINUTES])
            ? LINT_UNKNOWABLE(apr_pstrcat(
                  pool, cookie, " has a date that depends on the time", NULL))
            : LINT_KNOWN(cookie),
        place, happens);
}
