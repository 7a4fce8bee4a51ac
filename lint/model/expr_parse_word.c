/* SPDX-License-Identifier: Apache-2.0 */
#include <apr_strings.h>
#include "lint/model/expr_parser.h"

static const lint_expr_node *make_text(lint_expr_parser *parser,
                                       const char *text)
{
    lint_expr_node *node = lint_expr_make(parser, LINT_EXPR_TEXT, NULL, NULL);

    node->as.text = text;
    return node;
}

static const lint_expr_node *make_call(lint_expr_parser *parser,
                                       const char *name, const char *at,
                                       const lint_expr_node *argument)
{
    const lint_expr_function_row *row = lint_expr_function_find(name);
    lint_expr_node *node;

    if (!row) {
        return lint_expr_complain(
            parser, at, lint_expr_suggest_function(parser->pool, name));
    }
    if (row->reads_files && parser->kind & LINT_EXPR_HTACCESS) {
        return lint_expr_complain(
            parser, at,
            apr_psprintf(parser->pool,
                         "httpd refuses the function \"%s\" in "
                         ".htaccess: move the expression to the "
                         "server's configuration",
                         row->name));
    }
    node = lint_expr_make(parser, LINT_EXPR_CALL, argument, NULL);
    node->as.function = row->call;
    return node;
}

/* Behind `%{`. */
static const lint_expr_node *parse_variable(lint_expr_parser *parser)
{
    const char *at = parser->lexer.begin;
    const char *name = parser->lexer.value;
    const lint_expr_node *argument;

    if (!lint_expr_is(parser, LINT_TOKEN_NAME)) {
        return lint_expr_unexpected(parser,
                                    "a variable without a name: write %{NAME}");
    }
    lint_expr_next(parser);
    if (lint_expr_is(parser, LINT_TOKEN_VARIABLE_END)) {
        const char *spelling = lint_expr_variable_find(name);
        lint_expr_node *node =
            lint_expr_make(parser, LINT_EXPR_VARIABLE, NULL, NULL);

        if (!spelling) {
            return lint_expr_complain(
                parser, at, lint_expr_suggest_variable(parser->pool, name));
        }
        node->as.text = spelling;
        lint_expr_next(parser);
        return node;
    }
    if (!lint_expr_expect_sign(
            parser, ':',
            "a variable goes on behind its name: write %{NAME} or "
            "%{function:argument}")) {
        return NULL;
    }
    argument = lint_expr_parse_string(parser);
    if (!argument) {
        return NULL;
    }
    if (!lint_expr_is(parser, LINT_TOKEN_VARIABLE_END)) {
        return lint_expr_unexpected(parser,
                                    "a variable is not closed: add `}`");
    }
    lint_expr_next(parser);
    return make_call(parser, name, at, argument);
}

static const lint_expr_node *parse_capture(lint_expr_parser *parser)
{
    lint_expr_node *node =
        lint_expr_make(parser, LINT_EXPR_CAPTURE, NULL, NULL);

    node->as.number = (unsigned)parser->lexer.number;
    lint_expr_next(parser);
    return node;
}

/* A piece of what is between quotes. NULL without complaint when there is no
 * further one. */
static const lint_expr_node *parse_piece(lint_expr_parser *parser)
{
    const lint_expr_node *node = NULL;

    if (lint_expr_is(parser, LINT_TOKEN_STRING)) {
        node = make_text(parser, parser->lexer.value);
        lint_expr_next(parser);
    } else if (lint_expr_is(parser, LINT_TOKEN_CAPTURE)) {
        node = parse_capture(parser);
    } else if (lint_expr_is(parser, LINT_TOKEN_VARIABLE) &&
               lint_expr_nest(parser)) {
        lint_expr_next(parser);
        node = parse_variable(parser);
        parser->depth--;
    }
    return node;
}

