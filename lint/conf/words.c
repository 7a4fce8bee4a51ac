/* SPDX-License-Identifier: Apache-2.0 */
#include "words.h"

#include <string.h>
#include <apr_strings.h>
#include <apr_tables.h>
#include "bytes.h"
#include "template.h"

/* What one word of a directive's text may hold at once. */
#define WORDS_AT_FIRST 4

/* What is more than itself, in quotes or not. */
#define SPECIAL                                                                \
    (LINT_BYTE_END | LINT_BYTE_ESCAPE | LINT_BYTE_DOLLAR | LINT_BYTE_MARK |    \
     LINT_BYTE_ANGLE)

static bool is_blank(char byte)
{
    return lint_byte(byte) & LINT_BYTE_BLANK;
}

/* Behind the byte at text, or behind all of what is to be filled in there, with
 * the reason why that is unknown. An escape is the two bytes that
 * substring_conf makes one. */
static const char *behind(const char *text, char quote, const char **unknown,
                          size_t *escapes)
{
    const char *why;
    size_t length = lint_template_measure(text, &why);

    if (length) {
        *unknown = why;
        return text + length;
    }
    if (*text == '\\' && (text[1] == '\\' || (quote && text[1] == quote))) {
        ++*escapes;
        return text + 2;
    }
    return text + 1;
}

/* Behind the word that begins at text. */
static const char *end_of_word(const char *text, char quote,
                               const char **unknown, size_t *escapes)
{
    const int stops = SPECIAL | (quote ? LINT_BYTE_QUOTE : LINT_BYTE_BLANK);

    while (true) {
        text = lint_bytes_find(text, stops);
        if (!*text || (quote ? *text == quote : is_blank(*text))) {
            return text;
        }
        text = behind(text, quote, unknown, escapes);
    }
}

/* The bytes from start to end, with count escapes undone. */
static const char *unescaped(apr_pool_t *pool, const char *start,
                             const char *end, char quote, size_t count)
{
    char *text = apr_palloc(pool, (size_t)(end - start) + 1 - count);
    char *to = text;

    if (!count) {
        memcpy(text, start, (size_t)(end - start));
        text[end - start] = '\0';
        return text;
    }
    while (start < end) {
        const char *why;
        size_t length = lint_template_measure(start, &why);

        if (length) {
            memcpy(to, start, length);
            to += length;
            start += length;
            continue;
        }
        if (*start == '\\' &&
            (start[1] == '\\' || (quote && start[1] == quote))) {
            start++;
        }
        *to++ = *start++;
    }
    *to = '\0';
    return text;
}

void lint_word_next(apr_pool_t *pool, const char **text, lint_word *word)
{
    const char *start = *text;
    const char *end;
    size_t escapes = 0;

    while (is_blank(*start)) {
        start++;
    }
    word->quote = '\0';
    if (*start == '"' || *start == '\'') {
        word->quote = *start;
    }
    word->at = (int)(start - *text);
    word->unknown = NULL;
    if (word->quote) {
        start++;
    }
    end = end_of_word(start, word->quote, &word->unknown, &escapes);
    word->text = unescaped(pool, start, end, word->quote, escapes);
    /* A quote that is never closed ends with the line. */
    if (word->quote && *end) {
        end++;
    }
    while (is_blank(*end)) {
        end++;
    }
    *text = end;
}

/* Words without quotes need not be told from each other. */
lint_look lint_words_look(const char *text)
{
    lint_look look = {-1, false};
    const char *begin = text; /* where a word does, whatever is before it */
    const char *at = text;

    while (*(at = lint_bytes_find(at, SPECIAL | LINT_BYTE_QUOTE))) {
        const char *unknown = NULL;
        size_t escapes = 0;

        if (!(lint_byte(*at) & LINT_BYTE_QUOTE)) {
            at = behind(at, '\0', &unknown, &escapes);
        } else if (at == begin || is_blank(at[-1])) {
            const char *end = end_of_word(at + 1, *at, &unknown, &escapes);

            if (!*end && !unknown) {
                look.open_quote = (int)(at - text);
            }
            at = begin = end + (*end != '\0');
        } else {
            at++;
        }
        look.unknown |= unknown != NULL;
    }
    return look;
}

lint_words lint_words_split(apr_pool_t *pool, const char *text)
{
    return lint_words_split_into(pool, pool, text);
}

lint_words lint_words_split_into(apr_pool_t *pool, apr_pool_t *list,
                                 const char *text)
{
    lint_word few[WORDS_AT_FIRST]; /* most directives have no more */
    apr_array_header_t *many = NULL;
    const char *rest = text;
    lint_words result = {0, NULL};

    while (is_blank(*rest)) {
        rest++;
    }
    while (*rest) {
        const char *start = rest;
        lint_word *word;

        if (result.count == WORDS_AT_FIRST) {
            many = apr_array_make(list, 4 * WORDS_AT_FIRST, sizeof(lint_word));
            memcpy(many->elts, few, sizeof(few));
            many->nelts = WORDS_AT_FIRST;
        }
        word = many ? apr_array_push(many) : &few[result.count];
        lint_word_next(pool, &rest, word);
        word->at += (int)(start - text);
        result.count++;
    }
    if (many) {
        result.list = (const lint_word *)many->elts;
    } else if (result.count) {
        result.list =
            apr_pmemdup(list, few, (apr_size_t)result.count * sizeof(few[0]));
    }
    return result;
}
