/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A directory of a test's own, which becomes the current one.
 */
#ifndef T_LINT_CHECK_DIRECTORY_H
#define T_LINT_CHECK_DIRECTORY_H

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <apr_strings.h>
#include "t/core/tap.h"

static apr_pool_t *pool;
static char directory[] = "/tmp/corslint-XXXXXX";

/* Sets the test up: APR, pool, directory. */
static inline void enter(void)
{
    pool = tap_begin();
    if (!mkdtemp(directory) || chdir(directory) != 0) {
        puts("Bail out! no temporary directory");
        exit(2);
    }
}

/* Takes the directory away. Returns what main is to return. */
static inline int leave(void)
{
    if (chdir("/") != 0 ||
        system(apr_pstrcat(pool, "rm -rf ", directory, NULL)) != 0) {
        printf("# %s stays behind\n", directory);
    }
    return tap_end();
}

/* A file, with the directories above it. */
static inline const char *put(const char *path, const char *text)
{
    FILE *file;

    for (const char *slash = strchr(path, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        mkdir(apr_pstrmemdup(pool, path, (apr_size_t)(slash - path)), 0700);
    }
    file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        printf("Bail out! cannot write %s\n", path);
        exit(2);
    }
    return path;
}

/* What is in a file; NULL when there is none. */
static inline const char *get(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = apr_pcalloc(pool, 65536);

    if (!file) {
        return NULL;
    }
    text[fread(text, 1, 65535, file)] = '\0';
    fclose(file);
    return text;
}

#endif
