/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One version of an origin file: its text as it was read, made a list.
 */
#ifndef CORS_MODULE_ORIGINVERSION_H
#define CORS_MODULE_ORIGINVERSION_H

#include <apr_file_io.h>
#include "core/originfile.h"

/* What apr_stat has to find out for cors_originversion_same. */
#define CORS_ORIGINVERSION_INFO                                                \
    (APR_FINFO_MTIME | APR_FINFO_CTIME | APR_FINFO_SIZE | APR_FINFO_IDENT)

typedef struct cors_originversion {
    apr_pool_t *pool; /* its own, with all that is made of the text */
    cors_allowlist *list;
    cors_originfile content;
    apr_finfo_t info;
    apr_time_t read_at;
} cors_originversion;

/* Reads the file and makes *loaded of it, with what is wrong in it added to
 * problems. Fails when it cannot be read; with APR_EAGAIN when it changes
 * meanwhile or, unless it is the first version, when it was written to just now
 * and is empty or its last line has no end. */
apr_status_t cors_originversion_load(const char *path, const char *directive,
                                     bool first, cors_problems *problems,
                                     cors_originversion **loaded);

/* Gives all of its memory back; NULL is no version. */
void cors_originversion_release(cors_originversion *version);

/* Why it cannot be read, from pool. */
const char *cors_originversion_reason(apr_pool_t *pool, apr_status_t status);

/* True when both tell of the same version of a file. Another owner or mode
 * makes another one: what could not be read may be readable then. */
bool cors_originversion_same(const apr_finfo_t *left, const apr_finfo_t *right);

/* True when the file was written to so shortly before it was read that it may
 * have been again since, and its time say the same. */
bool cors_originversion_is_fresh(const cors_originversion *version);

/* A number that versions share with those that are the same. */
apr_uint32_t cors_originversion_mark(const apr_finfo_t *info);

/* A pool that any thread may make and destroy: it shares nothing. */
apr_status_t cors_private_pool(apr_pool_t **pool);

#endif
