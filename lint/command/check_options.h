/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The options of corslint check, and what they make of a run together with
 * .corslint.toml.
 */
#ifndef LINT_COMMAND_CHECK_OPTIONS_H
#define LINT_COMMAND_CHECK_OPTIONS_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/check/run.h"
#include "lint/command/options.h"
#include "lint/probe/live.h"
#include "lint/report/report.h"

typedef struct lint_check_options {
    /* As they were written; NULL or false: not at all. */
    const char *format;
    const char *persona;
    const char *fail_on;
    const char *server_root;
    const char *entry;
    const char *httpd_version;
    const char *stdin_filename;
    const char *settings_path;
    const char *baseline;
    const char *color;
    const char *output;
    const char *verify;
    apr_array_header_t *defines;
    apr_array_header_t *only;
    apr_array_header_t *disabled;
    bool no_settings;
    bool write_baseline;
    bool fix;
    bool diff;
    bool explain;
    bool quiet;
    bool help;
    lint_live_options live; /* for --verify */

    /* What that comes to. */
    const lint_reporter *reporter;
    lint_fail_on least;
    lint_run_options run;
} lint_check_options;

/* Reads the arguments and the settings. False, with lines on stderr, when the
 * user has to correct something; true for --help as well. */
bool lint_check_options_read(apr_pool_t *pool, int argc,
                             const char *const *argv,
                             lint_check_options *options);

extern const lint_option lint_check_option_table[];

#endif
