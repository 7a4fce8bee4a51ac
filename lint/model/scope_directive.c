/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/scope_directive.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "core/policy_check.h"
#include "lint/model/access_rule.h"
#include "lint/model/kinds.h"
#include "lint/model/mapping.h"
#include "lint/model/sources.h"

static bool is(const lint_node *node, const char *key)
{
    return strcmp(node->key, key) == 0;
}

/* The directive's words for a module's model; their texts are from pool. */
static lint_args *args_in(apr_pool_t *pool, const lint_scope_reader *reader,
                          const lint_node *node)
{
    lint_args *args = apr_palloc(reader->scratch, sizeof(*args));
    lint_words words = lint_words_split_into(pool, reader->scratch, node->args);
    lint_text *texts =
        apr_palloc(reader->scratch, sizeof(*texts) * (size_t)words.count);
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

static lint_args *args_of(const lint_scope_reader *reader,
                          const lint_node *node)
{
    return args_in(reader->pool, reader, node);
}

void lint_scope_report(const lint_scope_reader *reader, const lint_node *node,
                       const char *sentence)
{
    if (sentence) {
        lint_problem_add(reader->problems, LINT_ERROR, &node->place,
                         "directive-refused", "%s: %s", node->name, sentence);
    }
}

/* A large server has few different Header lines: each is parsed once. */
static const lint_header_action *parse_header(const lint_scope_reader *reader,
                                              const lint_node *node)
{
    apr_pool_t *pool = reader->kinds->pool;
    lint_header_action *action = NULL;
    const char *refusal =
        lint_header_parse(pool, args_in(pool, reader, node), &action);

    lint_scope_report(reader, node, refusal);
    if (refusal) {
        return NULL;
    }
    lint_kind_keep(reader->kinds, node, action);
    return action;
}

static void read_header(const lint_scope_reader *reader, lint_scope *scope,
                        const lint_node *node)
{
    const lint_header_action *parsed = lint_kind_recall(reader->kinds, node);
    lint_header_action *action;

    if (!parsed) {
        parsed = parse_header(reader, node);
    }
    if (parsed) {
        action = apr_pmemdup(reader->pool, parsed, sizeof(*action));
        action->place = &node->place;
        APR_ARRAY_PUSH(scope->headers, lint_header_action *) = action;
    }
}

/* Rules are cut in their own way. */
static lint_args *rewrite_args_of(const lint_scope_reader *reader,
                                  const lint_node *node)
{
    lint_args *args;

    if (node->unknown ||
        !(is(node, "rewriterule") || is(node, "rewritecond"))) {
        return args_of(reader, node);
    }
    args = apr_pcalloc(reader->scratch, sizeof(*args));
    args->directive = node->name;
    args->raw = LINT_KNOWN(node->args);
    args->htaccess = reader->htaccess;
    args->place = &node->place;
    return args;
}

static void read_rewrite(const lint_scope_reader *reader, lint_scope *scope,
                         const lint_node *node)
{
    if (!scope->rewrite) {
        scope->rewrite = lint_rewrite_create(reader->pool, scope->pattern);
    }
    lint_scope_report(reader, node,
                      lint_rewrite_parse(reader->pool, scope->rewrite,
                                         rewrite_args_of(reader, node)));
}

static void read_env(const lint_scope_reader *reader, lint_scope *scope,
                     const lint_node *node)
{
    if (!scope->env) {
        scope->env = lint_env_create(reader->pool);
    }
    lint_scope_report(
        reader, node,
        lint_env_parse(scope->env, args_of(reader, node), reader->osenv));
}

static bool is_within_host(const lint_node *node)
{
    while (node && node->key && strcmp(node->key, "virtualhost") != 0) {
        node = node->parent;
    }
    return node && node->key;
}

static void read_policy(const lint_scope_reader *reader, lint_scope *scope,
                        const lint_node *node, const cors_directive *row)
{
    lint_words words = lint_node_words(reader->pool, node);
    const char **texts =
        apr_palloc(reader->pool, sizeof(*texts) * (size_t)words.count);
    cors_place place = {node->place.file, node->place.line, row->name};
    int count = 0;

    if (node->unknown) {
        scope->unknown = node->unknown;
        return;
    }
    for (int i = 0; i < words.count; i++) {
        if (*words.list[i].text) {
            texts[count++] = words.list[i].text;
        }
    }
    if (reader->limited) {
        cors_directive_refuse_limit(&place, reader->policy_problems);
    }
    if (!scope->cors) {
        scope->cors = cors_section_create(reader->pool);
    }
    scope->cors->is_main = !scope->node && !is_within_host(node);
    scope->cors->opener = lint_sources_opener(reader->pool, reader->server_root,
                                              reader->statement);
    cors_section_read(scope->cors, row, &place, count, texts,
                      reader->policy_problems);
}

static void read_setenvif(const lint_scope_reader *reader, lint_scope *scope,
                          const lint_node *node)
{
    int before = scope->setenvif->nelts;
    const char *refusal = lint_setenvif_parse(
        reader->pool, args_of(reader, node), scope->setenvif);

    lint_scope_report(reader, node, refusal);
    if (refusal) {
        scope->setenvif->nelts = before;
    }
}

static void read_mapping(const lint_scope_reader *reader, lint_scope *scope,
                         const lint_node *node)
{
    lint_scope_report(
        reader, node,
        lint_mapping_read(reader->pool, scope->mappings, node, scope->pattern));
}

static void read_access(const lint_scope_reader *reader, lint_scope *scope,
                        const lint_node *node)
{
    apr_pool_t *pool = node->section ? reader->pool : reader->kinds->pool;
    const lint_access_rule *rule =
        node->section ? NULL : lint_kind_recall(reader->kinds, node);
    const char *refusal;

    if (!scope->access) {
        scope->access = lint_access_create(reader->pool);
    }
    if (rule) {
        APR_ARRAY_PUSH(scope->access->rules, const lint_access_rule *) = rule;
        return;
    }
    refusal = lint_access_read(pool, &rule, node, reader->modules);
    APR_ARRAY_PUSH(scope->access->rules, const lint_access_rule *) = rule;
    lint_scope_report(reader, node, refusal);
    if (!refusal && !node->section) {
        lint_kind_keep(reader->kinds, node, rule);
    }
}

static void read_usertrack(const lint_scope_reader *reader, lint_scope *scope,
                           const lint_node *node)
{
    if (!scope->usertrack) {
        scope->usertrack = lint_usertrack_create(reader->pool);
    }
    lint_scope_report(
        reader, node,
        lint_usertrack_parse(scope->usertrack, args_of(reader, node)));
}

static void read_session(const lint_scope_reader *reader, lint_scope *scope,
                         const lint_node *node)
{
    if (!scope->session) {
        scope->session = lint_session_create(reader->pool);
    }
    lint_scope_report(reader, node,
                      lint_session_parse(reader->pool, scope->session,
                                         args_of(reader, node)));
}

static void read_proxy_cookie(const lint_scope_reader *reader,
                              lint_scope *scope, const lint_node *node)
{
    lint_scope_report(
        reader, node,
        lint_proxy_cookie_parse(args_of(reader, node), scope->proxy_cookies));
}

/* In lower case; a star stands for any rest. */
static const struct {
    const char *keys;
    lint_reading *read;
} known[] = {{"header", read_header},
             {"requestheader", read_header},
             {"setenvif*", read_setenvif},
             {"browsermatch*", read_setenvif},
             {"setenv", read_env},
             {"unsetenv", read_env},
             {"passenv", read_env},
             {"rewrite*", read_rewrite},
             {"errordocument", lint_scope_read_document},
             {"redirect*", read_mapping},
             {"alias*", read_mapping},
             {"scriptalias*", read_mapping},
             {"require*", read_access},
             {"cookietracking", read_usertrack},
             {"cookiename", read_usertrack},
             {"cookiedomain", read_usertrack},
             {"cookieexpires", read_usertrack},
             {"cookiestyle", read_usertrack},
             {"cookiesamesite", read_usertrack},
             {"cookiesecure", read_usertrack},
             {"cookiehttponly", read_usertrack},
             {"session", read_session},
             {"sessioncookiename", read_session},
             {"sessionmaxage", read_session},
             {"proxypassreversecookie*", read_proxy_cookie},
             {"directoryindex", lint_scope_read_small},
             {"fallbackresource", lint_scope_read_small},
             {"directoryslash", lint_scope_read_small},
             {"proxyerroroverride", lint_scope_read_small},
             {"sethandler", lint_scope_read_small},
             {"allowoverride", lint_scope_read_small}};

lint_reading *lint_scope_reading_of(const char *key)
{
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        const char *wanted = known[i].keys;
        size_t same = 0;

        while (wanted[same] && wanted[same] == key[same]) {
            same++;
        }
        if (wanted[same] == '*' || (!wanted[same] && !key[same])) {
            return known[i].read;
        }
    }
    return NULL;
}

