/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file's bytes. Read once, however often it is included; every line of it
 * ends with NUL, so that directives can borrow their text.
 */
#ifndef LINT_CONF_SOURCE_H
#define LINT_CONF_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_pools.h>
#include "bulk.h"
#include "problem.h"

typedef struct lint_source {
    const char *path; /* as in places: compare pointers */
    char *text;       /* size bytes and a NUL */
    size_t size;
    bool closed;   /* the last line ends with a line feed */
    bool htaccess; /* by its name */
} lint_source;

/* Whether a file is an .htaccess by its name. */
bool lint_path_is_htaccess(const char *path);

/* Reads a regular file, as httpd reads no other, into the bulk. Returns NULL,
 * with a problem, when it cannot be read or is no text; from is the Include, or
 * NULL. */
lint_source *lint_source_read(lint_bulk *bulk, const char *path,
                              const lint_place *from, lint_problems *problems);

/* Reads what the user named: a pipe is waited for, and "-" is standard input.
 * An .htaccess is looked for rather than named, so it is a regular file. */
lint_source *lint_source_read_named(apr_pool_t *pool, const char *path,
                                    lint_problems *problems);

/* Makes a source of bytes, which it takes over; bytes[size] must be there. */
lint_source *lint_source_make(apr_pool_t *pool, const char *path, char *bytes,
                              size_t size, const lint_place *from,
                              lint_problems *problems);

/* Everything that a descriptor gives, as standard input does. */
lint_source *lint_source_read_stream(apr_pool_t *pool, int descriptor,
                                     const char *path, lint_problems *problems);

/* Whether a word stands anywhere in it. The word's last byte should be a rare
 * one: it is what is looked for. */
bool lint_source_has(const lint_source *source, const char *word);

/* The physical line of that number, without its end; NULL behind the last. */
const char *lint_source_line(const lint_source *source, int line);

#endif
