/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/setting.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

static bool is(const lint_node *node, const char *key)
{
    return node->key && strcmp(node->key, key) == 0;
}

static bool is_conditional(const lint_node *node)
{
    return is(node, "if") || is(node, "elseif") || is(node, "else");
}

/* Sections that say how, not where. */
static bool is_passed_over(const lint_node *node)
{
    return is_conditional(node) || is(node, "limit") ||
           is(node, "limitexcept") ||
           (node->key && strncmp(node->key, "require", 7) == 0);
}

const lint_node *lint_setting_section(const lint_node *node)
{
    if (!node->section && node->parent) {
        node = node->parent;
    }
    while (node->parent && is_passed_over(node)) {
        node = node->parent;
    }
    return node;
}

const lint_node *lint_setting_condition(const lint_node *node)
{
    const lint_node *section = node->parent;

    while (section && !is_conditional(section)) {
        section = section->parent;
    }
    return section;
}

const lint_node *lint_setting_server(const lint_node *node)
{
    while (node->parent && !is(node, "virtualhost")) {
        node = node->parent;
    }
    return node;
}

const lint_host *lint_setting_host(const lint_survey *survey,
                                   const lint_node *node)
{
    const lint_node *virtual = lint_setting_server(node);

    for (int i = 0; i < survey->server->hosts->nelts; i++) {
        const lint_host *host =
            APR_ARRAY_IDX(survey->server->hosts, i, const lint_host *);

        if (host->node == virtual) {
            return host;
        }
    }
    return survey->server->main;
}

/* What a section's argument is. */
typedef struct reach {
    bool all;     /* a server */
    bool files;   /* <Files>: a part of everything */
    bool regex;   /* ...Match, or ~ */
    bool on_disk; /* <Directory>: of files, not of URLs */
    const char *text;
} reach;

static reach reach_of(apr_pool_t *pool, const lint_node *section)
{
    lint_words words;
    reach made = {.text = "/"};
    int at;

    if (!section->parent || is(section, "virtualhost")) {
        made.all = true;
        return made;
    }
    words = lint_node_words(pool, section);
    at = words.count > 1 && strcmp(words.list[0].text, "~") == 0;
    made.regex = at || strstr(section->key, "match") != NULL;
    made.files = strncmp(section->key, "files", 5) == 0;
    made.on_disk = strncmp(section->key, "directory", 9) == 0;
    made.text = words.count > at ? words.list[at].text : "";
    return made;
}

static bool is_below(const char *outer, const char *inner)
{
    size_t length = strlen(outer);

    while (length && outer[length - 1] == '/') {
        length--;
    }
    return strncmp(outer, inner, length) == 0 &&
           (inner[length] == '/' || inner[length] == '\0');
}

static bool matches(apr_pool_t *pool, const char *pattern, const char *path)
{
    const char *error;
    lint_regex *regex =
        lint_regex_compile(pool, pattern, LINT_REGEX_DEFAULT, &error);

    return regex && lint_regex_search(regex, path, NULL, &error) == LINT_YES;
}

bool lint_setting_covers(apr_pool_t *pool, const lint_node *outer,
                         const lint_node *inner)
{
    const lint_node *over = lint_setting_section(outer);
    const lint_node *under = lint_setting_section(inner);
    const lint_node *server = lint_setting_server(over);
    const lint_node *up = under;
    reach wide;
    reach narrow;

    if (server->parent && server != lint_setting_server(under)) {
        return false;
    }
    while (up != over && up->parent) {
        up = up->parent;
    }
    if (up == over) {
        return true;
    }
    wide = reach_of(pool, over);
    narrow = reach_of(pool, under);
    if (wide.all || strcmp(wide.text, narrow.text) == 0) {
        return true;
    }
    if (wide.files) {
        return false;
    }
    if (narrow.regex && !wide.regex) {
        /* What a pattern begins with is where it looks. */
        narrow.text += *narrow.text == '^';
        return strncmp(narrow.text, wide.text, strlen(wide.text)) == 0;
    }
    /* Where a <Directory> and a <Location> meet is not told by their text. */
    if (wide.on_disk != narrow.on_disk && !narrow.all) {
        return wide.on_disk || strcmp(wide.text, "/") == 0;
    }
    return wide.regex ? !narrow.all && matches(pool, wide.text, narrow.text)
                      : is_below(wide.text, narrow.text);
}

/* How far in a directive stands: what is merged later counts for more. */
static size_t depth_of(apr_pool_t *pool, const lint_node *node)
{
    const lint_node *section = lint_setting_section(node);
    reach made = reach_of(pool, section);
    size_t depth = lint_setting_server(section)->parent ? 1 : 0;

    if (made.all) {
        return depth;
    }
    /* Directories are merged before files, and files before locations. */
    return depth + 2 + strlen(made.text) +
           (made.on_disk ? 0
            : made.files ? 0x10000U
                         : 0x20000U);
}

const lint_node *lint_setting_find(apr_pool_t *pool,
                                   const apr_array_header_t *nodes,
                                   const lint_node *where)
{
    const lint_node *found = NULL;
    const lint_node *inside = NULL;
    size_t depth = 0;

    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);

        if (lint_setting_covers(pool, node, where)) {
            size_t here = depth_of(pool, node);

            if (!found || here >= depth) {
                found = node;
                depth = here;
            }
        } else if (!inside && lint_setting_covers(pool, where, node)) {
            inside = node;
        }
    }
    return found ? found : inside;
}
