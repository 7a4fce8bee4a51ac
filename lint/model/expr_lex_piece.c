/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/model/expr_lex.h"

#define UNTERMINATED                                                           \
    "what begins here has no end: close a text with its quote and a "          \
    "variable with `}`"

static bool append(lint_expr_lexer *lexer, const char *from, size_t length)
{
    if (lexer->length + length >= sizeof(lexer->piece)) {
        lint_expr_lexer_fail(
            lexer, "a text is longer than httpd's 8191 bytes: shorten it");
        return false;
    }
    memcpy(lexer->piece + lexer->length, from, length);
    lexer->length += length;
    return true;
}

/* httpd keeps what stands before a `\0` alone. */
static void give_piece(lint_expr_lexer *lexer)
{
    lexer->piece[lexer->length] = '\0';
    lexer->value = apr_pstrdup(lexer->pool, lexer->piece);
    lexer->length = 0;
    lexer->token = LINT_TOKEN_STRING;
}

/* `\` and digits: the longest of an octal number and of digits at all wins. */
static bool append_octal(lint_expr_lexer *lexer)
{
    const char *digits = lexer->at + 1;
    size_t octal = strspn(digits, "01234567");
    size_t length = strspn(digits, "0123456789");
    unsigned long code;
    char byte;

    if (octal > 3) {
        octal = 3;
    }
    if (length > octal) {
        lint_expr_lexer_fail(
            lexer, "a backslash before digits wants one to three of 0 to 7: "
                   "what a regular expression captured is $1, not \\1");
        return false;
    }
    code = strtoul(apr_pstrmemdup(lexer->pool, digits, octal), NULL, 8);
    if (code > 0xff) {
        lint_expr_lexer_fail(
            lexer, "an octal number behind a backslash is above \\377: no "
                   "byte has that number");
        return false;
    }
    byte = (char)code;
    lexer->at += 1 + octal;
    return append(lexer, &byte, 1);
}

static bool append_escaped(lint_expr_lexer *lexer)
{
    static const char letters[] = "nrtbf";
    static const char bytes[] = "\n\r\t\b\f";
    const char *letter;
    char byte = lexer->at[1];

    if (apr_isdigit(byte)) {
        return append_octal(lexer);
    }
    if (!byte) {
        lint_expr_lexer_fail(
            lexer, "a backslash is the last byte: httpd exits over it; "
                   "remove it");
        return false;
    }
    letter = strchr(letters, byte);
    if (letter) {
        byte = bytes[letter - letters];
    }
    lexer->at += 2;
    return append(lexer, &byte, 1);
}

static void end_of_input(lint_expr_lexer *lexer)
{
    if (lexer->state == LINT_LEXER_QUOTED && lexer->is_text) {
        give_piece(lexer);
        lexer->state = LINT_LEXER_PLAIN;
    } else {
        lint_expr_lexer_fail(lexer, UNTERMINATED);
    }
}

/* What ends a piece and is a token by itself. False for anything else. */
static bool read_boundary(lint_expr_lexer *lexer)
{
    bool argument = lexer->state == LINT_LEXER_ARGUMENT;
    char first = lexer->at[0];
    char second = lexer->at[first ? 1 : 0];
    bool quote = !argument && first && first == lexer->quote;
    bool capture = first == '$' && apr_isdigit(second);
    bool variable = first == '%' && second == '{';
    bool close = argument && first == '}';

    if (!quote && !capture && !variable && !close) {
        return false;
    }
    if (lexer->length > 0) {
        give_piece(lexer);
    } else if (quote) {
        lexer->state = LINT_LEXER_PLAIN;
        lint_expr_lexer_give(lexer, LINT_TOKEN_UNQUOTE, 1);
    } else if (capture) {
        lint_expr_lexer_give_number(lexer, LINT_TOKEN_CAPTURE, second - '0', 2);
    } else if (variable) {
        lint_expr_lexer_push(lexer, LINT_LEXER_VARIABLE);
        lint_expr_lexer_give(lexer, LINT_TOKEN_VARIABLE, 2);
    } else {
        lint_expr_lexer_pop(lexer);
        lint_expr_lexer_give(lexer, LINT_TOKEN_VARIABLE_END, 1);
    }
    return true;
}

/* Between quotes, in a text, and behind the colon of %{name:}. */
void lint_expr_lexer_read_piece(lint_expr_lexer *lexer)
{
    for (;;) {
        size_t plain;

        if (!*lexer->at) {
            end_of_input(lexer);
            return;
        }
        if (*lexer->at == '\n') {
            lint_expr_lexer_fail(lexer, UNTERMINATED);
            return;
        }
        if (read_boundary(lexer)) {
            return;
        }
        if (*lexer->at == '\\') {
            if (!append_escaped(lexer)) {
                return;
            }
            continue;
        }
        if (lexer->state == LINT_LEXER_ARGUMENT &&
            (*lexer->at == '"' || *lexer->at == '\'')) {
            lint_expr_lexer_fail(
                lexer, "a quote inside %{name:...}: httpd exits over it; the "
                       "argument stands there without quotes");
            return;
        }
        plain = strcspn(lexer->at, "\\\n\"'%}$");
        plain = plain ? plain : 1;
        if (!append(lexer, lexer->at, plain)) {
            return;
        }
        lexer->at += plain;
    }
}

/* Inside %{, up to the colon. */
void lint_expr_lexer_read_variable(lint_expr_lexer *lexer)
{
    const char *at = lexer->at;

    if (apr_isalpha(*at)) {
        size_t length = 1;

        while (apr_isalnum(at[length]) || at[length] == '_') {
            length++;
        }
        lint_expr_lexer_give_value(lexer, LINT_TOKEN_NAME, 0, length);
    } else if (*at == '}') {
        lint_expr_lexer_pop(lexer);
        lint_expr_lexer_give(lexer, LINT_TOKEN_VARIABLE_END, 1);
    } else if (*at == ':') {
        lexer->state = LINT_LEXER_ARGUMENT;
        lint_expr_lexer_give_number(lexer, LINT_TOKEN_SIGN, ':', 1);
    } else if (!*at || *at == '\n') {
        lint_expr_lexer_fail(lexer, UNTERMINATED);
    } else {
        lint_expr_lexer_fail(
            lexer,
            apr_psprintf(lexer->pool,
                         "%s in the name of a variable: a name has letters, "
                         "digits and _, and a header is written "
                         "%%{HTTP:Header-Name}",
                         lint_expr_lexer_shown(lexer, *at)));
    }
}
