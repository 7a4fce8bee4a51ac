/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command's options as a table: what is read, what is refused and what
 * --help prints come from the same rows.
 *
 * Written --name VALUE, --name=VALUE, -N VALUE or -NVALUE; options and words
 * may be mixed; `--` ends the options, and `-` is a word.
 */
#ifndef LINT_COMMAND_OPTIONS_H
#define LINT_COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <apr_pools.h>
#include <apr_tables.h>

typedef enum lint_option_kind {
    LINT_OPTION_FLAG, /* bool */
    LINT_OPTION_TEXT, /* const char *; the last one holds */
    LINT_OPTION_LIST, /* apr_array_header_t * of const char *; NULL for none */
    LINT_OPTION_HEADING /* no option: help is what those below have in common;
                           the name is empty */
} lint_option_kind;

typedef struct lint_option {
    const char *name;  /* "format"; one letter for -X */
    const char *value; /* its name in the help; for choices all of them,
                          "text|json"; NULL for a flag. Shells complete
                          choices, FILE, DIR and RULE */
    const char *help;  /* lines after the first are indented */
    lint_option_kind kind;
    size_t offset; /* of the field in the command's struct */
} lint_option;

/* A row that is no option. */
#define LINT_OPTIONS_HEADING(text)                                             \
    {                                                                          \
        "", NULL, text, LINT_OPTION_HEADING, 0                                 \
    }

/* Fills the fields of a zeroed command in and adds what is no option to words
 * (of const char *). False, with a line on stderr, for what cannot be read;
 * strings are argv's. The table ends with a row of zeros. */
bool lint_options_read(apr_pool_t *pool, const lint_option *options,
                       void *command, int argc, const char *const *argv,
                       apr_array_header_t *words);

void lint_options_print(FILE *out, const lint_option *options);

/* Tells on stderr, after "corslint: ", in one line that no terminal obeys;
 * returns 2, the exit code. */
int lint_usage_error(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

#endif
