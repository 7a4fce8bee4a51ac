/* SPDX-License-Identifier: Apache-2.0 */
#include "originversion.h"

#include <apr_strings.h>

/* A file without anything may have been cut for what comes now, and a last line
 * without its end may be half of a name: so long it may still be written to. */
#define UNFINISHED_FOR apr_time_from_sec(2)

/* What the times of files are good for, on the coarsest file systems in use. */
#define TICK apr_time_from_sec(1)

/* Nobody has a gigabyte of origins. */
#define SIZE_MAX_READ ((apr_off_t)1024 * 1024 * 1024)

bool cors_originversion_same(const apr_finfo_t *left, const apr_finfo_t *right)
{
    /* ctime too: who copies a file's times as well cannot set that one. */
    return left->mtime == right->mtime && left->ctime == right->ctime &&
           left->size == right->size && left->inode == right->inode &&
           left->device == right->device;
}

bool cors_originversion_is_fresh(const cors_originversion *version)
{
    apr_time_t age = version->read_at - version->info.ctime;

    return age > -TICK && age < TICK;
}

apr_uint32_t cors_originversion_mark(const apr_finfo_t *info)
{
    apr_uint64_t mark = (apr_uint64_t)info->ctime;

    mark = mark * 31 + (apr_uint64_t)info->mtime;
    mark = mark * 31 + (apr_uint64_t)info->inode;
    mark = mark * 31 + (apr_uint64_t)info->size;
    return (apr_uint32_t)(mark ^ mark >> 32);
}

const char *cors_originversion_reason(apr_pool_t *pool, apr_status_t status)
{
    char reason[120];

    return status == APR_EBADF ? "it is no regular file"
           : status == APR_ENOSPC
               ? "it is larger than a gigabyte"
               : apr_pstrdup(pool,
                             apr_strerror(status, reason, sizeof(reason)));
}

/* Reads the whole file. APR_EAGAIN when it is being written to. */
static apr_status_t read_text(apr_pool_t *pool, const char *path,
                              apr_finfo_t *info, char **text)
{
    apr_finfo_t after;
    apr_file_t *in;
    apr_size_t got = 0;
    /* To open a pipe would wait for whoever writes into it. */
    apr_status_t status = apr_file_open(
        &in, path, APR_FOPEN_READ | APR_FOPEN_BINARY | APR_FOPEN_NONBLOCK,
        APR_FPROT_OS_DEFAULT, pool);

    if (status != APR_SUCCESS) {
        return status;
    }
    status =
        apr_file_info_get(info, CORS_ORIGINVERSION_INFO | APR_FINFO_TYPE, in);
    if (status == APR_SUCCESS && info->filetype != APR_REG) {
        status = APR_EBADF;
    } else if (status == APR_SUCCESS && info->size > SIZE_MAX_READ) {
        status = APR_ENOSPC;
    }
    if (status == APR_SUCCESS) {
        *text = apr_palloc(pool, (apr_size_t)info->size + 1);
        status = apr_file_read_full(in, *text, (apr_size_t)info->size, &got);
    }
    if (status == APR_SUCCESS || status == APR_EOF) {
        status = apr_file_info_get(&after, CORS_ORIGINVERSION_INFO, in);
        if (status == APR_SUCCESS && (got != (apr_size_t)info->size ||
                                      !cors_originversion_same(info, &after))) {
            status = APR_EAGAIN;
        }
    }
    apr_file_close(in);
    return status;
}

void cors_originversion_release(cors_originversion *old)
{
    if (old) {
        apr_pool_destroy(old->pool);
    }
}

apr_status_t cors_private_pool(apr_pool_t **pool)
{
    apr_allocator_t *allocator;
    apr_status_t status = apr_allocator_create(&allocator);

    if (status == APR_SUCCESS) {
        status = apr_pool_create_unmanaged_ex(pool, NULL, allocator);
        if (status == APR_SUCCESS) {
            apr_allocator_owner_set(allocator, *pool);
        } else {
            apr_allocator_destroy(allocator);
        }
    }
    return status;
}

/* A time far ahead is no time at all: nobody waits for it. */
static bool is_unfinished(const cors_originversion *version, const char *text)
{
    apr_time_t age = version->read_at - version->info.mtime;
    apr_off_t size = version->info.size;

    return (size == 0 || text[size - 1] != '\n') && age > -UNFINISHED_FOR &&
           age < UNFINISHED_FOR;
}

apr_status_t cors_originversion_load(const char *path, const char *directive,
                                     bool first, cors_problems *problems,
                                     cors_originversion **loaded)
{
    const cors_place place = {path, 0, directive};
    apr_pool_t *pool, *scratch;
    cors_originversion *made;
    char *text = NULL;
    apr_status_t status = cors_private_pool(&pool);

    if (status != APR_SUCCESS) {
        return status;
    }
    made = apr_pcalloc(pool, sizeof(*made));
    made->pool = pool;
    apr_pool_create(&scratch, pool);
    status = read_text(scratch, path, &made->info, &text);
    if (status == APR_SUCCESS) {
        made->list = cors_allowlist_create(pool);
        made->content = cors_originfile_read(made->list, &place, path, text,
                                             (size_t)made->info.size, problems);
        made->read_at = apr_time_now();
        if (!first && is_unfinished(made, text)) {
            status = APR_EAGAIN;
        }
    }
    apr_pool_destroy(scratch);
    if (status != APR_SUCCESS) {
        cors_originversion_release(made);
        return status;
    }
    *loaded = made;
    return APR_SUCCESS;
}
