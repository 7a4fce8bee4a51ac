/* SPDX-License-Identifier: Apache-2.0 */
#include "originversion.h"

/* A last line without its end may be half of a name, and whoever writes a file
 * empties it first: so long it may still be written to. */
#define UNFINISHED_FOR apr_time_from_sec(2)

/* Nobody has a gigabyte of origins. */
#define SIZE_MAX_READ ((apr_off_t)1024 * 1024 * 1024)

bool cors_originversion_same(const apr_finfo_t *left, const apr_finfo_t *right)
{
    return left->mtime == right->mtime && left->ctime == right->ctime &&
           left->size == right->size && left->inode == right->inode;
}

/* Reads the whole file. APR_EAGAIN when it is being written to. */
static apr_status_t read_text(apr_pool_t *pool, const char *path,
                              apr_finfo_t *info, char **text)
{
    apr_finfo_t after;
    apr_file_t *in;
    apr_size_t got = 0;
    /* To open a pipe would wait for whoever writes into it. */
    apr_status_t status = apr_stat(info, path, APR_FINFO_TYPE, pool);

    if (status == APR_SUCCESS && info->filetype != APR_REG) {
        return APR_EBADF;
    }
    if (status == APR_SUCCESS) {
        status = apr_file_open(&in, path, APR_FOPEN_READ | APR_FOPEN_BINARY,
                               APR_FPROT_OS_DEFAULT, pool);
    }
    if (status != APR_SUCCESS) {
        return status;
    }
    status = apr_file_info_get(info, CORS_ORIGINVERSION_INFO, in);
    if (status == APR_SUCCESS && info->size > SIZE_MAX_READ) {
        status = APR_EBADF;
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

static bool is_finished(const char *text, apr_off_t size)
{
    return size > 0 && text[size - 1] == '\n';
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
        if (!first && !is_finished(text, made->info.size) &&
            made->read_at - made->info.mtime < UNFINISHED_FOR) {
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
