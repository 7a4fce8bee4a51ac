/* SPDX-License-Identifier: Apache-2.0 */
#include "status_form.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "core/namelist.h"
#include "core/problem.h"
#include "status_html.h"

/* A field: its name in the query, where it goes, how long it may be, and how
 * the form asks for it. */
typedef struct field {
    const char *name;
    size_t offset;
    size_t most;
    const char *label;
    const char *sample;
    const char *hint;
} field;

#define FIELD(name) #name, offsetof(cors_form, name)

static const field fields[] = {
    {FIELD(url), 2048, "URL", "https://api.example.com/login",
     "Of this server; a path alone is on this virtual host."},
    {FIELD(origin), 512, "Origin", "https://app.example.com",
     "Of the page that sends the request. Empty: no Origin."},
    {FIELD(method), 64, "Method", "GET", "As in fetch()."},
    {FIELD(headers), 2048, "Request headers", "Content-Type, X-CSRF-Token",
     "Names that the page sets itself."},
    {FIELD(cookie), 4096, "Set-Cookie", "session=abc; Path=/; HttpOnly",
     "As the application sends it: shows what becomes of it."},
    {NULL, 0, 0, NULL, NULL, NULL}};

static const char **slot(cors_form *form, const field *of)
{
    return (const char **)(void *)((char *)form + of->offset);
}

static const field *find(const char *name)
{
    for (const field *known = fields; known->name; known++) {
        if (strcmp(known->name, name) == 0) {
            return known;
        }
    }
    return NULL;
}

/* Only the first problem is told: the others may well come from it. */
static void complain(cors_form *form, const char *problem)
{
    if (!form->problem) {
        form->problem = problem;
    }
}

static bool is_printable(const char *text)
{
    while (*text >= ' ' && *text <= '~') {
        text++;
    }
    return *text == '\0';
}

static const char *trimmed(char *text)
{
    size_t length;

    while (*text == ' ') {
        text++;
    }
    length = strlen(text);
    while (length && text[length - 1] == ' ') {
        text[--length] = '\0';
    }
    return text;
}

/* As browsers do before they send a URL. */
static char *percent_encoded(apr_pool_t *pool, const char *url)
{
    char *encoded = apr_palloc(pool, strlen(url) * 3 + 1);
    char *end = encoded;

    for (; *url; url++) {
        unsigned char byte = (unsigned char)*url;

        if (byte <= ' ' || byte > '~' || strchr("\"<>`", byte)) {
            end += apr_snprintf(end, 4, "%%%02X", byte);
        } else {
            *end++ = *url;
        }
    }
    *end = '\0';
    return encoded;
}

/* Takes one "name=value" of the query. */
static void take(request_rec *r, cors_form *form, char *pair)
{
    char *value = strchr(pair, '=');
    const field *known;

    if (value) {
        *value++ = '\0';
    }
    known = find(pair);
    if (!known || !value) {
        complain(form, apr_psprintf(r->pool,
                                    "the query has %s, which is no field of "
                                    "this form; take it out",
                                    cors_quoted(r->pool, pair)));
    } else if (**slot(form, known)) {
        complain(form, apr_psprintf(r->pool,
                                    "the query has the field \"%s\" twice; "
                                    "leave one of them",
                                    known->name));
    } else if (ap_unescape_urlencoded(value) != OK) {
        complain(form, apr_psprintf(r->pool,
                                    "the query's \"%s\" has a percent sign "
                                    "that begins no byte's two digits, or a "
                                    "NUL byte; write a percent sign as %%25",
                                    known->name));
    } else if (strlen(value) > known->most) {
        complain(form, apr_psprintf(r->pool,
                                    "the field \"%s\" has %" APR_SIZE_T_FMT
                                    " bytes; shorten it to %" APR_SIZE_T_FMT,
                                    known->label, strlen(value), known->most));
    } else {
        if (known->offset == offsetof(cors_form, url)) {
            char *url = apr_pstrdup(r->pool, trimmed(value));

            value = percent_encoded(r->pool, url);
        }
        if (is_printable(value)) {
            *slot(form, known) = trimmed(value);
        } else {
            complain(form,
                     apr_psprintf(r->pool,
                                  "the field \"%s\" has %s, and not all of it "
                                  "is printable ASCII; type it again",
                                  known->label, cors_quoted(r->pool, value)));
        }
    }
}

