/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_strings.h>
#include "lint/model/expr_parser.h"
#include "lint/model/memo.h"

static const lint_expr_node *parse_condition(lint_expr_parser *parser);

/* -R and -ipmatch read their network when the server starts. */
static bool read_network(lint_expr_parser *parser, lint_expr_node *node,
                         const lint_expr_node *constant, const char *at)
{
    char *address;
    char *mask;

    if (constant->op != LINT_EXPR_TEXT) {
        lint_expr_complain(parser, at,
                           "-R and -ipmatch want a network written out: "
                           "'192.0.2.0/24'");
        return false;
    }
    address = apr_pstrdup(parser->pool, constant->as.text);
    mask = strchr(address, '/');
    if (mask) {
        *mask++ = '\0';
    }
    if (apr_ipsubnet_create(&node->network, address, mask, parser->pool) !=
        APR_SUCCESS) {
        lint_expr_complain(
            parser, at,
            apr_psprintf(parser->pool,
                         "\"%s\" is not a network: write an address and "
                         "a mask, '192.0.2.0/24'",
                         constant->as.text));
        return false;
    }
    return true;
}

static const lint_expr_node *parse_test(lint_expr_parser *parser)
{
    const char *at = parser->lexer.begin;
    char letter = parser->lexer.value[0];
    lint_expr_test *test = lint_expr_test_find(letter);
    const lint_expr_node *word;
    const char *word_at;
    lint_expr_node *node;

    if (!test) {
        return lint_expr_complain(
            parser, at,
            apr_psprintf(parser->pool,
                         "there is no test \"-%c\": httpd knows "
                         "-n -z -T -R -d -e -f -s -L -h -x -F -U "
                         "-A",
                         letter));
    }
    lint_expr_next(parser);
    word_at = parser->lexer.begin;
    word = lint_expr_parse_word(parser);
    if (!word) {
        return NULL;
    }
    node = lint_expr_make(parser, LINT_EXPR_TEST, word, NULL);
    node->as.test.run = test;
    node->as.test.letter = letter;
    return letter != 'R' || read_network(parser, node, word, word_at) ? node
                                                                      : NULL;
}

static const lint_expr_node *parse_binary(lint_expr_parser *parser,
                                          const lint_expr_node *left)
{
    const char *at = parser->lexer.begin;
    const char *name = parser->lexer.value;
    lint_expr_binary *binary = lint_expr_binary_find(name);
    const lint_expr_node *right;
    const char *right_at;
    lint_expr_node *node;

    if (!binary) {
        return lint_expr_complain(
            parser, at,
            apr_psprintf(parser->pool,
                         "there is no operator \"-%s\": httpd "
                         "knows -eq -ne -lt -le -gt -ge -in "
                         "-strmatch -strcmatch -fnmatch -ipmatch",
                         name));
    }
    lint_expr_next(parser);
    right_at = parser->lexer.begin;
    right = lint_expr_parse_word(parser);
    if (!right) {
        return NULL;
    }
    node = lint_expr_make(parser, LINT_EXPR_BINARY, left, right);
    node->as.binary = binary;
    return !lint_expr_binary_wants_network(binary) ||
                   read_network(parser, node, right, right_at)
               ? node
               : NULL;
}

#define ENDED_EARLY                                                            \
    "the regular expression ends at its first slash, which \\ does not "       \
    "protect: write it as m#...#"

static bool ends_with_backslash(const char *pattern)
{
    size_t length = strlen(pattern);

    return length > 0 && pattern[length - 1] == '\\';
}

static const lint_expr_node *parse_match(lint_expr_parser *parser,
                                         const lint_expr_node *left,
                                         lint_expr_op op)
{
    const lint_expr_lexer *lexer = &parser->lexer;
    lint_expr_node *node = lint_expr_make(parser, op, left, NULL);
    const char *error = NULL;

    lint_expr_next(parser);
    if (!lint_expr_is(parser, LINT_TOKEN_REGEX)) {
        return lint_expr_unexpected(
            parser, "a regular expression follows =~ and !~: "
                    "write it between slashes, or m#like this#");
    }
    node->as.regex = lint_regex_compile(
        parser->pool, lexer->value,
        LINT_REGEX_DEFAULT | (lexer->number ? LINT_REGEX_ICASE : 0), &error);
    if (!node->as.regex) {
        return lint_expr_complain(
            parser, lexer->begin,
            ends_with_backslash(lexer->value) ? ENDED_EARLY : error);
    }
    lint_expr_next(parser);
    return node;
}

