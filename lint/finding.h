/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a rule, or the parser, has to say about a place in a configuration:
 * the value that all reports, baselines and fixes are made from.
 */
#ifndef LINT_FINDING_H
#define LINT_FINDING_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/conf/problem.h"
#include "lint/witness/trial.h"

/* How sure a finding is. Low: a backend, an include or a template that cannot
 * be seen might change it. */
typedef enum lint_confidence {
    LINT_CONFIDENCE_LOW,
    LINT_CONFIDENCE_MEDIUM,
    LINT_CONFIDENCE_HIGH
} lint_confidence;

/* Who wants to hear it: each includes the one before. */
typedef enum lint_persona {
    LINT_PERSONA_REGULAR,
    LINT_PERSONA_PEDANTIC,
    LINT_PERSONA_AUDITOR
} lint_persona;

typedef struct lint_related {
    lint_place place;
    const char *message;
} lint_related;

/* Replaces `length` bytes at a place by a text; length 0 inserts. */
typedef struct lint_edit {
    lint_place place;
    int length;
    const char *text;
} lint_edit;

typedef struct lint_rule lint_rule;

typedef struct lint_finding {
    const char *id;        /* the rule's, or the problem's code */
    const lint_rule *rule; /* NULL for a problem of the text itself */
    lint_severity severity;
    lint_confidence confidence;
    lint_persona persona; /* the rule's, unless it says otherwise */
    lint_place place;     /* column 0: the whole directive is meant */
    int length;           /* of what is marked, in bytes; 0: up to its end */
    const char *message;  /* lower-case start, no full stop at its end */
    const char *remedy;   /* what to write instead; NULL: the rule's own */
    apr_array_header_t *related; /* of lint_related */
    const char *fingerprint;     /* of lint_fingerprints_set; NULL before */
    const lint_trial *witness;   /* NULL: nothing was asked */
    apr_array_header_t *edits;   /* of lint_edit: a safe fix; NULL for none */
    bool unread;                 /* input was lost: exit 2 */
    const char *verdict; /* of a live server: "confirmed", "not confirmed: ..."
                            or "not asked: ..."; NULL without --verify */
} lint_finding;

#endif
