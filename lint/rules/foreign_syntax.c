/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/foreign.h"
#include "lint/witness/header_value.h"

static lint_finding *report(lint_review *review, const lint_node *node, int at,
                            size_t length, const char *what)
{
    lint_place place = lint_node_place(node, at);
    lint_finding *finding = lint_review_add(
        review, &place, "\"%s\" %s",
        apr_pstrmemdup(review->pool, node->args + at, length), what);

    finding->length = (int)length;
    return finding;
}

static void check_variables(lint_review *review, const lint_node *node)
{
    for (const char *at = node->args; *at; at++) {
        size_t length = *at == '$' ? lint_foreign_variable(at) : 0;

        if (length) {
            report(review, node, (int)(at - node->args), length,
                   "is nginx's: httpd sends these letters as they stand; write "
                   "\"%{NAME}e\" or \"expr=%{req:NAME}\"");
            return;
        }
    }
}

/* Inside a text that httpd takes as quoted they are what they are. */
static void check_quotes(lint_review *review, const lint_node *node,
                         lint_words words)
{
    for (int i = 0; i < words.count; i++) {
        const lint_word *word = &words.list[i];

        if (!word->quote && lint_foreign_quote(word->text)) {
            report(review, node, word->at, lint_foreign_quote(word->text),
                   "is a letter to httpd, not a quotation mark; write a plain "
                   "one");
            return;
        }
    }
}

/* `always;` and `;` at the end of a line, as nginx has them. */
static void check_end(lint_review *review, const lint_node *node,
                      lint_words words)
{
    const lint_word *last = &words.list[words.count - 1];
    bool always = strcasecmp(last->text, "always;") == 0 &&
                  strcasecmp(words.list[0].text, "always") != 0;
    lint_finding *finding;
    int from;

    if (strcasecmp(last->text, "always;") != 0 &&
        strcmp(last->text, ";") != 0) {
        return;
    }
    finding = report(review, node, last->at, strlen(last->text),
                     always ? "is nginx's, and httpd does not start with it; "
                              "write \"Header always\" in front"
                            : "is nginx's, and httpd does not start with it; "
                              "drop it");
    if (!lint_node_is_verbatim(node)) {
        return;
    }
    for (from = last->at; apr_isspace(node->args[from - 1]); from--) {
    }
    lint_review_edit(review, finding, node, from,
                     (int)strlen(node->args) - from, "");
    if (always) {
        lint_review_edit(review, finding, node, 0, 0, "always ");
    }
}

/* What every finding here is made of; the last begins a quotation mark. */
static bool may_be_foreign(const char *args)
{
    return strpbrk(args, "$;\xE2") != NULL;
}

static void check_directive(lint_review *review, const char *name)
{
    const apr_array_header_t *nodes = lint_survey_nodes(review->survey, name);

    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);
        lint_words words;

        if (!may_be_foreign(node->args)) {
            continue;
        }
        words = lint_node_words(review->pool, node);
        check_variables(review, node);
        check_quotes(review, node, words);
        if (words.count > 2) {
            check_end(review, node, words);
        }
    }
}

static void check(lint_review *review)
{
    static const char *const foreign[] = {"add_header", "proxy_set_header",
                                          "more_set_headers"};

    check_directive(review, "Header");
    check_directive(review, "RequestHeader");
    for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++) {
        const apr_array_header_t *nodes =
            lint_survey_nodes(review->survey, foreign[i]);

        for (int j = 0; j < nodes->nelts; j++) {
            const lint_node *node = APR_ARRAY_IDX(nodes, j, const lint_node *);

            lint_review_add(review, &node->place,
                            "\"%s\" is a directive of nginx, and httpd does "
                            "not start with it; write \"Header set\" or "
                            "\"RequestHeader set\"",
                            node->name);
        }
    }
}

const lint_rule lint_rule_foreign_syntax = {
    .id = "foreign-syntax",
    .shorthand = "C28",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "A Header line is written for another server",
    .why =
        "Lines copied from an nginx configuration or out of a word processor "
        "look right and are not: httpd knows no $http_origin and sends the "
        "text as it stands, takes a curly quotation mark for a part of the "
        "value, and does not start when \"always;\" stands at the end.",
    .remedy = "Write \"Header always set NAME VALUE\", with \"%{NAME}e\" or "
              "\"expr=%{req:NAME}\" for what depends on the request.",
    .bad = "Header set X-Asked-For $http_host\n",
    .good = "Header set X-Asked-For \"expr=%{req:Host}\"\n",
    .fixes = true,
    .check = check};
