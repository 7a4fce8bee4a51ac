/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/server_own.h"

#include <string.h>
#include "lint/model/list.h"
#include "lint/model/virtual_host.h"

static lint_saying saying_of(const lint_scope_reader *reader,
                             const lint_node *node)
{
    return node->section ? LINT_SAYS_NOTHING
                         : lint_kind_of(reader->kinds, node)->saying;
}

void lint_server_read_names(const lint_scope_reader *reader, lint_host *host,
                            const lint_node *top)
{
    apr_pool_t *pool = reader->pool;

    for (const lint_node *node = top->children; node; node = node->next) {
        lint_saying saying = saying_of(reader, node);
        lint_words words;

        if (saying == LINT_SAYS_NOTHING || saying == LINT_SAYS_PROXY) {
            continue;
        }
        words = lint_words_split_into(pool, reader->scratch, node->args);
        if (words.count == 0) {
            continue;
        }
        if (saying == LINT_SAYS_NAME) {
            lint_virtual_host_read_name(pool, host, words.list[0].text);
            host->unknown = words.list[0].unknown;
        } else if (saying == LINT_SAYS_ALIASES) {
            for (int i = 0; i < words.count; i++) {
                APR_ARRAY_PUSH(host->aliases, const char *) =
                    words.list[i].text;
            }
        } else {
            host->document_root =
                words.list[0].unknown ? NULL : words.list[0].text;
        }
    }
}

static lint_part part_of(const lint_scope_reader *reader, const lint_node *node)
{
    return node->section ? lint_kind_of(reader->kinds, node)->part
                         : LINT_PART_OTHER;
}

/* The ProxyPass lines among nodes: of a server, or of a <Location> with that
 * argument. */
static void read_proxies(const lint_scope_reader *reader, lint_host *host,
                         const apr_array_header_t *nodes, const char *location)
{
    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);

        if (saying_of(reader, node) == LINT_SAYS_PROXY) {
            lint_proxy_read(reader->pool, host->proxies, node, location);
        }
    }
}

/* The pattern of a section: a path, or a regular expression. */
static lint_scope *read_section(const lint_scope_reader *reader,
                                const lint_node *node)
{
    apr_pool_t *pool = reader->pool;
    lint_scope *scope = lint_scope_create(pool, node);
    lint_words words = lint_words_split_into(pool, reader->scratch, node->args);
    int at = words.count > 1 && strcmp(words.list[0].text, "~") == 0;
    const char *error;

    if (words.count <= at) {
        lint_problem_add(
            reader->problems, LINT_ERROR, &node->place, "section-argument",
            "<%s> has no argument; write what it is for", node->name);
        scope->unknown = "its section has no argument";
        return scope;
    }
    if (words.count > at + 1) {
        lint_problem_add(reader->problems, LINT_ERROR, &node->place,
                         "section-argument",
                         "<%s> has more than one argument; write one section "
                         "for each",
                         node->name);
    }
    scope->pattern = words.list[at].text;
    scope->unknown = words.list[at].unknown;
    if ((at || strstr(node->key, "match")) && !scope->unknown) {
        scope->regex = lint_regex_compile(pool, scope->pattern,
                                          LINT_REGEX_DEFAULT, &error);
        if (!scope->regex) {
            lint_problem_add(reader->problems, LINT_ERROR, &node->place,
                             "section-regex", "<%s>: %s", node->name, error);
            scope->unknown = error;
        }
    }
    if (node->maybe && !scope->unknown) {
        scope->unknown = "whether its section is there cannot be told";
    }
    return scope;
}

static void read_sections(const lint_scope_reader *reader, lint_host *host,
                          const apr_array_header_t *nodes)
{
    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);
        lint_part part = part_of(reader, node);
        const apr_array_header_t *inside;
        lint_scope *scope;

        if (part != LINT_PART_DIRECTORY && part != LINT_PART_LOCATION &&
            part != LINT_PART_PROXY) {
            continue;
        }
        scope = read_section(reader, node);
        inside = lint_scope_read(reader, scope, node);
        if (part == LINT_PART_DIRECTORY) {
            APR_ARRAY_PUSH(host->directories, lint_scope *) = scope;
        } else if (part == LINT_PART_LOCATION) {
            APR_ARRAY_PUSH(host->locations, lint_scope *) = scope;
            read_proxies(reader, host, inside, scope->pattern);
        } else {
            APR_ARRAY_PUSH(host->proxied, lint_scope *) = scope;
        }
    }
}

void lint_server_begin_lists(apr_pool_t *pool, lint_host *host)
{
    host->proxies = lint_list_begin(pool, sizeof(lint_proxy));
    host->directories = lint_list_begin(pool, sizeof(lint_scope *));
    host->locations = lint_list_begin(pool, sizeof(lint_scope *));
    host->proxied = lint_list_begin(pool, sizeof(lint_scope *));
}

/* A directive of mod_rewrite anywhere in a virtual host gives that a
 * configuration of the module's, which may inherit the main server's rules. */
static bool mentions_rewriting(const lint_node *top)
{
    for (const lint_node *node = top->children; node; node = node->next) {
        if (strncmp(node->key, "rewrite", 7) == 0 ||
            (strcmp(node->key, "virtualhost") != 0 &&
             mentions_rewriting(node))) {
            return true;
        }
    }
    return false;
}

apr_array_header_t *lint_server_read_own(const lint_scope_reader *reader,
                                         lint_host *host, const lint_node *top)
{
    apr_pool_t *pool = reader->pool;
    apr_array_header_t *others;

    lint_server_begin_lists(pool, host);
    host->base = lint_scope_create(pool, NULL);
    others = lint_scope_read(reader, host->base, top);
    host->setenvif = host->base->setenvif;
    host->mappings = host->base->mappings;
    host->rewrite = host->base->rewrite;
    if (!host->rewrite && mentions_rewriting(top)) {
        host->rewrite = lint_rewrite_create(pool, NULL);
    }
    host->base->setenvif = lint_list_begin(pool, sizeof(lint_setenvif *));
    host->base->mappings = lint_list_begin(pool, sizeof(lint_mapping));
    read_proxies(reader, host, others, NULL);
    read_sections(reader, host, others);
    host->whole = true;
    return others;
}
