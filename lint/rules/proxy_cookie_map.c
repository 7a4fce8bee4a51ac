/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/backend.h"
#include "lint/witness/setting.h"

/* A line's two arguments, and what is around it. */
typedef struct map {
    const lint_node *node;
    lint_words words;
    const char *from, *to;
    const char *server; /* ServerName; NULL */
    lint_backend backend;
} map;

/* The public side stands first, and the backend's second. */
static bool is_reversed(const map *line, bool domain)
{
    const lint_backend *backend = &line->backend;

    if (!domain) {
        return backend->from &&
               !lint_backend_is_same_path(backend->from, backend->path) &&
               lint_backend_is_same_path(line->from, backend->from) &&
               lint_backend_is_same_path(line->to, backend->path);
    }
    if (lint_backend_is_in(line->from, backend->host) ||
        lint_backend_is_in(line->to, line->server)) {
        return false;
    }
    return (!lint_backend_is_internal(line->from) &&
            lint_backend_is_internal(line->to)) ||
           lint_backend_is_in(line->to, backend->host);
}

/* Why the argument can be no domain, or no path, of a cookie; NULL. */
static const char *fault(const char *text, bool domain)
{
    size_t length = strcspn(text, ";");
    const char *port = memchr(text, ':', length);

    if (strstr(text, "://")) {
        return domain ? "is a URL: write its host alone"
                      : "is a URL: write its path alone";
    }
    if (strstr(text, "%{")) {
        return "is not expanded here: write the name itself";
    }
    if (domain && port && apr_isdigit(port[1])) {
        return "has a port, and cookies have none: write the host alone";
    }
    if (domain && memchr(text, '/', length)) {
        return "has a path: write the host alone";
    }
    return !domain && *text != '/' ? "is no path: begin it with /" : NULL;
}

static void swap(lint_review *review, lint_finding *finding, const map *line)
{
    const lint_word *one = &line->words.list[0];
    const lint_word *two = &line->words.list[1];
    const char *args = line->node->args;
    int first = (int)strlen(one->text) + (one->quote ? 2 : 0);
    int second = (int)strlen(two->text) + (two->quote ? 2 : 0);

    lint_review_edit(
        review, finding, line->node, one->at, first,
        apr_pstrmemdup(review->pool, args + two->at, (apr_size_t)second));
    lint_review_edit(
        review, finding, line->node, two->at, second,
        apr_pstrmemdup(review->pool, args + one->at, (apr_size_t)first));
}

static void check_line(lint_review *review, map *line, bool domain)
{
    lint_finding *finding;

    for (int i = 0; i < 2; i++) {
        const lint_word *word = &line->words.list[i];

        if (!word->unknown && fault(word->text, domain)) {
            lint_review_add(review, &line->node->place, "\"%s\" %s", word->text,
                            fault(word->text, domain));
            return;
        }
    }
    line->backend = lint_backend_at(review->pool, review->survey, line->node);
    if (is_reversed(line, domain) && !line->words.list[1].unknown) {
        finding = lint_review_add(
            review, &line->node->place,
            "\"%s\" is what the backend says, and has to stand first, before "
            "what visitors see: swap it with \"%s\"",
            line->to, line->from);
        swap(review, finding, line);
    }
}

static void check(lint_review *review)
{
    static const char *const names[] = {"proxypassreversecookiedomain",
                                        "proxypassreversecookiepath"};

    for (size_t i = 0; i < 2; i++) {
        const apr_array_header_t *nodes =
            lint_survey_nodes(review->survey, names[i]);

        for (int j = 0; j < nodes->nelts; j++) {
            const lint_node *node = APR_ARRAY_IDX(nodes, j, const lint_node *);
            map line = {.node = node,
                        .words = lint_node_words(review->pool, node)};

            if (line.words.count >= 2) {
                line.from = line.words.list[0].text;
                line.to = line.words.list[1].text;
                line.server = lint_setting_host(review->survey, node)->name;
                check_line(review, &line, i == 0);
            }
        }
    }
}

const lint_rule lint_rule_proxy_cookie_map = {
    .id = "proxy-cookie-map",
    .shorthand = "K10",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "ProxyPassReverseCookieDomain or -Path maps nothing",
    .why = "Both directives take first what the backend writes into its "
           "cookies, then what visitors get. In the other order, or with a "
           "URL or a port in it, an argument is found in no cookie: the "
           "backend's Domain or Path reaches the browser, which drops the "
           "cookie or never sends it back.",
    .remedy = "Write the backend's domain or path first, then the public one, "
              "without scheme and port.",
    .bad = "ProxyPass \"/\" \"http://app.internal:8080/\"\n"
           "ProxyPassReverseCookieDomain \"www.example.com\" "
           "\"app.internal\"\n",
    .good = "ProxyPass \"/\" \"http://app.internal:8080/\"\n"
            "ProxyPassReverseCookieDomain \"app.internal\" "
            "\"www.example.com\"\n",
    .fixes = true,
    .check = check,
};
