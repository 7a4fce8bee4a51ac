/* SPDX-License-Identifier: Apache-2.0 */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* Far above any configuration; offsets and columns stay ints. */
#define SIZE_MAX_READ (1 << 30)

/* A file with more than one control character in this many bytes is no text. */
#define TEXT_PER_CONTROL 64

static lint_place place_of(const char *path, const lint_place *from, int line)
{
    return (lint_place){path, line, 0, from};
}

bool lint_path_is_htaccess(const char *path)
{
    const char *slash = strrchr(path, '/');

    return strcmp(slash ? slash + 1 : path, ".htaccess") == 0;
}

/* Asked when there is a NUL. Compressed data has few of them, but as many of
 * the other control characters, which no text has. */
static bool is_binary(const char *bytes, size_t size)
{
    size_t controls = 0;

    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];

        controls += byte < ' ' && !apr_isspace(byte);
    }
    return controls * TEXT_PER_CONTROL > size;
}

/* httpd's line ends at a NUL: what follows it on the line is never seen, and
 * a backslash there continues nothing. Blanks have the same effect. */
static void blank_after_nul(const lint_source *source, const lint_place *from,
                            lint_problems *problems)
{
    char *end = source->text + source->size;
    char *at = source->text;
    char *nul;
    int line = 1;

    while ((nul = memchr(at, '\0', (size_t)(end - at)))) {
        char *feed = memchr(nul, '\n', (size_t)(end - nul));
        lint_place place;

        for (char *byte = at; byte < nul; byte++) {
            line += *byte == '\n';
        }
        place = place_of(source->path, from, line);
        lint_problem_add(problems, LINT_WARNING, &place, "nul-byte",
                         "httpd ends the line at its NUL byte and drops the "
                         "rest of it: remove the byte");
        at = feed ? feed : end;
        memset(nul, ' ', (size_t)(at - nul));
    }
}

/* Every line feed becomes NUL, so that a line is a string. */
static void end_lines(lint_source *source)
{
    char *end = source->text + source->size;
    char *at = source->text;

    source->closed = source->size && end[-1] == '\n';
    while ((at = memchr(at, '\n', (size_t)(end - at)))) {
        *at++ = '\0';
    }
    *end = '\0';
}

lint_source *lint_source_make(apr_pool_t *pool, const char *path, char *bytes,
                              size_t size, const lint_place *from,
                              lint_problems *problems)
{
    lint_source *source = apr_pcalloc(pool, sizeof(*source));
    lint_place place = place_of(path, from, 0);

    if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 ||
                      memcmp(bytes, "\xfe\xff", 2) == 0)) {
        lint_problem_unread(problems, &place, "not-utf-8",
                            "the file is UTF-16, which httpd cannot read: "
                            "save it as UTF-8 without a byte order mark");
        return NULL;
    }
    source->path = path;
    source->text = bytes;
    source->size = size;
    source->htaccess = lint_path_is_htaccess(path);
    if (memchr(bytes, '\0', size)) {
        if (is_binary(bytes, size)) {
            lint_problem_unread(problems, &place, "binary",
                                "the file is binary, not a configuration: "
                                "leave it out");
            return NULL;
        }
        blank_after_nul(source, from, problems);
    }
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        place.line = place.column = 1;
        lint_problem_add(problems, LINT_ERROR, &place, "byte-order-mark",
                         "the file begins with a byte order mark, which httpd "
                         "takes for a part of the first directive: save it "
                         "as UTF-8 without one");
        memset(bytes, ' ', 3);
    }
    end_lines(source);
    return source;
}

/* Fills bytes from a descriptor; less than size at the end of the file, -1 on
 * an error. */
static ssize_t fill(int descriptor, char *bytes, size_t size)
{
    size_t got = 0;

    while (got < size) {
        ssize_t count = read(descriptor, bytes + got, size - got);

        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return -1;
        }
        if (count == 0) {
            break;
        }
        got += (size_t)count;
    }
    return (ssize_t)got;
}

