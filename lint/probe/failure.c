/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/failure.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/decision.h"

#define ERROR LINT_ERROR
#define WARNING LINT_WARNING
#define NOTE LINT_NOTE

const lint_failure lint_failures[LINT_FAILURES] = {
#define LINT_FAILURE(code, id, part, severity, symptom, cause, remedy, recipe) \
    {id, LINT_PART_##part, severity, symptom, cause, remedy, recipe},
#include "lint/probe/failures.tbl"
#undef LINT_FAILURE
};

const char *lint_part_name(lint_part part)
{
    static const char *const names[] = {"server", "client", "cookie"};

    return names[part];
}

/* Whether a cookie's name is the same in a directive and, but for its dots, in
 * a regular expression. */
static bool is_plain(const char *name)
{
    while (apr_isalnum(*name) || (*name && strchr("_-.", *name))) {
        name++;
    }
    return !*name;
}

/* A cookie's name as CorsCredsCookie has it, or as a regular expression; all
 * cookies for one that neither can have. */
static const char *cookie_text(apr_pool_t *pool, const char *name,
                               bool is_expression)
{
    const char *text = "";

    if (!name || !*name || !is_plain(name)) {
        return is_expression ? "[^=]*" : "*";
    }
    if (!is_expression) {
        return name;
    }
    for (; *name; name++) {
        text =
            apr_psprintf(pool, "%s%s%c", text, *name == '.' ? "\\" : "", *name);
    }
    return text;
}

/* The lines that allow what a preflight asks for, each behind a line feed; ""
 * for nothing that needs one. */
static const char *asked_text(apr_pool_t *pool,
                              const lint_failure_subject *subject,
                              bool is_recipe)
{
    const char *text = "";
    char *names;

    if (!subject->is_preflight) {
        return text;
    }
    if (!cors_is_safelisted_method(subject->method)) {
        text = apr_psprintf(pool,
                            is_recipe ? "\nHeader always set "
                                        "Access-Control-Allow-Methods \"%s\""
                                      : "\nCorsCredsMethods %s",
                            subject->method);
    }
    if (subject->header && *subject->header) {
        names = apr_pstrdup(pool, subject->header);
        for (char *at = names; !is_recipe && *at; at++) {
            *at = *at == ',' ? ' ' : *at;
        }
        text = apr_psprintf(pool,
                            is_recipe ? "%s\nHeader always set "
                                        "Access-Control-Allow-Headers \"%s\""
                                      : "%s\nCorsCredsHeaders %s",
                            text, names);
    }
    return text;
}

/* What stands in the place of a name; NULL for a name that is no place. */
static const char *find(apr_pool_t *pool, const lint_failure_subject *subject,
                        const char *name, bool is_expression)
{
    const char *value = NULL;

    if (strcmp(name, "cookie") == 0) {
        return cookie_text(pool, subject->cookie, is_expression);
    }
    if (strcmp(name, "asked") == 0 || strcmp(name, "asked by Header") == 0) {
        return asked_text(pool, subject, name[strlen("asked")] != '\0');
    }
    if (strcmp(name, "origin") == 0) {
        value = subject->origin;
    } else if (strcmp(name, "method") == 0) {
        value = subject->method;
    } else if (strcmp(name, "header") == 0) {
        value = subject->header;
    } else {
        return NULL;
    }
    return value ? value : "";
}

/* The text of a row with its places filled in. */
static const char *fill(apr_pool_t *pool, const char *text,
                        const lint_failure_subject *subject)
{
    const char *filled = "";
    const char *brace;

    if (!text) {
        return NULL;
    }
    while ((brace = strchr(text, '{'))) {
        size_t length = strcspn(brace + 1, "}");
        const char *name = apr_pstrmemdup(pool, brace + 1, length);
        const char *value =
            find(pool, subject, name, brace > text && brace[-1] == '(');

        filled =
            apr_pstrcat(pool, filled,
                        apr_pstrmemdup(pool, text, (apr_size_t)(brace - text)),
                        value ? value : "{", NULL);
        text = value ? brace + length + 2 : brace + 1;
    }
    return apr_pstrcat(pool, filled, text, NULL);
}

lint_verdict *lint_failure_verdict(apr_pool_t *pool, lint_failure_code code,
                                   const lint_failure_subject *subject,
                                   const char *message)
{
    const lint_failure *row = &lint_failures[code];
    lint_verdict *verdict = apr_pcalloc(pool, sizeof(*verdict));

    verdict->id = row->id;
    verdict->ok = row->severity == LINT_NOTE;
    verdict->part = row->part;
    verdict->severity = row->severity;
    verdict->message = message ? message : row->cause;
    verdict->symptom = fill(pool, row->symptom, subject);
    verdict->cause = row->cause;
    verdict->remedy = fill(pool, row->remedy, subject);
    verdict->recipe = fill(pool, row->recipe, subject);
    return verdict;
}