/* fetch() writes these in upper case and leaves others as they are (Fetch
 * standard, "normalize" a method); the last three it does not send. */
static void read_method(request_rec *r, cors_form *form)
{
    static const char *const usual[] = {"DELETE",  "GET",  "HEAD",
                                        "OPTIONS", "POST", "PUT"};
    static const char *const forbidden[] = {"CONNECT", "TRACE", "TRACK"};

    if (!*form->method) {
        form->method = "GET";
        return;
    }
    for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
        if (strcasecmp(form->method, usual[i]) == 0) {
            form->method = usual[i];
        }
    }
    for (size_t i = 0; i < sizeof(forbidden) / sizeof(*forbidden); i++) {
        if (strcasecmp(form->method, forbidden[i]) == 0) {
            complain(form, apr_psprintf(r->pool,
                                        "no browser sends the method \"%s\" "
                                        "for a page; take another one",
                                        forbidden[i]));
        }
    }
    if (!cors_is_token(form->method)) {
        complain(form, apr_psprintf(r->pool,
                                    "%s is no method; write GET, PUT, or the "
                                    "one that the page uses",
                                    cors_quoted(r->pool, form->method)));
    }
}

static int compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Every page may set these without leave, as far as their values are usual
 * (Fetch standard, CORS-safelisted request-header). */
static bool is_safelisted(const char *name)
{
    return strcmp(name, "accept") == 0 ||
           strcmp(name, "accept-language") == 0 ||
           strcmp(name, "content-language") == 0;
}

/* Makes of the names what a browser sends as Access-Control-Request-Headers
 * (Fetch standard, CORS-unsafe request-header names). */
static void read_headers(request_rec *r, cors_form *form)
{
    static const char between[] = ", ";
    char *rest = apr_pstrdup(r->pool, form->headers);
    apr_array_header_t *names = apr_array_make(r->pool, 8, sizeof(char *));
    apr_array_header_t *once = apr_array_make(r->pool, 8, sizeof(char *));
    char *state;

    for (char *name = apr_strtok(rest, between, &state); name;
         name = apr_strtok(NULL, between, &state)) {
        ap_str_tolower(name);
        if (!cors_is_token(name)) {
            complain(form, apr_psprintf(r->pool,
                                        "%s is no header's name; write names "
                                        "alone, with commas between them",
                                        cors_quoted(r->pool, name)));
            return;
        }
        if (!is_safelisted(name)) {
            APR_ARRAY_PUSH(names, const char *) = name;
        }
    }
    qsort(names->elts, (size_t)names->nelts, sizeof(char *), compare);
    for (int i = 0; i < names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(names, i, const char *);

        if (i == 0 || strcmp(name, APR_ARRAY_IDX(names, i - 1, char *)) != 0) {
            APR_ARRAY_PUSH(once, const char *) = name;
        }
    }
    form->headers = apr_array_pstrcat(r->pool, once, ',');
}

cors_form cors_form_read(request_rec *r)
{
    cors_form form = {"", "", "", "", "", NULL};
    char *query = apr_pstrdup(r->pool, r->args ? r->args : "");
    char *state;

    for (char *pair = apr_strtok(query, "&", &state); pair;
         pair = apr_strtok(NULL, "&", &state)) {
        take(r, &form, pair);
    }
    read_method(r, &form);
    read_headers(r, &form);
    return form;
}

void cors_form_write(request_rec *r, const cors_form *form)
{
    cors_form typed = *form;

    cors_html(r, "<form method=\"get\" class=\"card\">\n"
                 "<h2>Try an origin</h2>\n<div class=\"fields\">\n");
    for (const field *known = fields; known->name; known++) {
        cors_html(r,
                  "<p class=\"field %s\"><label for=\"%s\">%s</label>"
                  "<input id=\"%s\" name=\"%s\" value=\"%s\" maxlength=\"%d\" "
                  "placeholder=\"%s\" aria-describedby=\"%s-hint\" "
                  "autocomplete=\"off\" autocapitalize=\"off\" "
                  "spellcheck=\"false\">"
                  "<span class=\"hint\" id=\"%s-hint\">%s</span></p>\n",
                  known->name, known->name, known->label, known->name,
                  known->name, *slot(&typed, known), (int)known->most,
                  known->sample, known->name, known->name, known->hint);
    }
    cors_html(r, "</div>\n<button>Try it</button>\n</form>\n");
}
