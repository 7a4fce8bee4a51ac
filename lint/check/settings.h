/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .corslint.toml: what a repository has settled for all who check it. A command
 * line's options come before what stands in it.
 */
#ifndef LINT_CHECK_SETTINGS_H
#define LINT_CHECK_SETTINGS_H

#include <stdbool.h>
#include <apr_hash.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/conf/problem.h"
#include "lint/rules/rule.h"

/* The least severity that makes the exit code 1. */
typedef enum lint_fail_on {
    LINT_FAIL_ON_ERROR,
    LINT_FAIL_ON_WARNING,
    LINT_FAIL_ON_INFO,
    LINT_FAIL_ON_NEVER
} lint_fail_on;

/* A word of [severity]. */
typedef struct lint_severity_word {
    const char *word;
    lint_severity severity;
    bool off;
} lint_severity_word;

typedef struct lint_settings {
    apr_pool_t *pool;
    const char *path;        /* of the file; NULL when there is none */
    const char *server_root; /* to be opened as it is; NULL: not set */
    const char *entry;       /* as written: below the server root, as httpd's -f
                                has it; NULL: not set */
    apr_array_header_t *defines; /* of const char *: "NAME", "NAME=VALUE" */
    apr_array_header_t *modules; /* of const char *; NULL: not set */
    const char *httpd_version;   /* "2.4.68"; NULL: not set */
    lint_fail_on fail_on;        /* LINT_FAIL_ON_WARNING unless it is set */
    lint_persona persona;        /* LINT_PERSONA_REGULAR unless it is set */

    /* The rest is for the functions below. */
    apr_array_header_t *vhost_context; /* of const char *: globs */
    apr_array_header_t *ignore;        /* of const char *: globs */
    apr_hash_t *severities; /* a finding's id to const lint_severity_word * */
} lint_settings;

/* The .corslint.toml of a directory ("." for the current one) or the nearest
 * one above, up to the first directory that holds .git; NULL when there is
 * none. */
const char *lint_settings_find(apr_pool_t *pool, const char *directory);

/* Reads a file of settings; path NULL gives the defaults. Never NULL. What is
 * wrong is added to problems, each one an error and unread, with its line: the
 * caller prints them and exits with 2. */
lint_settings *lint_settings_read(apr_pool_t *pool, const char *path,
                                  lint_problems *problems);

/* Whether a path (as it was named or found; relative to the current directory)
 * is one of `ignore`. A glob that matches a directory matches all below it. */
bool lint_settings_ignore(const lint_settings *settings, const char *path);

/* Whether a path is one of `vhost-context`: a fragment for the inside of a
 * <VirtualHost>. */
bool lint_settings_in_vhost(const lint_settings *settings, const char *path);

/* Gives findings (of lint_finding *) the severity of [severity] and removes
 * those that are off. What was not read stays as it is. */
void lint_settings_apply(const lint_settings *settings,
                         apr_array_header_t *findings);

/* The words of `fail-on` and `persona`, for command lines too. False, and
 * nothing changed, for other words. */
bool lint_fail_on_parse(const char *word, lint_fail_on *fail_on);
bool lint_persona_parse(const char *word, lint_persona *persona);

/* Whether a severity is one that fail_on minds. */
bool lint_fail_on_minds(lint_fail_on fail_on, lint_severity severity);

#endif
