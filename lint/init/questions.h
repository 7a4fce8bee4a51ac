/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What has to be known before a configuration can be written, one row each, and
 * what is wrong with an answer: core's own sentences wherever core has a say.
 *
 * Answers become lines of a configuration, so none passes that could be more
 * than one word of one line.
 */
#ifndef LINT_INIT_QUESTIONS_H
#define LINT_INIT_QUESTIONS_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "core/problem.h"

typedef enum lint_question_id {
    LINT_ASK_ORIGIN,
    LINT_ASK_HOST,
    LINT_ASK_PATH,
    LINT_ASK_COOKIE,
    LINT_ASK_PARTITIONED,
    LINT_ASK_METHOD,
    LINT_ASK_HEADER,
    LINT_ASK_EXPOSE,
    LINT_ASK_MAX_AGE,
    LINT_ASK_BACKEND,
    LINT_ASK_STYLE,
    LINT_ASK_SERVER,
    LINT_ASK_SITE,
    LINT_QUESTIONS
} lint_question_id;

typedef struct lint_question {
    const char *name;      /* of its option */
    const char *text;      /* as a terminal asks */
    const char *initial;   /* the answer of who says nothing; NULL: none is
                              taken for granted */
    const char *example;   /* shown where one is missing */
    const char *directive; /* of this module: its values are the answer's, by
                              its rules; NULL */
    const char *choices;   /* "module|recipe"; NULL for other answers */
    bool many;             /* words with blanks between; "none" for none */
} lint_question;

extern const lint_question lint_questions[LINT_QUESTIONS];

/* All that is known: words (const char *) for each question, none of them
 * twice, "none" left out. */
typedef struct lint_answers {
    const apr_array_header_t *to[LINT_QUESTIONS];
} lint_answers;

/* The words as an answer to the question; NULL, with what is wrong added to
 * problems, when they are none. */
const apr_array_header_t *lint_question_check(apr_pool_t *pool,
                                              lint_question_id id,
                                              const apr_array_header_t *words,
                                              cors_problems *problems);

/* The words of a line, which blanks part. */
apr_array_header_t *lint_words(apr_pool_t *pool, const char *line);

#endif