static const lint_expr_node *parse_list_call(lint_expr_parser *parser)
{
    const char *at = parser->lexer.begin;
    const char *name = parser->lexer.value;
    const lint_expr_node *argument;

    lint_expr_next(parser);
    if (!lint_expr_expect_sign(parser, '(',
                               "a list stands in braces: {'a', 'b'}")) {
        return NULL;
    }
    argument = lint_expr_parse_word(parser);
    if (!argument ||
        !lint_expr_expect_sign(
            parser, ')', "a function takes one argument: close it with `)`")) {
        return NULL;
    }
    if (strcmp(name, "PeerExtList") != 0) {
        return lint_expr_complain(
            parser, at,
            apr_psprintf(parser->pool,
                         "no function \"%s\" returns a list: write "
                         "the list out, {'a', 'b'}",
                         name));
    }
    return lint_expr_make(parser, LINT_EXPR_LIST_CALL, argument, NULL);
}

static const lint_expr_node *parse_list(lint_expr_parser *parser)
{
    const lint_expr_node *list = NULL;

    if (lint_expr_is(parser, LINT_TOKEN_NAME)) {
        return parse_list_call(parser);
    }
    if (!lint_expr_is_sign(parser, '{')) {
        return lint_expr_unexpected(parser,
                                    "a list in braces follows `in`: write "
                                    "{'a', 'b'}");
    }
    do {
        const lint_expr_node *word;

        lint_expr_next(parser);
        word = lint_expr_parse_word(parser);
        if (!word) {
            return NULL;
        }
        list = lint_expr_make(parser, LINT_EXPR_LIST, word, list);
    } while (lint_expr_is_sign(parser, ','));
    return lint_expr_expect_sign(parser, '}', "a list is not closed: add `}`")
               ? list
               : NULL;
}

static const lint_expr_node *parse_relation(lint_expr_parser *parser,
                                            const lint_expr_node *left,
                                            lint_expr_op op)
{
    int relation = parser->lexer.number;
    lint_expr_node *node;
    const lint_expr_node *right;

    lint_expr_next(parser);
    right = lint_expr_parse_word(parser);
    if (!right) {
        return NULL;
    }
    node = lint_expr_make(parser, op, left, right);
    node->as.relation = (lint_expr_relation)relation;
    return node;
}

/* A word, and what is asked of it. */
static const lint_expr_node *parse_comparison(lint_expr_parser *parser)
{
    const lint_expr_node *left = lint_expr_parse_word(parser);
    const lint_expr_node *right;

    if (!left) {
        return NULL;
    }
    switch (parser->lexer.token) {
    case LINT_TOKEN_COMPARE:
        return parse_relation(parser, left, LINT_EXPR_COMPARE);
    case LINT_TOKEN_COMPARE_NUMBERS:
        return parse_relation(parser, left, LINT_EXPR_COMPARE_NUMBERS);
    case LINT_TOKEN_MATCH:
        return parse_match(parser, left, LINT_EXPR_MATCH);
    case LINT_TOKEN_NO_MATCH:
        return parse_match(parser, left, LINT_EXPR_NO_MATCH);
    case LINT_TOKEN_BINARY:
        return parse_binary(parser, left);
    case LINT_TOKEN_IN:
        lint_expr_next(parser);
        right = parse_list(parser);
        return right ? lint_expr_make(parser, LINT_EXPR_IN, left, right) : NULL;
    default:
        return lint_expr_unexpected(parser,
                                    "a text alone is no condition: compare it, "
                                    "== 'text' or =~ /pattern/, or ask -n "
                                    "whether it has a value");
    }
}

