/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of an origin file (CorsCredsOriginFile): one pattern a line, as
 * CorsCredsOrigin takes them. `#` begins a comment at the start of a line or
 * after a blank; lines end with LF or CR LF; a UTF-8 byte order mark and blank
 * lines mean nothing.
 */
#ifndef CORS_ORIGINFILE_H
#define CORS_ORIGINFILE_H

#include <stddef.h>
#include "allowlist.h"

/* What is in a file, beside its patterns. */
typedef struct cors_originfile {
    int entries;        /* patterns that are on the list now */
    int repeated;       /* lines whose pattern stood there before */
    int first_repeated; /* the line of the first of them; 0 for none */
} cors_originfile;

/* Adds the patterns to the list. What is wrong is added to problems, each with
 * the path and its line as the place and with the directive's name; after some
 * dozen the rest is not looked at. The path is borrowed for as long as the list
 * and the problems live; text is not kept. */
cors_originfile cors_originfile_read(cors_allowlist *list,
                                     const cors_place *directive,
                                     const char *path, const char *text,
                                     size_t length, cors_problems *problems);

#endif
