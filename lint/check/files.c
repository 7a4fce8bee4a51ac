/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/files.h"

#include <string.h>
#include <sys/stat.h>
#include <apr_hash.h>
#include <apr_strings.h>

typedef struct identity {
    dev_t device;
    ino_t inode;
} identity;

struct lint_files {
    apr_pool_t *pool;
    apr_hash_t *identities;
};

lint_files *lint_files_create(apr_pool_t *pool)
{
    lint_files *files = apr_palloc(pool, sizeof(*files));

    files->pool = pool;
    files->identities = apr_hash_make(pool);
    return files;
}

static bool look(const char *path, identity *found)
{
    struct stat status;

    if (stat(path, &status) != 0) {
        return false;
    }
    /* The hash looks at its padding too. */
    memset(found, 0, sizeof(*found));
    found->device = status.st_dev;
    found->inode = status.st_ino;
    return true;
}

bool lint_files_add(lint_files *files, const char *path)
{
    identity found;

    if (!look(path, &found)) {
        return true;
    }
    if (apr_hash_get(files->identities, &found, sizeof(found))) {
        return false;
    }
    apr_hash_set(files->identities,
                 apr_pmemdup(files->pool, &found, sizeof(found)), sizeof(found),
                 files);
    return true;
}

bool lint_files_has(lint_files *files, const char *path)
{
    identity found;

    return look(path, &found) &&
           apr_hash_get(files->identities, &found, sizeof(found));
}
