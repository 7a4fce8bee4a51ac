/* SPDX-License-Identifier: Apache-2.0 */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <apr_strings.h>

/* Offsets and columns are ints. */
#define SIZE_MAX_READ (1 << 30)

static lint_place place_of(const char *path)
{
    return (lint_place){path, 0, 0, NULL};
}

static void *refuse_reading(const char *path, int error,
                            lint_problems *problems)
{
    lint_place place = place_of(path);

    lint_problem_unread(problems, &place, "unreadable",
                        "the file \"%s\" cannot be read (%s): make it readable "
                        "or leave it out",
                        path, strerror(error));
    return NULL;
}

/* Returns how many bytes there were; -1, with errno, for an error. */
static ssize_t fill(int descriptor, char *bytes, size_t size)
{
    size_t got = 0;

    while (got < size) {
        ssize_t count = read(descriptor, bytes + got, size - got);

        if (count == 0) {
            break;
        }
        if (count > 0) {
            got += (size_t)count;
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return (ssize_t)got;
}

lint_file *lint_file_read(apr_pool_t *pool, const char *path,
                          lint_problems *problems)
{
    /* Not blocking: a named pipe must not hang the linter. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    lint_file *file = apr_pcalloc(pool, sizeof(*file));
    struct stat status;
    ssize_t size;
    int error;

    if (descriptor < 0) {
        return refuse_reading(path, errno, problems);
    }
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) ||
        status.st_size > SIZE_MAX_READ) {
        error = S_ISDIR(status.st_mode)   ? EISDIR
                : S_ISREG(status.st_mode) ? EFBIG
                                          : EINVAL;
        close(descriptor);
        return refuse_reading(path, error, problems);
    }
    file->path = path;
    file->device = status.st_dev;
    file->inode = status.st_ino;
    file->bytes = apr_palloc(pool, (size_t)status.st_size + 1);
    size = fill(descriptor, file->bytes, (size_t)status.st_size);
    error = errno;
    close(descriptor);
    if (size < 0) {
        return refuse_reading(path, error, problems);
    }
    file->size = (size_t)size;
    file->bytes[size] = '\0';
    return file;
}

static bool write_all(int descriptor, const char *bytes, size_t size)
{
    while (size) {
        ssize_t count = write(descriptor, bytes, size);

        if (count >= 0) {
            bytes += count;
            size -= (size_t)count;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

/* A new file gets what the umask leaves of 0666. */
static mode_t mode_of_new(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0666 & ~mask;
}

/* Makes the new file like the old one. Changing the owner takes mode bits
 * away, so the mode is set after it. */
static bool liken(int descriptor, const struct stat *old)
{
    struct stat made;

    if (!old) {
        return fchmod(descriptor, mode_of_new()) == 0;
    }
    return fstat(descriptor, &made) == 0 &&
           ((made.st_uid == old->st_uid && made.st_gid == old->st_gid) ||
            fchown(descriptor, old->st_uid, old->st_gid) == 0) &&
           fchmod(descriptor, old->st_mode & 07777) == 0;
}

/* A rename is lost in a crash until its directory is on the disk. What cannot
 * be done about that is no error: the file is whole either way. */
static void sync_directory(const char *directory)
{
    int descriptor = open(directory, O_RDONLY | O_CLOEXEC | O_DIRECTORY);

    if (descriptor >= 0) {
        (void)fsync(descriptor);
        close(descriptor);
    }
}

/* A pipe or a device is written to: in its place nobody wants a file. Zero, or
 * errno. */
static int write_into(const char *path, const char *bytes, size_t size)
{
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    int error;

    if (descriptor < 0) {
        return errno;
    }
    error = write_all(descriptor, bytes, size) ? 0 : errno;
    return close(descriptor) != 0 && !error ? errno : error;
}

/* Zero, or errno. */
static int replace(apr_pool_t *pool, const char *target, const char *bytes,
                   size_t size)
{
    const char *slash = strrchr(target, '/');
    const char *directory =
        slash ? apr_pstrmemdup(pool, target, (apr_size_t)(slash - target) + 1)
              : "./";
    char *temporary = apr_pstrcat(pool, directory, ".",
                                  slash ? slash + 1 : target, ".XXXXXX", NULL);
    struct stat status;
    const struct stat *old = stat(target, &status) == 0 ? &status : NULL;
    int descriptor;
    int error;

    if (old && !S_ISREG(old->st_mode)) {
        return write_into(target, bytes, size);
    }
    /* The rename would not ask. */
    if (old && access(target, W_OK) != 0) {
        return errno;
    }
    descriptor = mkostemp(temporary, O_CLOEXEC);
    if (descriptor < 0) {
        return errno;
    }
    if (!write_all(descriptor, bytes, size) || !liken(descriptor, old) ||
        fsync(descriptor) != 0 || rename(temporary, target) != 0) {
        error = errno;
        unlink(temporary);
    } else {
        error = 0;
        sync_directory(directory);
    }
    close(descriptor);
    return error;
}

bool lint_file_replace(apr_pool_t *pool, const char *path, const char *bytes,
                       size_t size, lint_problems *problems)
{
    lint_place place = place_of(path);
    char *real = realpath(path, NULL);
    int error = replace(pool, real ? real : path, bytes, size);

    free(real);
    if (error) {
        lint_problem_unread(problems, &place, "unwritable",
                            "the file \"%s\" cannot be written (%s): make it "
                            "and its directory writable",
                            path, strerror(error));
    }
    return error == 0;
}
