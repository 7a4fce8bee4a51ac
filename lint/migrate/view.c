/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/view.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/witness/header_value.h"

typedef struct reader {
    apr_pool_t *pool;
    const lint_answer *answer;
    const char *origin;  /* NULL for none */
    const char *method;  /* that a preflight asks for; NULL */
    const char *headers; /* likewise */
    lint_view *view;
} reader;

static const char *asked(const lint_question *question, const char *name)
{
    return lint_table_get(question->headers, name).value;
}

/* All fields of a name as one list; NULL for none. */
static const char *list_of(reader *r, const char *name)
{
    const apr_array_header_t *entries = r->answer->headers->entries;
    const char *list = NULL;

    for (int i = 0; i < entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(entries, i, lint_entry);

        if (strcasecmp(entry->name, name) != 0) {
            continue;
        }
        r->view->unknown =
            r->view->unknown || entry->there != LINT_YES || !entry->text.value;
        list = list ? apr_pstrcat(r->pool, list, ", ",
                                  lint_text_bytes(entry->text), NULL)
                    : lint_text_bytes(entry->text);
    }
    return list;
}

/* Whether a list has the name; `*` counts for everything but Authorization,
 * and only without credentials. */
static bool permits(const char *list, const char *name, bool method, bool any)
{
    if (!list) {
        return false;
    }
    if (any && lint_list_has(list, "*") &&
        strcasecmp(name, "authorization") != 0) {
        return true;
    }
    return method ? strstr(list, name) && lint_list_has(list, name)
                  : lint_list_has(list, name);
}

static bool is_simple(const char *method)
{
    return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 ||
           strcmp(method, "POST") == 0;
}

/* A request with credentials asks a recipe that has them, and one without
 * asks the others. */
static lint_leave pass(reader *r)
{
    bool any = r->view->leave == LINT_LEAVE_ANONYMOUS;
    const char *methods = list_of(r, "Access-Control-Allow-Methods");
    const char *names = list_of(r, "Access-Control-Allow-Headers");
    const char *wanted = r->headers;
    const char *name;

    if (r->view->status < 200 || r->view->status > 299 ||
        (!is_simple(r->method) && !permits(methods, r->method, true, any))) {
        return LINT_LEAVE_NONE;
    }
    while (wanted && (name = lint_list_next(r->pool, &wanted))) {
        if (!permits(names, name, false, any)) {
            return LINT_LEAVE_NONE;
        }
    }
    return r->view->leave;
}

static void read_leave(reader *r)
{
    const char *allow = list_of(r, "Access-Control-Allow-Origin");
    const char *credentials = list_of(r, "Access-Control-Allow-Credentials");

    r->view->allows = allow != NULL;
    if (!allow || !r->origin) {
        return;
    }
    if (strcmp(allow, "*") == 0) {
        r->view->leave = LINT_LEAVE_ANONYMOUS;
        r->view->barred = credentials && strcmp(credentials, "true") == 0;
    } else if (strcmp(allow, r->origin) == 0) {
        r->view->leave = credentials && strcmp(credentials, "true") == 0
                             ? LINT_LEAVE_CREDENTIALS
                             : LINT_LEAVE_ANONYMOUS;
    } else {
        r->view->fault = apr_psprintf(r->pool, "\"%s\"", allow);
    }
}

/* What is compared to tell whether two answers are the same. */
static void read_fields(reader *r)
{
    const apr_array_header_t *entries = r->answer->headers->entries;
    const char *text = apr_itoa(r->pool, r->view->status);
    const char *cookies = "";

    for (int i = 0; i < entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(entries, i, lint_entry);
        bool cookie = strcasecmp(entry->name, "Set-Cookie") == 0;
        const char *field =
            apr_pstrcat(r->pool, "\n", entry->name, ": ",
                        entry->text.value ? entry->text.value : "?", NULL);

        if (cookie) {
            cookies = apr_pstrcat(r->pool, cookies, field, NULL);
        }
        if (cookie || strncasecmp(entry->name, "Access-Control-", 15) == 0 ||
            strcasecmp(entry->name, "Vary") == 0) {
            text = apr_pstrcat(r->pool, text, field, NULL);
        }
    }
    r->view->cookies = cookies;
    r->view->fields = text;
}

lint_view lint_view_read(apr_pool_t *pool, const lint_question *question,
                         const lint_answer *answer)
{
    lint_view view = {.status = answer->status, .max_age = -1};
    reader r = {pool,
                answer,
                asked(question, "Origin"),
                asked(question, "Access-Control-Request-Method"),
                asked(question, "Access-Control-Request-Headers"),
                &view};
    const char *vary = list_of(&r, "Vary");
    const char *exposed = list_of(&r, "Access-Control-Expose-Headers");
    const char *age = list_of(&r, "Access-Control-Max-Age");

    /* What is not certain of Vary decides nothing. */
    view.unknown = false;
    view.varies =
        vary && (lint_list_has(vary, "Origin") || lint_list_has(vary, "*"));
    view.exposed = exposed ? exposed : "";
    view.max_age = age ? atoi(age) : -1;
    read_leave(&r);
    view.passes = r.method && view.leave ? pass(&r) : view.leave;
    read_fields(&r);
    return view;
}

const char *lint_view_text(apr_pool_t *pool, const lint_view *view)
{
    static const char *const leaves[] = {"not let in", "let in",
                                         "let in with credentials"};

    if (view->leave && !view->passes) {
        return "refused by method, header or status";
    }
    return view->fault ? apr_pstrcat(pool, leaves[view->passes], " by ",
                                     view->fault, NULL)
                       : leaves[view->passes];
}
