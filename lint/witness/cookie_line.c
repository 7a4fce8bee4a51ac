/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/cookie_line.h"

#include <string.h>
#include <strings.h>
#include <apr_hash.h>
#include <apr_strings.h>
#include "lint/model/headers_value.h"
#include "lint/witness/setting.h"

static bool is_edit(const lint_header_action *action)
{
    return action->verb == LINT_HEADER_EDIT ||
           action->verb == LINT_HEADER_EDIT_ALL;
}

/* Its value is known, and httpd accepts it. */
static bool is_read(const lint_header_action *action)
{
    return !action->value.unknown && (action->parts || action->value_expr);
}

static bool is_about_cookies(const lint_header_action *action)
{
    return !action->unknown && action->list != LINT_HEADER_REQUEST &&
           action->name.value &&
           strcasecmp(action->name.value, "Set-Cookie") == 0;
}

/* env=X and env=!X. */
static bool is_opposite(lint_text left, lint_text right)
{
    const char *one = lint_text_bytes(left);
    const char *other = lint_text_bytes(right);

    return (*one == '!' && strcasecmp(one + 1, other) == 0) ||
           (*other == '!' && strcasecmp(other + 1, one) == 0);
}

static bool runs_with(apr_pool_t *pool, const lint_cookie_line *other,
                      const lint_node *node, const lint_header_action *action)
{
    const lint_node *condition;
    const lint_node *others;

    /* Most lines of a server with many virtual hosts are another one's. */
    if (other->server->parent && other->server != lint_setting_server(node)) {
        return false;
    }
    condition = lint_setting_condition(node);
    others = lint_setting_condition(other->node);

    if (condition && others && condition != others) {
        return false;
    }
    return other->action &&
           (!action || !is_opposite(action->env, other->action->env)) &&
           lint_setting_covers(pool, other->node, node);
}

/* The action, with its conditions taken to hold. */
static const lint_header_action *unconditional(apr_pool_t *pool,
                                               const lint_header_action *action)
{
    lint_header_action *copy = apr_pmemdup(pool, action, sizeof(*action));

    copy->early = false;
    copy->env = LINT_UNSET;
    copy->condition = LINT_UNSET;
    copy->condition_expr = NULL;
    return copy;
}

/* Those of the lines that run with the action at a node, or with what another
 * directive does there (NULL). The main server's come first, as surveyed. */
static apr_array_header_t *together(apr_pool_t *pool,
                                    const apr_array_header_t *lines,
                                    const lint_node *node,
                                    const lint_header_action *action)
{
    apr_array_header_t *actions =
        apr_array_make(pool, 2, sizeof(const lint_header_action *));

    for (int i = 0; i < lines->nelts; i++) {
        const lint_cookie_line *other =
            APR_ARRAY_IDX(lines, i, const lint_cookie_line *);

        if (runs_with(pool, other, node, action)) {
            APR_ARRAY_PUSH(actions, const lint_header_action *) = other->bare;
        }
    }
    return actions;
}

static apr_array_header_t *header_lines(apr_pool_t *pool,
                                        const lint_survey *survey)
{
    apr_array_header_t *lines =
        apr_array_make(pool, 4, sizeof(lint_cookie_line *));
    apr_hash_t *seen = apr_hash_make(pool);

    for (int i = 0; i < survey->headers->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(survey->headers, i, lint_header_use).action;
        const lint_node *node;
        lint_cookie_line *line;

        /* Each once, in however many virtual hosts it holds. */
        if (!is_about_cookies(action) ||
            apr_hash_get(seen, &action->place, sizeof(action->place)) ||
            !(node = lint_survey_node_at(survey, action->place))) {
            continue;
        }
        apr_hash_set(seen, &action->place, sizeof(action->place), action);
        line = apr_pcalloc(pool, sizeof(*line));
        line->node = node;
        line->action = action;
        line->server = lint_setting_server(node);
        line->bare = unconditional(pool, action);
        line->edits = is_edit(action) && action->regex && is_read(action);
        APR_ARRAY_PUSH(lines, lint_cookie_line *) = line;
    }
    return lines;
}

static void add_proxy_lines(apr_pool_t *pool, const lint_survey *survey,
                            const char *name, apr_array_header_t *lines)
{
    const apr_array_header_t *nodes = lint_survey_nodes(survey, name);

    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);
        lint_words words = lint_node_words(pool, node);
        lint_proxy_cookie *proxy = apr_pcalloc(pool, sizeof(*proxy));
        lint_cookie_line *line = apr_pcalloc(pool, sizeof(*line));

        if (words.count < 2 || node->unknown) {
            continue;
        }
        proxy->domain = strstr(node->key, "domain") != NULL;
        proxy->from = LINT_KNOWN(words.list[0].text);
        proxy->to = LINT_KNOWN(words.list[1].text);
        proxy->place = &node->place;
        line->node = node;
        line->server = lint_setting_server(node);
        line->proxy = proxy;
        line->edits = true;
        APR_ARRAY_PUSH(lines, lint_cookie_line *) = line;
    }
}

apr_array_header_t *lint_cookie_lines(apr_pool_t *pool,
                                      const lint_survey *survey)
{
    apr_array_header_t *lines = header_lines(pool, survey);

    add_proxy_lines(pool, survey, "proxypassreversecookiedomain", lines);
    add_proxy_lines(pool, survey, "proxypassreversecookiepath", lines);
    for (int i = 0; i < lines->nelts; i++) {
        lint_cookie_line *line = APR_ARRAY_IDX(lines, i, lint_cookie_line *);

        line->together = together(pool, lines, line->node, line->action);
    }
    return lines;
}

