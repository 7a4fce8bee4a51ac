/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/expr_lex.h"

#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/model/expr_tree.h"

void lint_expr_lexer_begin(lint_expr_lexer *lexer, apr_pool_t *pool,
                           const char *text, bool is_text)
{
    lexer->pool = pool;
    lexer->text = text;
    lexer->at = text;
    lexer->is_text = is_text;
    lexer->quote = '\0';
    lexer->state = is_text ? LINT_LEXER_QUOTED : LINT_LEXER_PLAIN;
    lexer->outer = NULL;
    lexer->length = 0;
    lexer->token = LINT_TOKEN_END;
    lexer->value = NULL;
    lexer->number = 0;
    lexer->begin = text;
    lexer->error = NULL;
}

void lint_expr_lexer_give(lint_expr_lexer *lexer, lint_expr_token token,
                          size_t length)
{
    lexer->token = token;
    lexer->at += length;
}

void lint_expr_lexer_give_number(lint_expr_lexer *lexer, lint_expr_token token,
                                 int number, size_t length)
{
    lexer->number = number;
    lint_expr_lexer_give(lexer, token, length);
}

void lint_expr_lexer_give_value(lint_expr_lexer *lexer, lint_expr_token token,
                                size_t skip, size_t length)
{
    lexer->value = apr_pstrmemdup(lexer->pool, lexer->at + skip, length - skip);
    lint_expr_lexer_give(lexer, token, length);
}

void lint_expr_lexer_fail(lint_expr_lexer *lexer, const char *why)
{
    lexer->token = LINT_TOKEN_ERROR;
    lexer->error = why;
}

/* A byte as it can be shown. */
const char *lint_expr_lexer_shown(const lint_expr_lexer *lexer, char byte)
{
    unsigned char code = (unsigned char)byte;

    return code > 0x20 && code < 0x7f
               ? apr_psprintf(lexer->pool, "\"%c\"", byte)
               : apr_psprintf(lexer->pool, "byte 0x%02x", code);
}

void lint_expr_lexer_push(lint_expr_lexer *lexer, lint_lexer_state state)
{
    if (!lexer->outer) {
        lexer->outer = apr_array_make(lexer->pool, 4, sizeof(lint_lexer_state));
    }
    APR_ARRAY_PUSH(lexer->outer, lint_lexer_state) = lexer->state;
    lexer->state = state;
}

void lint_expr_lexer_pop(lint_expr_lexer *lexer)
{
    lexer->state = *(lint_lexer_state *)apr_array_pop(lexer->outer);
}

/* Up to the next delimiter; a backslash does not protect it. One without an
 * end is the end of the input: behind a complete condition httpd takes it. */
static void read_regex(lint_expr_lexer *lexer, size_t opening)
{
    const char *pattern = lexer->at + opening;
    const char *end = strchr(pattern, pattern[-1]);
    size_t length;

    if (!end) {
        lexer->error =
            "a regular expression begins here and has no end: close it, or put "
            "a text that begins with / in quotes";
        lint_expr_lexer_give(lexer, LINT_TOKEN_END, strlen(lexer->at));
        return;
    }
    length = (size_t)(end - pattern);
    if (length >= sizeof(lexer->piece)) {
        lint_expr_lexer_fail(
            lexer, "a regular expression is longer than httpd's 8191 bytes: "
                   "shorten it");
        return;
    }
    lexer->value = apr_pstrmemdup(lexer->pool, pattern, length);
    lint_expr_lexer_give_number(lexer, LINT_TOKEN_REGEX, end[1] == 'i',
                                opening + length + (end[1] == 'i' ? 2 : 1));
}

typedef struct spelling {
    const char *text;
    lint_expr_token token;
    int number;
} spelling;

static const spelling words[] = {
    {"and", LINT_TOKEN_AND, 0},
    {"or", LINT_TOKEN_OR, 0},
    {"not", LINT_TOKEN_NOT, 0},
    {"in", LINT_TOKEN_IN, 0},
    {"eq", LINT_TOKEN_COMPARE_NUMBERS, LINT_EXPR_EQ},
    {"ne", LINT_TOKEN_COMPARE_NUMBERS, LINT_EXPR_NE},
    {"lt", LINT_TOKEN_COMPARE_NUMBERS, LINT_EXPR_LT},
    {"le", LINT_TOKEN_COMPARE_NUMBERS, LINT_EXPR_LE},
    {"gt", LINT_TOKEN_COMPARE_NUMBERS, LINT_EXPR_GT},
    {"ge", LINT_TOKEN_COMPARE_NUMBERS, LINT_EXPR_GE},
    {"true", LINT_TOKEN_TRUE, 0},
    {"false", LINT_TOKEN_FALSE, 0},
    {NULL, LINT_TOKEN_END, 0},
};

