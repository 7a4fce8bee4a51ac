/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A check of many files: which are looked at, as what, and what is found in
 * all of them together.
 *
 * Each path is checked by itself, as a fragment of a server that is not known.
 * With an entry the server that begins there is checked as a whole; paths then
 * choose what is told of it, and only those that are no part of it are checked
 * by themselves.
 */
#ifndef LINT_CHECK_RUN_H
#define LINT_CHECK_RUN_H

#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/check/selection.h"
#include "lint/check/settings.h"
#include "lint/conf/conf.h"
#include "lint/report/report.h"

/* Who waits for a run; both functions may be NULL. */
typedef struct lint_run_listener {
    void *context;
    /* After each file. */
    void (*progress)(void *context, int done, int all);
    /* Something that is no finding: lower-case start, no full stop. */
    void (*note)(void *context, const char *sentence);
} lint_run_listener;

typedef struct lint_run_options {
    const apr_array_header_t *paths; /* of const char *; "-": standard input */
    const char *input_name;          /* of standard input */
    const char *entry;               /* a path; NULL: no whole server */
    lint_conf_options conf; /* what the user knows of the server; whole_server
                               and all_modules are set by the run */
    const lint_settings *settings;
    lint_persona persona;
    lint_selection selection;
    lint_run_listener listener;
} lint_run_options;

/* Never NULL: what could not be read is among the findings. Memory is from
 * pool: what is found, and for result->confs one outline (outline.h) instead
 * of the configurations, which go as soon as they are checked. */
lint_result *lint_run(apr_pool_t *pool, const lint_run_options *options);

/* What corslint says to a rule's example, for the rule's own persona. */
lint_result *lint_run_example(apr_pool_t *pool, const lint_rule *rule,
                              const char *text);

#endif
