/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/scope.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/model/mapping.h"

lint_scope *lint_scope_create(apr_pool_t *pool, const lint_node *node)
{
    lint_scope *scope = apr_pcalloc(pool, sizeof(*scope));

    scope->node = node;
    scope->headers = apr_array_make(pool, 0, sizeof(lint_header_action *));
    scope->setenvif = apr_array_make(pool, 0, sizeof(lint_setenvif *));
    scope->documents = apr_array_make(pool, 0, sizeof(lint_error_document));
    scope->mappings = apr_array_make(pool, 0, sizeof(lint_mapping));
    scope->directory_slash = LINT_UNSAID;
    scope->error_override = LINT_UNSAID;
    scope->override = LINT_UNSAID;
    return scope;
}

/* The directive's words for a module's model. */
static lint_args *args_of(const lint_scope_reader *reader,
                          const lint_node *node)
{
    apr_pool_t *pool = reader->pool;
    lint_args *args = apr_palloc(pool, sizeof(*args));
    lint_words words = lint_node_words(pool, node);
    lint_text *texts = apr_palloc(pool, sizeof(*texts) * (size_t)words.count);
    bool unknown = false;

    for (int i = 0; i < words.count; i++) {
        const lint_word *word = &words.list[i];

        texts[i] = word->unknown ? LINT_UNKNOWABLE(word->unknown)
                                 : LINT_KNOWN(word->text);
        unknown = unknown || word->unknown;
    }
    args->directive = node->name;
    args->count = words.count;
    args->words = texts;
    args->raw = unknown ? LINT_UNKNOWABLE("a template stands in it")
                        : LINT_KNOWN(node->args);
    args->htaccess = reader->htaccess;
    args->place = &node->place;
    return args;
}

static void report(const lint_scope_reader *reader, const lint_node *node,
                   const char *sentence)
{
    if (sentence) {
        lint_problem_add(reader->problems, LINT_ERROR, &node->place,
                         "directive-refused", "%s: %s", node->name, sentence);
    }
}

static bool is(const lint_node *node, const char *key)
{
    return strcmp(node->key, key) == 0;
}

static void read_header(const lint_scope_reader *reader, lint_scope *scope,
                        const lint_node *node)
{
    lint_header_action *action = NULL;

    report(reader, node,
           lint_header_parse(reader->pool, args_of(reader, node), &action));
    if (action) {
        APR_ARRAY_PUSH(scope->headers, lint_header_action *) = action;
    }
}

static void read_rewrite(const lint_scope_reader *reader, lint_scope *scope,
                         const lint_node *node)
{
    if (!scope->rewrite) {
        scope->rewrite = lint_rewrite_create(reader->pool, scope->pattern);
    }
    report(reader, node,
           lint_rewrite_parse(reader->pool, scope->rewrite,
                              args_of(reader, node)));
}

static void read_env(const lint_scope_reader *reader, lint_scope *scope,
                     const lint_node *node)
{
    if (!scope->env) {
        scope->env = lint_env_create(reader->pool);
    }
    report(reader, node,
           lint_env_parse(scope->env, args_of(reader, node), reader->osenv));
}

static void read_policy(const lint_scope_reader *reader, lint_scope *scope,
                        const lint_node *node, const cors_directive *row)
{
    lint_words words = lint_node_words(reader->pool, node);
    const char **texts =
        apr_palloc(reader->pool, sizeof(*texts) * (size_t)words.count);
    cors_place place = {node->place.file, node->place.line, row->name};

    if (node->unknown) {
        scope->unknown = node->unknown;
        return;
    }
    for (int i = 0; i < words.count; i++) {
        texts[i] = words.list[i].text;
    }
    if (!scope->cors) {
        scope->cors = cors_section_create(reader->pool);
    }
    cors_section_read(scope->cors, row, &place, words.count, texts,
                      reader->policy_problems);
}

static void read_document(const lint_scope_reader *reader, lint_scope *scope,
                          const lint_node *node)
{
    lint_words words = lint_node_words(reader->pool, node);
    lint_error_document *document;
    const lint_word *text;

    if (words.count < 2) {
        report(reader, node,
               "it takes a status and a document; write one such as "
               "\"ErrorDocument 404 /404.html\"");
        return;
    }
    text = &words.list[1];
    document = apr_array_push(scope->documents);
    document->status = atoi(words.list[0].text);
    document->place = &node->place;
    /* What is neither a path nor a URL is the text itself, as httpd keeps it:
     * behind a quote. */
    document->text =
        text->unknown ? LINT_UNKNOWABLE(text->unknown)
        : text->text[0] == '/' || strstr(text->text, "://") ||
                strcasecmp(text->text, "default") == 0
            ? LINT_KNOWN(text->text)
            : LINT_KNOWN(apr_pstrcat(reader->pool, "\"", text->text, NULL));
}

