/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a shell offers where a value or an operand is to be written: told from
 * its name, so that a new option needs nothing but its row.
 */
#ifndef LINT_COMMAND_OFFER_H
#define LINT_COMMAND_OFFER_H

#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/command/command.h"

typedef enum lint_offer_kind {
    LINT_OFFER_NOTHING,
    LINT_OFFER_FILES,
    LINT_OFFER_DIRECTORIES,
    LINT_OFFER_WORDS, /* those of the name itself, "text|json" */
    LINT_OFFER_LIST   /* one of lint_offer_lists */
} lint_offer_kind;

/* Words that are offered at several places, with what each of them is. */
typedef struct lint_offer_list {
    const char *name;  /* "rules" */
    const char *value; /* the name of the values that it is for, "RULE" */
    /* The word with that index, and its title; NULL behind the last. */
    const char *(*word)(size_t index, const char **title);
} lint_offer_list;

/* Ended by a list without a name. */
extern const lint_offer_list lint_offer_lists[];

typedef struct lint_offer {
    lint_offer_kind kind;
    const char *words; /* of WORDS: with blanks between */
    const lint_offer_list *list;
} lint_offer;

/* For "FILE", "[PATH...]", "text|json", "RULE..."; NULL offers nothing. */
lint_offer lint_offer_of(apr_pool_t *pool, const char *value);

/* What a command takes that is no option, as its usage calls it, "[PATH...]";
 * NULL when it takes nothing. From pool. */
const char *lint_operand_of(apr_pool_t *pool, const lint_command *command);

#endif
