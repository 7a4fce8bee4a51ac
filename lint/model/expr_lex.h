/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words and signs of an expression. What is inside quotes, inside %{...} and
 * after its colon follows rules of its own.
 */
#ifndef LINT_MODEL_EXPR_LEX_H
#define LINT_MODEL_EXPR_LEX_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>

typedef enum lint_expr_token {
    LINT_TOKEN_END,
    LINT_TOKEN_ERROR, /* error says why */
    LINT_TOKEN_TRUE,
    LINT_TOKEN_FALSE,
    LINT_TOKEN_DIGIT,
    LINT_TOKEN_NAME,
    LINT_TOKEN_STRING,  /* a literal piece between quotes, or of a text */
    LINT_TOKEN_REGEX,   /* number is 1 with the flag i */
    LINT_TOKEN_CAPTURE, /* number */
    LINT_TOKEN_TEST,    /* -n: text is "n" */
    LINT_TOKEN_BINARY,  /* -strmatch: text is "strmatch" */
    LINT_TOKEN_QUOTE,
    LINT_TOKEN_UNQUOTE,
    LINT_TOKEN_VARIABLE, /* %{ */
    LINT_TOKEN_VARIABLE_END,
    LINT_TOKEN_COMPARE, /* number is a lint_expr_relation */
    LINT_TOKEN_COMPARE_NUMBERS,
    LINT_TOKEN_MATCH,
    LINT_TOKEN_NO_MATCH,
    LINT_TOKEN_IN,
    LINT_TOKEN_CONCAT,
    LINT_TOKEN_OR,
    LINT_TOKEN_AND,
    LINT_TOKEN_NOT,
    LINT_TOKEN_SIGN /* one of ( ) { } , : in number */
} lint_expr_token;

typedef enum lint_lexer_state {
    LINT_LEXER_PLAIN,
    LINT_LEXER_QUOTED,
    LINT_LEXER_VARIABLE,
    LINT_LEXER_ARGUMENT /* %{name:here} */
} lint_lexer_state;

typedef struct lint_expr_lexer {
    apr_pool_t *pool;
    const char *text;
    const char *at;
    bool is_text;
    char quote; /* NUL in a text, which no quote ends */
    lint_lexer_state state;
    apr_array_header_t *outer; /* of lint_lexer_state */
    /* The literal piece being collected; as long as httpd's buffer. */
    char piece[8192];
    size_t length;
    /* The token just read. */
    lint_expr_token token;
    const char *value;
    int number;
    const char *begin; /* in text */
    const char *error; /* what is broken at begin */
} lint_expr_lexer;

void lint_expr_lexer_begin(lint_expr_lexer *lexer, apr_pool_t *pool,
                           const char *text, bool is_text);

/* Reads the next token into the lexer. */
void lint_expr_lexer_next(lint_expr_lexer *lexer);

/* What the lexer's files share: each makes the token from the next length
 * bytes, without the first skip ones. */
void lint_expr_lexer_give(lint_expr_lexer *lexer, lint_expr_token token,
                          size_t length);
void lint_expr_lexer_give_number(lint_expr_lexer *lexer, lint_expr_token token,
                                 int number, size_t length);
void lint_expr_lexer_give_value(lint_expr_lexer *lexer, lint_expr_token token,
                                size_t skip, size_t length);
void lint_expr_lexer_fail(lint_expr_lexer *lexer, const char *why);

/* A byte as it can be shown. */
const char *lint_expr_lexer_shown(const lint_expr_lexer *lexer, char byte);

void lint_expr_lexer_push(lint_expr_lexer *lexer, lint_lexer_state state);
void lint_expr_lexer_pop(lint_expr_lexer *lexer);

/* Between quotes, in a text, and behind the colon of %{name:}. */
void lint_expr_lexer_read_piece(lint_expr_lexer *lexer);

/* Inside %{, up to the colon. */
void lint_expr_lexer_read_variable(lint_expr_lexer *lexer);

#endif