static const lint_expr_node *parse_operand(lint_expr_parser *parser)
{
    const lint_expr_node *node = NULL;
    int negations = 0;

    for (; lint_expr_is(parser, LINT_TOKEN_NOT); lint_expr_next(parser)) {
        negations++;
    }
    if (lint_expr_is(parser, LINT_TOKEN_TRUE) ||
        lint_expr_is(parser, LINT_TOKEN_FALSE)) {
        node = lint_expr_make(parser,
                              lint_expr_is(parser, LINT_TOKEN_TRUE)
                                  ? LINT_EXPR_TRUE
                                  : LINT_EXPR_FALSE,
                              NULL, NULL);
        lint_expr_next(parser);
    } else if (lint_expr_is(parser, LINT_TOKEN_TEST)) {
        node = parse_test(parser);
    } else if (!lint_expr_is_sign(parser, '(')) {
        node = parse_comparison(parser);
    } else if (lint_expr_nest(parser)) {
        lint_expr_next(parser);
        node = parse_condition(parser);
        if (node && !lint_expr_expect_sign(
                        parser, ')', "a parenthesis is not closed: add `)`")) {
            return NULL;
        }
        parser->depth--;
    }
    while (node && negations-- > 0) {
        node = lint_expr_make(parser, LINT_EXPR_NOT, node, NULL);
    }
    return node;
}

static const lint_expr_node *parse_and(lint_expr_parser *parser)
{
    return lint_expr_parse_chain(parser, LINT_TOKEN_AND, LINT_EXPR_AND,
                                 parse_operand);
}

static const lint_expr_node *parse_condition(lint_expr_parser *parser)
{
    return lint_expr_parse_chain(parser, LINT_TOKEN_OR, LINT_EXPR_OR,
                                 parse_and);
}

/* The whole was read, and something is left. */
static void *complain_of_rest(lint_expr_parser *parser)
{
    const lint_expr_lexer *lexer = &parser->lexer;

    switch (lexer->token) {
    case LINT_TOKEN_REGEX:
        return lint_expr_unexpected(parser, ENDED_EARLY);
    case LINT_TOKEN_NAME:
        return lint_expr_unexpected(
            parser, apr_psprintf(parser->pool,
                                 "\"%s\" follows a complete condition: "
                                 "join conditions by && or ||, and put "
                                 "texts in quotes; i is the only flag "
                                 "of a regular expression",
                                 lexer->value));
    default:
        return lint_expr_unexpected(parser,
                                    "the condition is complete here, and goes "
                                    "on: join conditions by && or ||");
    }
}

static const lint_expr *parse(apr_pool_t *pool, const char *text, unsigned kind,
                              const char **error, int *column)
{
    lint_expr_parser parser = {.pool = pool, .kind = kind};
    bool is_text = kind & LINT_EXPR_STRING;
    lint_expr *expr;
    const lint_expr_node *root;

    lint_expr_lexer_begin(&parser.lexer, pool, text, is_text);
    lint_expr_next(&parser);
    root = is_text ? lint_expr_parse_string(&parser) : parse_condition(&parser);
    if (root && !lint_expr_is(&parser, LINT_TOKEN_END)) {
        root = complain_of_rest(&parser);
    }
    if (!root) {
        *error = parser.error;
        *column = (int)(parser.at - text) + 1;
        return NULL;
    }
    expr = apr_palloc(pool, sizeof(*expr));
    expr->root = root;
    expr->is_text = is_text;
    return expr;
}

const lint_expr *lint_expr_parse(apr_pool_t *pool, const char *text,
                                 unsigned kind, const char **error, int *column)
{
    lint_memo *memo = lint_memo_of(pool);
    const lint_expr *expr = lint_memo_find(memo, "lint_expr", kind, text);

    if (!expr) {
        apr_pool_t *lasting = lint_memo_pool(memo);

        text = apr_pstrdup(lasting, text); /* which the tree may point into */
        expr = parse(lasting, text, kind, error, column);
        if (expr) {
            lint_memo_keep(memo, "lint_expr", kind, text, expr);
        }
    }
    return expr;
}
