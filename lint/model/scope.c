/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/scope.h"

#include <string.h>
#include "lint/model/kinds.h"
#include "lint/model/list.h"
#include "lint/model/scope_directive.h"

static bool is(const lint_node *node, const char *key)
{
    return strcmp(node->key, key) == 0;
}

/* A scope and its empty lists, as one piece of memory: there are many. */
typedef struct with_lists {
    lint_scope scope;
    apr_array_header_t headers, setenvif, documents, mappings, proxy_cookies;
} with_lists;

static apr_array_header_t *begin(apr_pool_t *pool, apr_array_header_t *list,
                                 size_t size)
{
    list->pool = pool;
    list->elt_size = (int)size;
    return list;
}

lint_scope *lint_scope_create(apr_pool_t *pool, const lint_node *node)
{
    with_lists *made = apr_pcalloc(pool, sizeof(*made));
    lint_scope *scope = &made->scope;

    scope->node = node;
    scope->headers = begin(pool, &made->headers, sizeof(lint_header_action *));
    scope->setenvif = begin(pool, &made->setenvif, sizeof(lint_setenvif *));
    scope->documents =
        begin(pool, &made->documents, sizeof(lint_error_document));
    scope->mappings = begin(pool, &made->mappings, sizeof(lint_mapping));
    scope->proxy_cookies =
        begin(pool, &made->proxy_cookies, sizeof(lint_proxy_cookie));
    scope->directory_slash = LINT_UNSAID;
    scope->error_override = LINT_UNSAID;
    scope->override = LINT_UNSAID;
    return scope;
}

static lint_scope *read_inside(const lint_scope_reader *reader,
                               const lint_node *node);

/* <Files>, <FilesMatch>: a name, or a regular expression after `~`. */
static void read_pattern(const lint_scope_reader *reader, lint_scope *scope,
                         const lint_node *node)
{
    lint_words words =
        lint_words_split_into(reader->pool, reader->scratch, node->args);
    int at = words.count > 1 && strcmp(words.list[0].text, "~") == 0;
    bool regex = at || strstr(node->key, "match");
    const char *error;

    if (words.count <= at) {
        lint_scope_report(reader, node,
                          "its argument is missing; write what it is for");
        return;
    }
    scope->pattern = words.list[at].text;
    scope->unknown = words.list[at].unknown;
    if (regex && !scope->unknown) {
        scope->regex = lint_regex_compile(reader->pool, scope->pattern,
                                          LINT_REGEX_DEFAULT, &error);
        if (!scope->regex) {
            lint_scope_report(reader, node, error);
            scope->unknown = error;
        }
    }
}

static void read_condition(const lint_scope_reader *reader, lint_scope *scope,
                           const lint_node *node)
{
    const char *error;
    int column;
    lint_words words =
        lint_words_split_into(reader->pool, reader->scratch, node->args);

    scope->branch = is(node, "if") ? 0 : is(node, "elseif") ? 1 : 2;
    scope->pattern = "*If";
    scope->unknown = node->unknown;
    if (scope->unknown || (scope->branch == 2 && words.count == 0)) {
        return;
    }
    if (words.count != (scope->branch == 2 ? 0 : 1)) {
        error = scope->branch == 2 ? "it takes no argument; remove that"
                : words.count == 0 ? "its condition is missing; write one"
                                   : "its condition is several words; quote it";
        lint_scope_report(reader, node, error);
        scope->unknown = error;
        return;
    }
    scope->condition = lint_expr_parse(
        reader->pool, words.list[0].text,
        LINT_EXPR_CONDITION | (reader->htaccess ? LINT_EXPR_HTACCESS : 0),
        &error, &column);
    if (!scope->condition) {
        lint_scope_report(reader, node, error);
        scope->unknown = error;
    }
}

static lint_scope *read_inside(const lint_scope_reader *reader,
                               const lint_node *node)
{
    lint_scope *scope = lint_scope_create(reader->pool, node);

    if (is(node, "if") || is(node, "elseif") || is(node, "else")) {
        read_condition(reader, scope, node);
    } else {
        read_pattern(reader, scope, node);
    }
    lint_scope_read(reader, scope, node);
    if (node->maybe && !scope->unknown) {
        scope->unknown = "whether its section is there cannot be told";
    }
    return scope;
}

static void push(apr_pool_t *pool, apr_array_header_t **list, lint_scope *scope)
{
    if (!*list) {
        *list = apr_array_make(pool, 2, sizeof(lint_scope *));
    }
    APR_ARRAY_PUSH(*list, lint_scope *) = scope;
}

/* An <Else> belongs to the <If> or <ElseIf> that is the last one before it. */
static void add_if(const lint_scope_reader *reader, lint_scope *scope,
                   const lint_node *node)
{
    lint_scope *inside = read_inside(reader, node);
    const lint_scope *last =
        scope->ifs ? APR_ARRAY_IDX(scope->ifs, scope->ifs->nelts - 1,
                                   const lint_scope *)
                   : NULL;

    if (inside->branch != 0 && (!last || last->branch == 2)) {
        lint_scope_report(reader, node,
                          "no <If> or <ElseIf> stands before it in the same "
                          "section; write <If> there");
    }
    push(reader->pool, &scope->ifs, inside);
}

/* <Limit>, <LimitExcept>: Header and the like in it hold for every method, and
 * only Require goes by theirs. */
static void read_limited(const lint_scope_reader *reader, lint_scope *scope,
                         const lint_node *node)
{
    lint_access *outside = scope->access;
    lint_access *inside;
    lint_scope_reader limited = *reader;

    limited.limited = true;
    scope->access = NULL;
    lint_scope_read(&limited, scope, node);
    inside = scope->access;
    scope->access = outside;
    if (!inside) {
        return;
    }
    if (!scope->access) {
        scope->access = lint_access_create(reader->pool);
    }
    lint_access_limit(reader->pool, scope->access, inside,
                      lint_node_words(reader->pool, node),
                      is(node, "limitexcept"));
}

apr_array_header_t *lint_scope_read(const lint_scope_reader *reader,
                                    lint_scope *scope, const lint_node *top)
{
    apr_array_header_t *others =
        lint_list_begin(reader->scratch, sizeof(const lint_node *));

    for (const lint_node *node = top->children; node; node = node->next) {
        const lint_kind *kind = lint_kind_of(reader->kinds, node);

        if (reader->refuses && reader->refuses(reader, node)) {
            continue;
        }
        if (!scope->node && kind->for_sections) {
            lint_scope_report(reader, node,
                              "it is not allowed outside of a section; put it "
                              "into a <Directory> or <Location>");
        } else if (!node->section || kind->part == LINT_PART_REQUIRE) {
            lint_scope_read_directive(reader, scope, node);
            if (kind->saying != LINT_SAYS_NOTHING) {
                APR_ARRAY_PUSH(others, const lint_node *) = node;
            }
        } else if (kind->part == LINT_PART_FILES) {
            push(reader->pool, &scope->files, read_inside(reader, node));
        } else if (kind->part == LINT_PART_IF) {
            add_if(reader, scope, node);
        } else if (kind->part == LINT_PART_LIMIT) {
            read_limited(reader, scope, node);
        } else {
            APR_ARRAY_PUSH(others, const lint_node *) = node;
        }
    }
    return others;
}