static lint_source *unreadable(const char *path, const lint_place *from,
                               const char *why, lint_problems *problems)
{
    lint_place place = from ? *from : place_of(path, NULL, 0);

    lint_problem_unread(problems, &place, "unreadable",
                        "the file \"%s\" cannot be read (%s): make it readable "
                        "or leave it out",
                        path, why);
    return NULL;
}

/* A regular file that is open, and the descriptor is closed. */
static lint_source *read_regular(lint_bulk *bulk, int descriptor,
                                 const char *path, size_t size,
                                 const lint_place *from,
                                 lint_problems *problems)
{
    char *bytes = lint_bulk_take(bulk, size + 1);
    ssize_t got = fill(descriptor, bytes, size);
    int error = errno;

    close(descriptor);
    return got < 0 ? unreadable(path, from, strerror(error), problems)
                   : lint_source_make(bulk->pool, path, bytes, (size_t)got,
                                      from, problems);
}

lint_source *lint_source_read(lint_bulk *bulk, const char *path,
                              const lint_place *from, lint_problems *problems)
{
    /* Not blocking: a named pipe must not hang the linter. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    const char *why;

    if (descriptor < 0) {
        return unreadable(path, from, strerror(errno), problems);
    }
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
        status.st_size <= SIZE_MAX_READ) {
        return read_regular(bulk, descriptor, path, (size_t)status.st_size,
                            from, problems);
    }
    why = S_ISDIR(status.st_mode)   ? "it is a directory"
          : S_ISREG(status.st_mode) ? "it is larger than any configuration"
                                    : "it is a pipe or a device, not a file";
    close(descriptor);
    /* httpd takes this one device for an empty file. */
    return strcmp(path, "/dev/null") == 0
               ? lint_source_make(bulk->pool, path, apr_pcalloc(bulk->pool, 1),
                                  0, from, problems)
               : unreadable(path, from, why, problems);
}

lint_source *lint_source_read_named(apr_pool_t *pool, const char *path,
                                    lint_problems *problems)
{
    struct stat status;
    lint_source *source;
    int descriptor;

    path = apr_pstrdup(pool, path);
    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdin") == 0) {
        return lint_source_read_stream(pool, STDIN_FILENO, "<stdin>", problems);
    }
    if (lint_path_is_htaccess(path) || stat(path, &status) != 0 ||
        !S_ISFIFO(status.st_mode)) {
        return lint_source_read(lint_bulk_create(pool), path, NULL, problems);
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return unreadable(path, NULL, strerror(errno), problems);
    }
    source = lint_source_read_stream(pool, descriptor, path, problems);
    close(descriptor);
    return source;
}

lint_source *lint_source_read_stream(apr_pool_t *pool, int descriptor,
                                     const char *path, lint_problems *problems)
{
    size_t room = 65536;
    size_t size = 0;
    char *bytes = malloc(room);
    char *kept;
    ssize_t got = -1;

    while (bytes && (got = fill(descriptor, bytes + size, room - size)) > 0 &&
           (size += (size_t)got) == room && room < SIZE_MAX_READ) {
        char *more = realloc(bytes, room *= 2);

        if (!more) {
            break;
        }
        bytes = more;
    }
    if (!bytes || got < 0 || size == room) {
        const char *why = got < 0 ? strerror(errno) : strerror(EFBIG);

        free(bytes);
        return unreadable(path, NULL, why, problems);
    }
    kept = apr_palloc(pool, size + 1);
    memcpy(kept, bytes, size);
    free(bytes);
    return lint_source_make(pool, path, kept, size, NULL, problems);
}

const char *lint_source_line(const lint_source *source, int line)
{
    const char *at = source->text;
    const char *end = source->text + source->size;

    while (at < end && --line > 0) {
        at += strlen(at) + 1;
    }
    return at < end ? at : NULL;
}

/* memchr goes over what has not the byte at full speed; memmem, over all files
 * of a large server, is felt. */
bool lint_source_has(const lint_source *source, const char *word)
{
    const char *end = source->text + source->size;
    size_t before = strlen(word) - 1;

    for (const char *at = source->text;
         (at = memchr(at, word[before], (size_t)(end - at))); at++) {
        if ((size_t)(at - source->text) >= before &&
            memcmp(at - before, word, before) == 0) {
            return true;
        }
    }
    return false;
}
