/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/subject.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>

/* Most names are told by their first letter. */
static bool begins(const char *name, char letter)
{
    return name && apr_tolower(*name) == letter;
}

static bool is_cors_header(const lint_header_action *action)
{
    return begins(action->name.value, 'a') &&
           action->list != LINT_HEADER_REQUEST &&
           strncasecmp(action->name.value, "Access-Control-", 15) == 0;
}

static bool is_cookie_header(const lint_header_action *action)
{
    return begins(action->name.value, 's') &&
           action->list != LINT_HEADER_REQUEST &&
           strcasecmp(action->name.value, "Set-Cookie") == 0;
}

static bool has_headers(const apr_array_header_t *headers, int first,
                        bool cookies)
{
    for (int i = first; i < headers->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(headers, i, const lint_header_action *);

        if (is_cors_header(action) || (cookies && is_cookie_header(action))) {
            return true;
        }
    }
    return false;
}

static bool has_origin(const apr_array_header_t *list, int first)
{
    for (int i = first; i < list->nelts; i++) {
        const lint_setenvif *entry =
            APR_ARRAY_IDX(list, i, const lint_setenvif *);

        if ((entry->name && strcasecmp(entry->name, "Origin") == 0) ||
            (entry->condition && strcasestr(entry->condition, "origin"))) {
            return true;
        }
    }
    return false;
}

/* Rules that make a cookie or a variable, which a header may be made of. */
static bool has_rules(const lint_rewrite *rewrite)
{
    for (int i = 0; rewrite && i < rewrite->rules->nelts; i++) {
        const lint_rewrite_rule *rule =
            APR_ARRAY_IDX(rewrite->rules, i, const lint_rewrite_rule *);

        if ((rule->env && rule->env->nelts) ||
            (rule->cookies && rule->cookies->nelts)) {
            return true;
        }
    }
    return false;
}

bool lint_subject_is_in_scope(const lint_scope *scope)
{
    if (has_headers(scope->headers, 0, true) ||
        has_origin(scope->setenvif, 0) || scope->cors ||
        (scope->rewrite && scope->rewrite->directory &&
         has_rules(scope->rewrite))) {
        return true;
    }
    for (int i = 0; scope->ifs && i < scope->ifs->nelts; i++) {
        if (lint_subject_is_in_scope(
                APR_ARRAY_IDX(scope->ifs, i, const lint_scope *))) {
            return true;
        }
    }
    return false;
}

static bool has_policy(const lint_node *top)
{
    for (const lint_node *node = top->children; node; node = node->next) {
        if (node->key[0] == 'c' && !node->section &&
            strncmp(node->key, "corscreds", 9) == 0) {
            return true;
        }
    }
    return false;
}

bool lint_subject_is_in_host(const lint_host *host, const lint_host *outer)
{
    const lint_scope *base = host->base;
    int first = outer && outer->base->ifs ? outer->base->ifs->nelts : 0;

    if (has_headers(base->headers, outer ? outer->base->headers->nelts : 0,
                    true) ||
        has_origin(host->setenvif, outer ? outer->setenvif->nelts : 0) ||
        (host->node ? has_policy(host->node) : base->cors != NULL) ||
        (host->rewrite && (!outer || host->rewrite != outer->rewrite) &&
         has_rules(host->rewrite))) {
        return true;
    }
    for (int i = first; base->ifs && i < base->ifs->nelts; i++) {
        if (lint_subject_is_in_scope(
                APR_ARRAY_IDX(base->ifs, i, const lint_scope *))) {
            return true;
        }
    }
    return false;
}

bool lint_subject_is_header(const lint_header_action *action)
{
    const char *name = action->name.value;

    return action->list != LINT_HEADER_REQUEST &&
           (!name || action->verb == LINT_HEADER_ECHO ||
            is_cors_header(action) || is_cookie_header(action) ||
            (begins(name, 'v') && strcasecmp(name, "Vary") == 0));
}

bool lint_subject_is_own(const lint_host *host, const lint_scope *section)
{
    const lint_node *node = section->node;

    while (node && node->key && strcmp(node->key, "virtualhost") != 0) {
        node = node->parent;
    }
    return host->node ? node == host->node : !node || !node->key;
}

static bool has_any(const lint_scope *scope);

static bool is_in_any(const apr_array_header_t *scopes, int first)
{
    for (int i = first; scopes && i < scopes->nelts; i++) {
        if (has_any(APR_ARRAY_IDX(scopes, i, const lint_scope *))) {
            return true;
        }
    }
    return false;
}

static bool has_header(const apr_array_header_t *headers, int first)
{
    for (int i = first; i < headers->nelts; i++) {
        if (lint_subject_is_header(
                APR_ARRAY_IDX(headers, i, const lint_header_action *))) {
            return true;
        }
    }
    return false;
}

static bool has_any(const lint_scope *scope)
{
    return has_header(scope->headers, 0) || lint_subject_is_in_scope(scope) ||
           is_in_any(scope->files, 0) || is_in_any(scope->ifs, 0);
}

static bool is_in_own(const lint_host *host, const apr_array_header_t *sections)
{
    for (int i = 0; i < sections->nelts; i++) {
        const lint_scope *section =
            APR_ARRAY_IDX(sections, i, const lint_scope *);

        if (lint_subject_is_own(host, section) && has_any(section)) {
            return true;
        }
    }
    return false;
}

static int count_of(const apr_array_header_t *list)
{
    return list ? list->nelts : 0;
}

bool lint_subject_is_anywhere(const lint_host *host, const lint_host *outer)
{
    const lint_scope *base = host->base;
    const lint_scope *above = outer->base;

    return lint_subject_is_in_host(host, outer) ||
           has_header(base->headers, count_of(above->headers)) ||
           is_in_any(base->files, count_of(above->files)) ||
           is_in_any(base->ifs, count_of(above->ifs)) ||
           is_in_own(host, host->directories) ||
           is_in_own(host, host->locations) || is_in_own(host, host->proxied);
}

bool lint_subject_is_cors(const lint_site *site)
{
    for (int i = 0; i < site->scopes->nelts; i++) {
        const lint_scope *scope =
            APR_ARRAY_IDX(site->scopes, i, const lint_scope *);

        if (has_headers(scope->headers, 0, false) || scope->cors) {
            return true;
        }
    }
    return false;
}

static bool speaks_of_backend(const lint_scope *scope)
{
    const char *handler = scope->handler.value;

    return scope->handler.unknown ||
           (handler &&
            (strncmp(handler, "proxy:", 6) == 0 ||
             strcmp(handler, "cgi-script") == 0 ||
             strcmp(handler, "fcgid-script") == 0 ||
             strcmp(handler, "wsgi-script") == 0 || strstr(handler, "php")));
}

bool lint_subject_has_backend(const lint_survey *survey, const lint_site *site)
{
    (void)survey;
    if (site->host->proxies->nelts) {
        return true;
    }
    for (int i = 0; i < site->scopes->nelts; i++) {
        if (speaks_of_backend(
                APR_ARRAY_IDX(site->scopes, i, const lint_scope *))) {
            return true;
        }
    }
    return false;
}
