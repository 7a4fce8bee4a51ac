/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/expr_parser.h"

/* Far beyond what httpd evaluates: it gives up at twenty. */
#define DEEPEST 200

void *lint_expr_complain(lint_expr_parser *parser, const char *at,
                         const char *why)
{
    if (!parser->error) {
        parser->error = why;
        parser->at = at;
    }
    return NULL;
}

void lint_expr_next(lint_expr_parser *parser)
{
    lint_expr_lexer_next(&parser->lexer);
}

bool lint_expr_is(const lint_expr_parser *parser, lint_expr_token token)
{
    return parser->lexer.token == token;
}

bool lint_expr_is_sign(const lint_expr_parser *parser, char sign)
{
    return lint_expr_is(parser, LINT_TOKEN_SIGN) &&
           parser->lexer.number == sign;
}

void *lint_expr_unexpected(lint_expr_parser *parser, const char *why)
{
    const char *broken = parser->lexer.error;

    return lint_expr_complain(parser, parser->lexer.begin,
                              broken ? broken : why);
}

bool lint_expr_expect_sign(lint_expr_parser *parser, char sign, const char *why)
{
    if (!lint_expr_is_sign(parser, sign)) {
        lint_expr_unexpected(parser, why);
        return false;
    }
    lint_expr_next(parser);
    return true;
}

bool lint_expr_nest(lint_expr_parser *parser)
{
    if (++parser->depth > DEEPEST) {
        lint_expr_complain(
            parser, parser->lexer.begin,
            "it nests too deep: httpd gives up at twenty levels; split "
            "it into several conditions");
        return false;
    }
    return true;
}

lint_expr_node *lint_expr_make(lint_expr_parser *parser, lint_expr_op op,
                               const lint_expr_node *left,
                               const lint_expr_node *right)
{
    lint_expr_node *node = apr_pcalloc(parser->pool, sizeof(*node));

    node->op = op;
    node->left = left;
    node->right = right;
    return node;
}

/* What was collected, right-associative: a op (b op c). */
static const lint_expr_node *fold(lint_expr_parser *parser, lint_expr_op op,
                                  const apr_array_header_t *operands)
{
    int last = operands->nelts - 1;
    const lint_expr_node *node =
        APR_ARRAY_IDX(operands, last, const lint_expr_node *);

    for (int i = last - 1; i >= 0; i--) {
        node = lint_expr_make(
            parser, op, APR_ARRAY_IDX(operands, i, const lint_expr_node *),
            node);
    }
    return node;
}

/* Without recursion: a configuration's line
 * may have 16 MiB. */
const lint_expr_node *lint_expr_parse_chain(lint_expr_parser *parser,
                                            lint_expr_token separator,
                                            lint_expr_op op,
                                            lint_expr_operand *operand)
{
    const lint_expr_node *node = operand(parser);
    apr_array_header_t *operands = NULL;

    while (node && lint_expr_is(parser, separator)) {
        if (!operands) {
            operands =
                apr_array_make(parser->pool, 4, sizeof(lint_expr_node *));
            APR_ARRAY_PUSH(operands, const lint_expr_node *) = node;
        }
        lint_expr_next(parser);
        node = operand(parser);
        APR_ARRAY_PUSH(operands, const lint_expr_node *) = node;
    }
    return node && operands ? fold(parser, op, operands) : node;
}
