/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A unified diff. Where the files differ is known, so nothing is searched.
 */
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>
#include "edits.h"
#include "path.h"

#define CONTEXT 3

/* A file's bytes and where its lines begin; one more is where it ends. */
typedef struct text {
    const char *bytes;
    size_t *starts;
    int count;
} text;

/* Lines [first, end) of the old text and those that stand there in the new;
 * how many bytes the new text is ahead before and behind them. */
typedef struct block {
    int first;
    int end;
    int new_first;
    int new_end;
    long ahead_before;
    long ahead_behind;
} block;

typedef struct diff {
    apr_pool_t *pool;
    FILE *out;
    text before;
    text after;
    apr_array_header_t *blocks; /* of block, ascending, not touching */
} diff;

static text cut(apr_pool_t *pool, const char *bytes, size_t size)
{
    text result = {bytes, NULL, 0};
    const char *end = bytes + size;
    size_t feeds = 0;

    for (const char *at = bytes; at < end; at++) {
        feeds += *at == '\n';
    }
    result.starts = apr_palloc(pool, (feeds + 2) * sizeof(*result.starts));
    for (const char *at = bytes; at < end;) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));

        result.starts[result.count++] = (size_t)(at - bytes);
        at = feed ? feed + 1 : end;
    }
    result.starts[result.count] = size;
    return result;
}

/* The line that a byte is in; count for the end of a text whose last line is
 * ended. */
static int line_at(const text *in, size_t at)
{
    int low = 0;
    int high = in->count;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (in->starts[middle + 1] <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == in->count && low && in->bytes[at - 1] != '\n') {
        low--;
    }
    return low;
}

static bool is_same_line(const diff *now, int old, int new)
{
    const text *a = &now->before;
    const text *b = &now->after;
    size_t length = a->starts[old + 1] - a->starts[old];

    return b->starts[new + 1] - b->starts[new] == length &&
           memcmp(a->bytes + a->starts[old], b->bytes + b->starts[new],
                  length) == 0;
}

/* Takes equal lines off both ends of a block; false when nothing is left. */
static bool trim(const diff *now, block *of)
{
    while (of->first < of->end && of->new_first < of->new_end &&
           is_same_line(now, of->first, of->new_first)) {
        of->first++;
        of->new_first++;
    }
    while (of->first < of->end && of->new_first < of->new_end &&
           is_same_line(now, of->end - 1, of->new_end - 1)) {
        of->end--;
        of->new_end--;
    }
    return of->first < of->end || of->new_first < of->new_end;
}

/* Behind the last line that a change touches. One that ends where a line
 * begins leaves that line alone, unless it puts something before it. */
static int end_of(const text *in, const lint_change *change)
{
    size_t behind = change->at + change->length;
    size_t length = strlen(change->text);
    int line = line_at(in, behind);
    bool whole = in->starts[line] == behind &&
                 (length ? change->text[length - 1] == '\n'
                         : in->starts[line_at(in, change->at)] == change->at);

    return whole || line == in->count ? line : line + 1;
}

/* The old lines that changes touch, as blocks without their new lines. */
static apr_array_header_t *touched(const diff *now,
                                   const apr_array_header_t *changes)
{
    apr_array_header_t *blocks = apr_array_make(now->pool, 4, sizeof(block));
    block *last = NULL;
    long ahead = 0;

    for (int i = 0; i < changes->nelts; i++) {
        const lint_change *change = &APR_ARRAY_IDX(changes, i, lint_change);
        int first = line_at(&now->before, change->at);
        int end = end_of(&now->before, change);

        if (!last || first > last->end) {
            last = apr_array_push(blocks);
            *last = (block){.first = first, .ahead_before = ahead};
        }
        last->end = end;
        ahead += (long)strlen(change->text) - (long)change->length;
        last->ahead_behind = ahead;
    }
    return blocks;
}

static size_t moved(size_t at, long ahead)
{
    return (size_t)((long)at + ahead);
}