static void read_override(lint_scope *scope, const lint_words *words)
{
    static const struct {
        const char *word;
        int bits;
    } classes[] = {{"All", LINT_OVERRIDE_FILEINFO | LINT_OVERRIDE_AUTHCFG |
                               LINT_OVERRIDE_LIMIT | LINT_OVERRIDE_INDEXES |
                               LINT_OVERRIDE_OPTIONS},
                   {"FileInfo", LINT_OVERRIDE_FILEINFO},
                   {"AuthConfig", LINT_OVERRIDE_AUTHCFG},
                   {"Limit", LINT_OVERRIDE_LIMIT},
                   {"Indexes", LINT_OVERRIDE_INDEXES},
                   {"Options", LINT_OVERRIDE_OPTIONS},
                   {"Nonfatal=Override", LINT_OVERRIDE_NONFATAL},
                   {"Nonfatal=All", LINT_OVERRIDE_NONFATAL}};

    scope->override = 0;
    for (int i = 0; i < words->count; i++) {
        const char *word = words->list[i].text;

        for (size_t j = 0; j < sizeof(classes) / sizeof(classes[0]); j++) {
            if (strcasecmp(word, classes[j].word) == 0 ||
                (strncasecmp(word, "Options=", 8) == 0 && j == 5)) {
                scope->override |= classes[j].bits;
            }
        }
    }
}

static void read_small(const lint_scope_reader *reader, lint_scope *scope,
                       const lint_node *node)
{
    lint_words words = lint_node_words(reader->pool, node);
    const char *first = words.count ? words.list[0].text : "";

    if (is(node, "directoryindex")) {
        if (!scope->indexes || strcasecmp(first, "disabled") == 0) {
            scope->indexes = apr_array_make(reader->pool, 2, sizeof(char *));
        }
        for (int i = 0; i < words.count; i++) {
            if (strcasecmp(words.list[i].text, "disabled") != 0) {
                APR_ARRAY_PUSH(scope->indexes, const char *) =
                    words.list[i].text;
            }
        }
    } else if (is(node, "directoryslash")) {
        scope->directory_slash = strcasecmp(first, "off") != 0;
    } else if (is(node, "proxyerroroverride")) {
        scope->error_override = strcasecmp(first, "off") != 0;
    } else if (is(node, "sethandler")) {
        scope->handler = words.count && words.list[0].unknown
                             ? LINT_UNKNOWABLE(words.list[0].unknown)
                             : LINT_KNOWN(first);
    } else if (is(node, "allowoverride")) {
        read_override(scope, &words);
    }
}

static lint_scope *read_inside(const lint_scope_reader *reader,
                               const lint_node *node);

/* <Files>, <FilesMatch>: a name, or a regular expression after `~`. */
static void read_pattern(const lint_scope_reader *reader, lint_scope *scope,
                         const lint_node *node)
{
    lint_words words = lint_node_words(reader->pool, node);
    int at = words.count > 1 && strcmp(words.list[0].text, "~") == 0;
    bool regex = at || strstr(node->key, "match");
    const char *error;

    if (words.count <= at) {
        report(reader, node, "its argument is missing; write what it is for");
        return;
    }
    scope->pattern = words.list[at].text;
    scope->unknown = words.list[at].unknown;
    if (regex && !scope->unknown) {
        scope->regex = lint_regex_compile(reader->pool, scope->pattern,
                                          LINT_REGEX_DEFAULT, &error);
        if (!scope->regex) {
            report(reader, node, error);
            scope->unknown = error;
        }
    }
}