/* One or more pieces, left-associative. */
const lint_expr_node *lint_expr_parse_string(lint_expr_parser *parser)
{
    const lint_expr_node *node = parse_piece(parser);

    if (!node) {
        return lint_expr_unexpected(parser,
                                    "an empty argument: httpd wants a text "
                                    "behind the colon of %{name:...}");
    }
    for (;;) {
        const lint_expr_node *piece = parse_piece(parser);

        if (!piece) {
            return parser->error ? NULL : node;
        }
        node = lint_expr_make(parser, LINT_EXPR_CONCAT, node, piece);
    }
}

static const lint_expr_node *parse_quoted(lint_expr_parser *parser)
{
    const lint_expr_node *node;

    lint_expr_next(parser);
    if (lint_expr_is(parser, LINT_TOKEN_UNQUOTE)) {
        node = make_text(parser, "");
    } else {
        node = lint_expr_parse_string(parser);
        if (!node) {
            return NULL;
        }
        if (!lint_expr_is(parser, LINT_TOKEN_UNQUOTE)) {
            return lint_expr_unexpected(parser,
                                        "a text is not closed: add its quote");
        }
    }
    lint_expr_next(parser);
    return node;
}

static const char *bare_word(lint_expr_parser *parser, const char *name)
{
    const char *variable = lint_expr_variable_find(name);

    return variable
               ? apr_psprintf(parser->pool,
                              "\"%s\" is a bare word: write %%{%s}", name,
                              variable)
               : apr_psprintf(parser->pool,
                              "\"%s\" is a bare word: put texts in quotes, "
                              "'%s'",
                              name, name);
}

/* name(word) */
static const lint_expr_node *parse_call(lint_expr_parser *parser)
{
    const char *at = parser->lexer.begin;
    const char *name = parser->lexer.value;
    const lint_expr_node *argument;

    lint_expr_next(parser);
    if (!lint_expr_is_sign(parser, '(')) {
        return lint_expr_complain(parser, at, bare_word(parser, name));
    }
    lint_expr_next(parser);
    if (!lint_expr_nest(parser)) {
        return NULL;
    }
    argument = lint_expr_parse_word(parser);
    parser->depth--;
    if (!argument ||
        !lint_expr_expect_sign(
            parser, ')', "a function takes one argument: close it with `)`")) {
        return NULL;
    }
    return make_call(parser, name, at, argument);
}

static const lint_expr_node *parse_word_part(lint_expr_parser *parser)
{
    const lint_expr_node *node;

    switch (parser->lexer.token) {
    case LINT_TOKEN_DIGIT:
        node = make_text(parser, parser->lexer.value);
        lint_expr_next(parser);
        return node;
    case LINT_TOKEN_QUOTE:
        return parse_quoted(parser);
    case LINT_TOKEN_CAPTURE:
    case LINT_TOKEN_VARIABLE:
        return parse_piece(parser);
    case LINT_TOKEN_NAME:
        return parse_call(parser);
    case LINT_TOKEN_TRUE:
    case LINT_TOKEN_FALSE:
        return lint_expr_unexpected(
            parser, "true and false are conditions of their own: "
                    "to compare with the word, put it in "
                    "quotes");
    case LINT_TOKEN_REGEX:
        return lint_expr_unexpected(
            parser, "a regular expression stands behind =~ or !~ "
                    "alone: put texts in quotes");
    case LINT_TOKEN_END:
        return lint_expr_unexpected(
            parser, "it ends where a text, a number, %{NAME} or "
                    "name('argument') is missing: complete it");
    default:
        return lint_expr_unexpected(parser,
                                    "a text, a number, %{NAME} or "
                                    "name('argument') is missing here: insert "
                                    "it");
    }
}

const lint_expr_node *lint_expr_parse_word(lint_expr_parser *parser)
{
    return lint_expr_parse_chain(parser, LINT_TOKEN_CONCAT, LINT_EXPR_CONCAT,
                                 parse_word_part);
}
