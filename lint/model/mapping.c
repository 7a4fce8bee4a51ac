/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/mapping.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>

static int status_of(const char *word)
{
    static const struct {
        const char *word;
        int status;
    } names[] = {
        {"permanent", 301}, {"temp", 302}, {"seeother", 303}, {"gone", 410}};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcasecmp(word, names[i].word) == 0) {
            return names[i].status;
        }
    }
    return apr_isdigit(*word) ? atoi(word) : 0;
}

/* The status that the directive's name or its first word says. */
static int read_status(const lint_node *node, const lint_words *words, int *at)
{
    int status;

    if (strcmp(node->key, "redirectpermanent") == 0) {
        return 301;
    }
    status = words->count ? status_of(words->list[0].text) : 0;
    if (status && strcmp(node->key, "redirecttemp") != 0) {
        (*at)++;
        return status;
    }
    return 302;
}

static bool has_target(const lint_mapping *mapping)
{
    return !mapping->redirect ||
           (mapping->status >= 300 && mapping->status < 400);
}

const char *lint_mapping_read(apr_pool_t *pool, apr_array_header_t *list,
                              const lint_node *node, const char *location)
{
    lint_words words = lint_node_words(pool, node);
    lint_mapping mapping = {.place = &node->place};
    bool regex = strstr(node->key, "match") != NULL;
    const char *error;
    int at = 0, wanted;

    mapping.redirect = strncmp(node->key, "redirect", 8) == 0;
    mapping.script = strncmp(node->key, "script", 6) == 0;
    if (mapping.redirect) {
        mapping.status = read_status(node, &words, &at);
    }
    wanted = 1 + has_target(&mapping);
    if (words.count - at < wanted) {
        if (!location || regex || words.count - at < wanted - 1) {
            return mapping.redirect
                       ? "it takes a path and where it leads; write one such "
                         "as \"Redirect /old https://www.example.com/new\""
                       : "it takes a path and where it leads; write one such "
                         "as \"Alias /static /srv/www/static\"";
        }
        mapping.prefix = location;
    } else if (regex) {
        mapping.regex = lint_regex_compile(pool, words.list[at].text,
                                           LINT_REGEX_DEFAULT, &error);
        if (!mapping.regex) {
            return error;
        }
        at++;
    } else {
        mapping.prefix = words.list[at++].text;
    }
    if (has_target(&mapping)) {
        mapping.target = words.list[at].unknown
                             ? LINT_UNKNOWABLE(words.list[at].unknown)
                             : LINT_KNOWN(words.list[at].text);
    }
    APR_ARRAY_PUSH(list, lint_mapping) = mapping;
    return NULL;
}

/* The bytes of uri that the prefix takes, up to a slash or the end; 0 for
 * none. Slashes of both are merged. */
static size_t matched(const char *uri, const char *prefix)
{
    const char *from = uri;

    while (*prefix) {
        if (*prefix == '/') {
            if (*uri != '/') {
                return 0;
            }
            prefix += strspn(prefix, "/");
            uri += strspn(uri, "/");
        } else if (*prefix++ != *uri++) {
            return 0;
        }
    }
    if (uri > from && uri[-1] != '/' && *uri != '\0' && *uri != '/') {
        return 0;
    }
    return (size_t)(uri - from);
}

static bool applies(apr_pool_t *pool, const lint_mapping *mapping,
                    const char *uri, const char **path)
{
    if (mapping->regex) {
        lint_captures captures;
        const char *why;

        if (lint_regex_search(mapping->regex, uri, &captures, &why) !=
            LINT_YES) {
            return false;
        }
        *path = mapping->target.value
                    ? lint_pregsub(pool, mapping->target.value, uri, &captures)
                    : NULL;
        return true;
    } else {
        size_t bytes = matched(uri, mapping->prefix);

        if (bytes == 0) {
            return false;
        }
        *path = mapping->target.value ? apr_pstrcat(pool, mapping->target.value,
                                                    uri + bytes, NULL)
                                      : NULL;
        return true;
    }
}

const lint_mapping *lint_mapping_find(apr_pool_t *pool,
                                      const apr_array_header_t *list,
                                      const char *uri, bool redirect,
                                      const char **path)
{
    for (int i = 0; i < list->nelts; i++) {
        const lint_mapping *mapping = &APR_ARRAY_IDX(list, i, lint_mapping);

        if (mapping->redirect == redirect &&
            applies(pool, mapping, uri, path)) {
            return mapping;
        }
    }
    return NULL;
}