static void read_condition(const lint_scope_reader *reader, lint_scope *scope,
                           const lint_node *node)
{
    const char *error;
    int column;
    lint_words words = lint_node_words(reader->pool, node);
    const char *text = words.count == 1 ? words.list[0].text : node->args;

    scope->branch = is(node, "if") ? 0 : is(node, "elseif") ? 1 : 2;
    scope->pattern = "*If";
    scope->unknown = node->unknown;
    if (scope->branch == 2 || scope->unknown) {
        return;
    }
    scope->condition = lint_expr_parse(
        reader->pool, text,
        LINT_EXPR_CONDITION | (reader->htaccess ? LINT_EXPR_HTACCESS : 0),
        &error, &column);
    if (!scope->condition) {
        report(reader, node, error);
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
    return scope;
}

static void push(apr_pool_t *pool, apr_array_header_t **list, lint_scope *scope)
{
    if (!*list) {
        *list = apr_array_make(pool, 2, sizeof(lint_scope *));
    }
    APR_ARRAY_PUSH(*list, lint_scope *) = scope;
}

/* Reads what is no section. */
static void read_directive(const lint_scope_reader *reader, lint_scope *scope,
                           const lint_node *node)
{
    const cors_directive *row = cors_directive_find(node->name);

    if (row) {
        read_policy(reader, scope, node, row);
    } else if (is(node, "header") || is(node, "requestheader")) {
        read_header(reader, scope, node);
    } else if (strncmp(node->key, "setenvif", 8) == 0 ||
               strncmp(node->key, "browsermatch", 12) == 0) {
        report(reader, node,
               lint_setenvif_parse(reader->pool, args_of(reader, node),
                                   scope->setenvif));
    } else if (is(node, "setenv") || is(node, "unsetenv") ||
               is(node, "passenv")) {
        read_env(reader, scope, node);
    } else if (strncmp(node->key, "rewrite", 7) == 0) {
        read_rewrite(reader, scope, node);
    } else if (is(node, "errordocument")) {
        read_document(reader, scope, node);
    } else if (strncmp(node->key, "redirect", 8) == 0 ||
               strncmp(node->key, "alias", 5) == 0 ||
               strncmp(node->key, "scriptalias", 11) == 0) {
        report(reader, node,
               lint_mapping_read(reader->pool, scope->mappings, node,
                                 scope->pattern));
    } else if (is(node, "require")) {
        if (!scope->access) {
            scope->access = lint_access_create(reader->pool);
        }
        report(reader, node,
               lint_access_read(reader->pool, scope->access, node));
    } else {
        read_small(reader, scope, node);
    }
}

/* <Limit>, <LimitExcept>: Header and the like in it hold for every method, and
 * only Require goes by theirs. */
static void read_limited(const lint_scope_reader *reader, lint_scope *scope,
                         const lint_node *node)
{
    lint_scope *inside = lint_scope_create(reader->pool, scope->node);

    inside->pattern = scope->pattern;
    lint_scope_read(reader, inside, node);
    if (inside->access) {
        if (!scope->access) {
            scope->access = lint_access_create(reader->pool);
        }
        lint_access_limit(reader->pool, scope->access, inside->access,
                          lint_node_words(reader->pool, node),
                          is(node, "limitexcept"));
    }
    apr_array_cat(scope->headers, inside->headers);
    apr_array_cat(scope->setenvif, inside->setenvif);
}

apr_array_header_t *lint_scope_read(const lint_scope_reader *reader,
                                    lint_scope *scope, const lint_node *top)
{
    apr_array_header_t *others =
        apr_array_make(reader->pool, 0, sizeof(const lint_node *));

    for (const lint_node *node = top->children; node; node = node->next) {
        if (reader->refuses && reader->refuses(reader, node)) {
            continue;
        }
        if (!node->section) {
            read_directive(reader, scope, node);
        } else if (is(node, "files") || is(node, "filesmatch")) {
            push(reader->pool, &scope->files, read_inside(reader, node));
        } else if (is(node, "if") || is(node, "elseif") || is(node, "else")) {
            push(reader->pool, &scope->ifs, read_inside(reader, node));
        } else if (strncmp(node->key, "require", 7) == 0) {
            if (!scope->access) {
                scope->access = lint_access_create(reader->pool);
            }
            report(reader, node,
                   lint_access_read(reader->pool, scope->access, node));
        } else if (is(node, "limit") || is(node, "limitexcept")) {
            read_limited(reader, scope, node);
        } else {
            APR_ARRAY_PUSH(others, const lint_node *) = node;
        }
    }
    return others;
}

static apr_array_header_t *joined(apr_pool_t *pool,
                                  const apr_array_header_t *base,
                                  const apr_array_header_t *over)
{
    if (!base || !over) {
        const apr_array_header_t *one = base ? base : over;

        return one ? apr_array_copy_hdr(pool, one) : NULL;
    }
    return apr_array_append(pool, base, over);
}

lint_scope *lint_scope_merge(apr_pool_t *pool, const lint_scope *base,
                             const lint_scope *over)
{
    lint_scope *merged = apr_pmemdup(pool, over, sizeof(*merged));

    merged->headers = joined(pool, base->headers, over->headers);
    merged->setenvif = joined(pool, base->setenvif, over->setenvif);
    merged->documents = joined(pool, base->documents, over->documents);
    /* mod_alias: the inner section's are asked first. */
    merged->mappings = joined(pool, over->mappings, base->mappings);
    merged->files = joined(pool, base->files, over->files);
    merged->ifs = joined(pool, base->ifs, over->ifs);
    if (base->env) {
        merged->env =
            over->env ? lint_env_merge(pool, base->env, over->env) : base->env;
    }
    if (base->rewrite) {
        merged->rewrite =
            over->rewrite
                ? lint_rewrite_merge(pool, base->rewrite, over->rewrite)
                : base->rewrite;
    }
    if (base->cors) {
        merged->cors = cors_section_create(pool);
        cors_policy_merge(&merged->cors->policy, &base->cors->policy,
                          over->cors ? &over->cors->policy
                                     : &cors_policy_unset);
    }
    if (!over->access) {
        merged->access = base->access;
    }
    if (!over->indexes) {
        merged->indexes = base->indexes;
    }
    if (over->directory_slash == LINT_UNSAID) {
        merged->directory_slash = base->directory_slash;
    }
    if (over->error_override == LINT_UNSAID) {
        merged->error_override = base->error_override;
    }
    if (over->override == LINT_UNSAID) {
        merged->override = base->override;
    }
    if (lint_text_is_unset(over->handler)) {
        merged->handler = base->handler;
    }
    if (base->unknown) {
        merged->unknown = base->unknown;
    }
    return merged;
}
