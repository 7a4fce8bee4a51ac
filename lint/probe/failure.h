/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of failures.tbl, and a row met: a verdict.
 */
#ifndef LINT_PROBE_FAILURE_H
#define LINT_PROBE_FAILURE_H

#include <stdbool.h>
#include <apr_pools.h>
#include "lint/conf/problem.h"

/* Who has to change something. */
typedef enum lint_part {
    LINT_PART_SERVER,
    LINT_PART_CLIENT,
    LINT_PART_COOKIE,
    LINT_PARTS
} lint_part;

typedef enum lint_failure_code {
#define LINT_FAILURE(code, id, part, severity, symptom, cause, remedy, recipe) \
    LINT_FAILURE_##code,
#include "lint/probe/failures.tbl"
#undef LINT_FAILURE
    LINT_FAILURES
} lint_failure_code;

typedef struct lint_failure {
    const char *id;
    lint_part part;
    lint_severity severity;
    const char *symptom;
    const char *cause;
    const char *remedy; /* lines, parted by \n */
    const char *recipe; /* so is this; NULL for none */
} lint_failure;

/* What is put into a row's texts; NULL where there is none. */
typedef struct lint_failure_subject {
    const char *origin;
    const char *method;
    const char *header;
    const char *cookie; /* its name */
    bool is_preflight;  /* that asks for the method and these headers */
} lint_failure_subject;

/* A statement about a step, good or bad. */
typedef struct lint_verdict {
    const char *id; /* the row's, or what is well */
    bool ok;        /* also of a note */
    lint_part part;
    lint_severity severity; /* LINT_NOTE of what is well */
    const char *message;
    const char *symptom; /* the rest is NULL of what is well */
    const char *cause;
    const char *remedy;
    const char *recipe; /* NULL for none */
} lint_verdict;

extern const lint_failure lint_failures[LINT_FAILURES];

/* "server", "client", "cookie". */
const char *lint_part_name(lint_part part);

/* A verdict of a row; message NULL: its cause. Memory is from pool, the bytes
 * of strangers are as they came. */
lint_verdict *lint_failure_verdict(apr_pool_t *pool, lint_failure_code code,
                                   const lint_failure_subject *subject,
                                   const char *message);

#endif
