/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A rule: everything about one kind of mistake, in one file. The registry is
 * generated from the folder: a new rule is a new file that defines
 *
 *     const lint_rule lint_rule_NAME = { ... };
 *
 * where NAME is the id with underscores, and nothing else.
 */
#ifndef LINT_RULES_RULE_H
#define LINT_RULES_RULE_H

#include "lint/finding.h"
#include "lint/witness/survey.h"

/* One run of one rule over one server. */
typedef struct lint_review {
    apr_pool_t *pool;
    const lint_rule *rule;
    const lint_survey *survey;
    apr_array_header_t *findings; /* of lint_finding * */
} lint_review;

struct lint_rule {
    const char *id;        /* "wildcard-credentials" */
    const char *shorthand; /* of the catalogue: "C03" */
    const char *aliases;   /* other names, separated by blanks; NULL for none */
    lint_severity severity; /* of its findings, unless they say otherwise */
    lint_confidence confidence;
    lint_persona persona; /* likewise */
    const char *title;    /* one line, no full stop */
    const char *why;      /* what happens to whom; some sentences */
    const char *remedy;   /* what to do; a sentence in the imperative */
    const char *bad;      /* a configuration that has it and nothing worse */
    const char *good;     /* the same done right: nothing is found in it */
    bool htaccess;        /* bad and good are those of an .htaccess file */
    bool fixes;           /* some findings carry edits */
    void (*check)(lint_review *review);
};

/* Every rule, ordered by id; NULL behind the last. */
extern const lint_rule *const lint_rules[];

/* The rule of an id, an alias or a shorthand, in any case; NULL for none. */
const lint_rule *lint_rule_find(const char *name);

/* A new finding of the rule with its severity, confidence and persona. One at
 * the same place with the same message is reported once: then the one that is
 * there is returned. format is printf's. */
lint_finding *lint_review_add(lint_review *review, const lint_place *place,
                              const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Another place that has to do with it. */
void lint_review_relate(lint_review *review, lint_finding *finding,
                        const lint_place *place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Marks `text` (as it stands in the node's arguments) instead of the whole
 * line; leaves the finding as it is when it does not stand there. */
void lint_review_mark(lint_review *review, lint_finding *finding,
                      const lint_node *node, const char *text);

/* Adds an edit to the fix: replaces `length` bytes at byte `at` of the node's
 * arguments. */
void lint_review_edit(lint_review *review, lint_finding *finding,
                      const lint_node *node, int at, int length,
                      const char *text);

/* What rules say of a severity when the server might not be as it seems: an
 * unknown value alone never makes an error (LINT_ERROR becomes LINT_WARNING),
 * and confidence is low. */
void lint_review_doubt(lint_finding *finding);

#endif