static lint_request *empty_request(apr_pool_t *pool)
{
    lint_request *request = apr_pcalloc(pool, sizeof(*request));

    request->pool = pool;
    request->method = "GET";
    request->uri = "/";
    request->unparsed_uri = "/";
    request->protocol = "HTTP/1.1";
    request->headers_in = lint_table_create(pool);
    request->env = lint_table_create(pool);
    request->notes = lint_table_create(pool);
    request->headers_out = lint_table_create(pool);
    request->err_headers_out = lint_table_create(pool);
    request->status = 200;
    request->unknowns = apr_array_make(pool, 0, sizeof(const char *));
    return request;
}

/* What a field in that list's table is when the edits among the actions have
 * run, from the index on and before `end`; NULL when it is gone or cannot be
 * told. */
static const char *edited(apr_pool_t *pool, const apr_array_header_t *actions,
                          lint_header_list list, int from, int end,
                          const char *field)
{
    apr_pool_t *scratch;
    lint_request *request;
    lint_table *table;
    apr_array_header_t *edits;
    const char *result = NULL;

    apr_pool_create(&scratch, pool);
    request = empty_request(scratch);
    table = list == LINT_HEADER_ALWAYS ? request->err_headers_out
                                       : request->headers_out;
    edits = apr_array_make(scratch, 2, sizeof(const lint_header_action *));
    for (int i = from; i < end; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);

        if (action->list == list &&
            (is_edit(action) || action->verb == LINT_HEADER_UNSET)) {
            APR_ARRAY_PUSH(edits, const lint_header_action *) = action;
        }
    }
    lint_table_add(table, "Set-Cookie", LINT_KNOWN(field), NULL);
    if (!edits->nelts) {
        result = field;
    } else if (lint_header_run(request, edits, false, NULL) ==
               LINT_HEADER_DONE) {
        result = apr_pstrdup(pool, lint_table_get(table, "Set-Cookie").value);
    }
    apr_pool_destroy(scratch);
    return result;
}

const char *lint_cookie_edited(apr_pool_t *pool,
                               const apr_array_header_t *actions,
                               lint_header_list list, const char *field)
{
    return edited(pool, actions, list, 0, actions->nelts, field);
}

/* The index of the line's own action among those it runs together with. */
static int index_of(const lint_cookie_line *line)
{
    int at = 0;

    while (
        at < line->together->nelts - 1 &&
        APR_ARRAY_IDX(line->together, at, const lint_header_action *)->place !=
            line->action->place) {
        at++;
    }
    return at;
}

bool lint_cookie_try(apr_pool_t *pool, const lint_cookie_line *line,
                     const char *field, lint_cookie_way *way)
{
    lint_header_list list =
        line->action ? line->action->list : LINT_HEADER_ONSUCCESS;
    int at = 0;
    const char *before = field;
    const char *after;
    const char *sent;

    if (line->action) {
        at = index_of(line);
        before = edited(pool, line->together, list, 0, at, field);
        after = before ? edited(pool, line->together, list, at, at + 1, before)
                       : NULL;
        at++;
    } else {
        apr_array_header_t *alone =
            apr_array_make(pool, 1, sizeof(lint_proxy_cookie));

        APR_ARRAY_PUSH(alone, lint_proxy_cookie) = *line->proxy;
        after = lint_proxy_cookie_map(pool, alone, LINT_KNOWN(field)).value;
    }
    sent = after ? edited(pool, line->together, list, at, line->together->nelts,
                          after)
                 : NULL;
    if (!sent) {
        return false;
    }
    way->before = lint_cookie_read(pool, before);
    way->after = lint_cookie_read(pool, after);
    way->sent = lint_cookie_read(pool, sent);
    return true;
}

const char *lint_cookie_elsewhere(apr_pool_t *pool,
                                  const lint_cookie_line *line,
                                  const char *field)
{
    return lint_cookie_edited(pool, line->together,
                              line->action->list == LINT_HEADER_ALWAYS
                                  ? LINT_HEADER_ONSUCCESS
                                  : LINT_HEADER_ALWAYS,
                              field);
}

const char *lint_cookie_line_sent(apr_pool_t *pool,
                                  const lint_cookie_line *line,
                                  const char *field)
{
    return edited(pool, line->together, line->action->list, index_of(line) + 1,
                  line->together->nelts, field);
}

const char *lint_cookie_made_sent(apr_pool_t *pool,
                                  const apr_array_header_t *lines,
                                  const lint_node *maker, const char *field)
{
    apr_array_header_t *actions = together(pool, lines, maker, NULL);

    return lint_cookie_edited(pool, actions, LINT_HEADER_ALWAYS, field);
}

lint_text lint_cookie_line_value(apr_pool_t *pool, const lint_cookie_line *line)
{
    if (!line->action) {
        return LINT_UNSET;
    }
    switch (line->action->verb) {
    case LINT_HEADER_SET:
    case LINT_HEADER_SETIFEMPTY:
    case LINT_HEADER_ADD:
    case LINT_HEADER_APPEND:
    case LINT_HEADER_MERGE:
        return is_read(line->action)
                   ? lint_header_value(empty_request(pool), line->action, NULL)
                   : LINT_UNKNOWABLE("a template stands in the value");
    default:
        return LINT_UNSET;
    }
}
