/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A directive's arguments as words, exactly as httpd's ap_getword_conf cuts
 * them; only what a template will put there is kept in one piece.
 */
#ifndef LINT_CONF_WORDS_H
#define LINT_CONF_WORDS_H

#include <stdbool.h>
#include <apr_pools.h>

typedef struct lint_word {
    const char *text;    /* quotes and their escapes removed */
    const char *unknown; /* why the text is not what httpd will see; or NULL */
    int at;              /* its offset in the text it was cut from */
    char quote;          /* `"`, `'`, or 0 */
} lint_word;

typedef struct lint_words {
    int count;
    const lint_word *list;
} lint_words;

/* Cuts the next word off *text, and the blanks behind it; word->text is "" at
 * the end, as it is for a word of two quotes: look at *text first. */
void lint_word_next(apr_pool_t *pool, const char **text, lint_word *word);

/* What is told without cutting words. */
typedef struct lint_look {
    int open_quote; /* the offset of a quote that nothing closes; -1 for none */
    bool unknown;   /* some word is */
} lint_look;

lint_look lint_words_look(const char *text);

/* All words of text. */
lint_words lint_words_split(apr_pool_t *pool, const char *text);

/* The same, with the list of them from a pool of its own. */
lint_words lint_words_split_into(apr_pool_t *pool, apr_pool_t *list,
                                 const char *text);

#endif