/* A directive in an <If...> of which it cannot be told whether it is true. */
static void doubt(lint_scope *scope, int headers, int setenvifs, bool is_known)
{
    static const char why[] = "whether its section is there cannot be told";

    for (int i = headers; i < scope->headers->nelts; i++) {
        APR_ARRAY_IDX(scope->headers, i, lint_header_action *)->perhaps = why;
    }
    for (int i = setenvifs; i < scope->setenvif->nelts; i++) {
        APR_ARRAY_IDX(scope->setenvif, i, lint_setenvif *)->unknown = why;
    }
    if (is_known && headers == scope->headers->nelts &&
        setenvifs == scope->setenvif->nelts) {
        scope->doubt = why;
    }
}

void lint_scope_read_directive(const lint_scope_reader *reader,
                               lint_scope *scope, const lint_node *node)
{
    const lint_kind *kind = lint_kind_of(reader->kinds, node);
    int headers = scope->headers->nelts;
    int setenvifs = scope->setenvif->nelts;

    if (kind->row) {
        read_policy(reader, scope, node, kind->row);
    } else if (kind->read) {
        kind->read(reader, scope, node);
    }
    if (node->maybe) {
        doubt(scope, headers, setenvifs,
              kind->row || (kind->read && kind->read != lint_scope_read_small));
    }
}