static apr_array_header_t *find_blocks(const diff *now,
                                       const apr_array_header_t *changes)
{
    apr_array_header_t *blocks = touched(now, changes);
    const size_t *starts = now->before.starts;
    int kept = 0;

    for (int i = 0; i < blocks->nelts; i++) {
        block found = APR_ARRAY_IDX(blocks, i, block);

        found.new_first = line_at(
            &now->after, moved(starts[found.first], found.ahead_before));
        found.new_end = found.end == now->before.count
                            ? now->after.count
                            : line_at(&now->after, moved(starts[found.end],
                                                         found.ahead_behind));
        if (trim(now, &found)) {
            APR_ARRAY_IDX(blocks, kept++, block) = found;
        }
    }
    blocks->nelts = kept;
    return blocks;
}

static void print_line(const diff *now, char mark, const text *of, int line)
{
    size_t length = of->starts[line + 1] - of->starts[line];

    putc(mark, now->out);
    fwrite(of->bytes + of->starts[line], 1, length, now->out);
    if (of->bytes[of->starts[line + 1] - 1] != '\n') {
        fputs("\n\\ No newline at end of file\n", now->out);
    }
}

/* "12,3": the first line and how many. Of none, the line before. */
static void print_range(const diff *now, int first, int end)
{
    fprintf(now->out, "%d,%d", first + (end > first), end - first);
}

/* The blocks [from, to), with the lines around and between them. */
static void print_hunk(const diff *now, int from, int to)
{
    const block *head = &APR_ARRAY_IDX(now->blocks, from, block);
    const block *tail = &APR_ARRAY_IDX(now->blocks, to - 1, block);
    int before = head->first < CONTEXT ? head->first : CONTEXT;
    int left = now->before.count - tail->end;
    int after = left < CONTEXT ? left : CONTEXT;
    int line = head->first - before;

    fputs("@@ -", now->out);
    print_range(now, line, tail->end + after);
    fputs(" +", now->out);
    print_range(now, head->new_first - before, tail->new_end + after);
    fputs(" @@\n", now->out);
    for (int i = from; i < to; i++) {
        const block *of = &APR_ARRAY_IDX(now->blocks, i, block);

        while (line < of->first) {
            print_line(now, ' ', &now->before, line++);
        }
        while (line < of->end) {
            print_line(now, '-', &now->before, line++);
        }
        for (int added = of->new_first; added < of->new_end; added++) {
            print_line(now, '+', &now->after, added);
        }
    }
    while (line < tail->end + after) {
        print_line(now, ' ', &now->before, line++);
    }
}

/* Below the current directory where the file is, links followed: neither patch
 * nor git writes through them. */
static const char *path_of(apr_pool_t *pool, const char *path)
{
    char *real = realpath(path, NULL);
    const char *whole = lint_path_absolute(pool, real ? real : path);
    const char *here = lint_path_absolute(pool, "");

    free(real);
    path = lint_path_below(here, whole);
    return path ? path : whole + (*whole == '/');
}

static void print_file(FILE *out, apr_pool_t *pool, const lint_edited *edited)
{
    diff now = {pool, out, cut(pool, edited->before, edited->before_size),
                cut(pool, edited->after, edited->after_size), NULL};
    const char *path = path_of(pool, edited->path);
    /* What tells patch where a name with blanks ends. */
    const char *end = strchr(path, ' ') ? "\t" : "";
    int from = 0;

    now.blocks = find_blocks(&now, edited->changes);
    if (now.blocks->nelts) {
        fprintf(out, "--- a/%s%s\n+++ b/%s%s\n", path, end, path, end);
    }
    for (int i = 1; i <= now.blocks->nelts; i++) {
        if (i == now.blocks->nelts ||
            APR_ARRAY_IDX(now.blocks, i, block).first -
                    APR_ARRAY_IDX(now.blocks, i - 1, block).end >
                2 * CONTEXT) {
            print_hunk(&now, from, i);
            from = i;
        }
    }
}

void lint_edits_print(FILE *out, const lint_edits *edits)
{
    apr_pool_t *scratch;

    apr_pool_create(&scratch, edits->pool);
    for (int i = 0; i < edits->files->nelts; i++) {
        print_file(out, scratch,
                   APR_ARRAY_IDX(edits->files, i, const lint_edited *));
    }
    apr_pool_destroy(scratch);
}