/* Longer ones first. */
static const spelling signs[] = {
    {"=~", LINT_TOKEN_MATCH, 0},
    {"!~", LINT_TOKEN_NO_MATCH, 0},
    {"==", LINT_TOKEN_COMPARE, LINT_EXPR_EQ},
    {"!=", LINT_TOKEN_COMPARE, LINT_EXPR_NE},
    {"<=", LINT_TOKEN_COMPARE, LINT_EXPR_LE},
    {">=", LINT_TOKEN_COMPARE, LINT_EXPR_GE},
    {"&&", LINT_TOKEN_AND, 0},
    {"||", LINT_TOKEN_OR, 0},
    {"=", LINT_TOKEN_COMPARE, LINT_EXPR_EQ},
    {"<", LINT_TOKEN_COMPARE, LINT_EXPR_LT},
    {">", LINT_TOKEN_COMPARE, LINT_EXPR_GT},
    {"!", LINT_TOKEN_NOT, 0},
    {".", LINT_TOKEN_CONCAT, 0},
    {"(", LINT_TOKEN_SIGN, '('},
    {")", LINT_TOKEN_SIGN, ')'},
    {"{", LINT_TOKEN_SIGN, '{'},
    {"}", LINT_TOKEN_SIGN, '}'},
    {",", LINT_TOKEN_SIGN, ','},
    {":", LINT_TOKEN_SIGN, ':'},
    {NULL, LINT_TOKEN_END, 0},
};

static const spelling *find_word(const char *text, size_t length)
{
    for (const spelling *word = words; word->text; word++) {
        if (strlen(word->text) == length &&
            strncmp(word->text, text, length) == 0) {
            return word;
        }
    }
    return NULL;
}

/* A name, a word of the language, or m#...#. */
static void read_name(lint_expr_lexer *lexer)
{
    const char *at = lexer->at;
    size_t length = 1;
    const spelling *word;

    while (apr_isalnum(at[length]) || at[length] == '_') {
        length++;
    }
    if (*at == 'm' && at[1] && strchr("/#$%^,;:_?|-!.'\"", at[1]) &&
        length <= 2) {
        read_regex(lexer, 2);
        return;
    }
    word = find_word(at, length);
    if (word) {
        lint_expr_lexer_give_number(lexer, word->token, word->number, length);
    } else {
        lint_expr_lexer_give_value(lexer, LINT_TOKEN_NAME, 0, length);
    }
}

/* -5, -n, -eq, -strmatch. False for a minus alone. */
static bool read_minus(lint_expr_lexer *lexer)
{
    const char *at = lexer->at;
    size_t digits = strspn(at + 1, "0123456789");
    size_t length = 1;
    const spelling *word;

    if (digits) {
        lint_expr_lexer_give_value(lexer, LINT_TOKEN_DIGIT, 0, digits + 1);
        return true;
    }
    while (apr_isalnum(at[length]) || at[length] == '_') {
        length++;
    }
    if (length == 1) {
        return false;
    }
    word = find_word(at + 1, length - 1);
    if (word && (word->token == LINT_TOKEN_COMPARE_NUMBERS ||
                 word->token == LINT_TOKEN_IN)) {
        lint_expr_lexer_give_number(lexer, word->token, word->number, length);
    } else {
        lint_expr_lexer_give_value(
            lexer, length == 2 ? LINT_TOKEN_TEST : LINT_TOKEN_BINARY, 1,
            length);
    }
    return true;
}

static void read_sign(lint_expr_lexer *lexer)
{
    for (const spelling *sign = signs; sign->text; sign++) {
        size_t length = strlen(sign->text);

        if (strncmp(lexer->at, sign->text, length) == 0) {
            lint_expr_lexer_give_number(lexer, sign->token, sign->number,
                                        length);
            return;
        }
    }
    lint_expr_lexer_fail(
        lexer,
        apr_psprintf(lexer->pool,
                     "%s means nothing outside quotes: put texts in quotes, "
                     "'like this', and patterns between slashes, /like this/",
                     lint_expr_lexer_shown(lexer, *lexer->at)));
}

static void read_plain(lint_expr_lexer *lexer)
{
    char first;
    char second;

    lexer->at += strspn(lexer->at, " \t\n");
    lexer->begin = lexer->at;
    first = lexer->at[0];
    second = lexer->at[first ? 1 : 0];
    if (!first) {
        lexer->token = LINT_TOKEN_END;
    } else if (first == '"' || first == '\'') {
        lexer->quote = first;
        lexer->length = 0;
        lexer->state = LINT_LEXER_QUOTED;
        lint_expr_lexer_give(lexer, LINT_TOKEN_QUOTE, 1);
    } else if (first == '%' && second == '{') {
        lint_expr_lexer_push(lexer, LINT_LEXER_VARIABLE);
        lint_expr_lexer_give(lexer, LINT_TOKEN_VARIABLE, 2);
    } else if (first == '$' && apr_isdigit(second)) {
        lint_expr_lexer_give_number(lexer, LINT_TOKEN_CAPTURE, second - '0', 2);
    } else if (first == '/') {
        read_regex(lexer, 1);
    } else if (apr_isalpha(first)) {
        read_name(lexer);
    } else if (apr_isdigit(first)) {
        lint_expr_lexer_give_value(lexer, LINT_TOKEN_DIGIT, 0,
                                   strspn(lexer->at, "0123456789"));
    } else if (first != '-' || !read_minus(lexer)) {
        read_sign(lexer);
    }
}

void lint_expr_lexer_next(lint_expr_lexer *lexer)
{
    lexer->begin = lexer->at;
    switch (lexer->state) {
    case LINT_LEXER_PLAIN:
        read_plain(lexer);
        break;
    case LINT_LEXER_VARIABLE:
        lint_expr_lexer_read_variable(lexer);
        break;
    case LINT_LEXER_QUOTED:
    case LINT_LEXER_ARGUMENT:
        lint_expr_lexer_read_piece(lexer);
        break;
    }
}
