/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parser's files share. A function that returns NULL has complained.
 */
#ifndef LINT_MODEL_EXPR_PARSER_H
#define LINT_MODEL_EXPR_PARSER_H

#include "lint/model/expr_lex.h"
#include "lint/model/expr_tree.h"

typedef struct lint_expr_parser {
    apr_pool_t *pool;
    lint_expr_lexer lexer;
    unsigned kind;
    int depth;
    const char *error;
    const char *at; /* of the error */
} lint_expr_parser;

/* Looking at the token at hand, and on to the next. */
bool lint_expr_is(const lint_expr_parser *parser, lint_expr_token token);
bool lint_expr_is_sign(const lint_expr_parser *parser, char sign);
void lint_expr_next(lint_expr_parser *parser);
bool lint_expr_expect_sign(lint_expr_parser *parser, char sign,
                           const char *why);

/* The first complaint counts. Both return NULL, for their callers to pass on;
 * a broken token at hand has its own complaint. */
void *lint_expr_complain(lint_expr_parser *parser, const char *at,
                         const char *why);
void *lint_expr_unexpected(lint_expr_parser *parser, const char *why);

/* False when it nests too deep; else parser->depth-- ends the level. */
bool lint_expr_nest(lint_expr_parser *parser);

lint_expr_node *lint_expr_make(lint_expr_parser *parser, lint_expr_op op,
                               const lint_expr_node *left,
                               const lint_expr_node *right);

/* operand { separator operand }, associative to the right. */
typedef const lint_expr_node *lint_expr_operand(lint_expr_parser *parser);
const lint_expr_node *lint_expr_parse_chain(lint_expr_parser *parser,
                                            lint_expr_token separator,
                                            lint_expr_op op,
                                            lint_expr_operand *operand);

/* A word of a condition, and what is between quotes or is a text. */
const lint_expr_node *lint_expr_parse_word(lint_expr_parser *parser);
const lint_expr_node *lint_expr_parse_string(lint_expr_parser *parser);

#endif
