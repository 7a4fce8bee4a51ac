/* SPDX-License-Identifier: Apache-2.0 */
#include "edits.h"

#include <stdlib.h>
#include <string.h>
#include <apr_hash.h>
#include <apr_strings.h>
#include "file.h"
#include "lint/conf/conf.h"

/* A file that findings have edits for. */
typedef struct target {
    lint_edited edited;
    lint_file *file;
    apr_array_header_t *lines; /* of size_t: where each begins */
} target;

typedef struct making {
    apr_pool_t *pool;
    const apr_array_header_t *confs;
    lint_problems *problems;
    apr_array_header_t *targets; /* of target * */
    apr_hash_t *by_path;         /* to target **, which holds NULL for a file
                                    that cannot be edited */
} making;

/* A change and where it is to be made. */
typedef struct planned {
    target *in;
    lint_change change;
} planned;

static void refuse(making *now, const char *path, const char *why)
{
    lint_place place = {path, 0, 0, NULL};

    lint_problem_unread(now->problems, &place, "edit", "\"%s\" %s", path, why);
}

/* What was read of a file. A configuration without findings need not have kept
 * its text. */
static const lint_source *source_of(const making *now, const char *path)
{
    for (int i = 0; i < now->confs->nelts; i++) {
        const lint_source *source = lint_conf_source(
            APR_ARRAY_IDX(now->confs, i, const lint_conf *), path);

        if (source && source->size) {
            return source;
        }
    }
    return NULL;
}

/* Whether the bytes are those that the findings are about. Sources keep no
 * line feeds and blank some bytes, so they are made anew to be compared. */
static bool is_same(apr_pool_t *pool, const lint_source *source,
                    const lint_file *file)
{
    apr_pool_t *scratch;
    const lint_source *again;
    bool same;

    apr_pool_create(&scratch, pool);
    again = lint_source_make(scratch, file->path,
                             memcpy(apr_palloc(scratch, file->size + 1),
                                    file->bytes, file->size + 1),
                             file->size, NULL, lint_problems_create(scratch));
    same = again && again->size == source->size &&
           memcmp(again->text, source->text, source->size) == 0;
    apr_pool_destroy(scratch);
    return same;
}

static lint_file *read_file(making *now, const char *path)
{
    const lint_source *source = source_of(now, path);
    lint_file *file;

    if (!source) {
        refuse(now, path,
               "is not a file that can be edited: name one, or leave --fix "
               "out");
        return NULL;
    }
    file = lint_file_read(now->pool, path, now->problems);
    if (file && !is_same(now->pool, source, file)) {
        refuse(now, path,
               "has changed since it was read: start corslint again");
        return NULL;
    }
    return file;
}

static apr_array_header_t *lines_of(apr_pool_t *pool, const lint_file *file)
{
    apr_array_header_t *lines = apr_array_make(pool, 64, sizeof(size_t));
    const char *end = file->bytes + file->size;
    const char *at = file->bytes;

    while (at) {
        APR_ARRAY_PUSH(lines, size_t) = (size_t)(at - file->bytes);
        at = memchr(at, '\n', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
    return lines;
}

static target *add_target(making *now, lint_file *file)
{
    target *added = apr_pcalloc(now->pool, sizeof(*added));

    added->file = file;
    added->edited.path = file->path;
    added->edited.before = file->bytes;
    added->edited.before_size = file->size;
    added->edited.changes = apr_array_make(now->pool, 4, sizeof(lint_change));
    added->lines = lines_of(now->pool, file);
    APR_ARRAY_PUSH(now->targets, target *) = added;
    return added;
}

/* The target of a path; paths that lead to one file have one target. NULL for
 * a file that cannot be edited. */
static target *target_of(making *now, const char *path)
{
    target **known = apr_hash_get(now->by_path, path, APR_HASH_KEY_STRING);
    lint_file *file;

    if (known) {
        return *known;
    }
    known = apr_pcalloc(now->pool, sizeof(*known));
    apr_hash_set(now->by_path, path, APR_HASH_KEY_STRING, known);
    file = read_file(now, path);
    for (int i = 0; file && i < now->targets->nelts; i++) {
        target *other = APR_ARRAY_IDX(now->targets, i, target *);

        if (other->file->device == file->device &&
            other->file->inode == file->inode) {
            *known = other;
        }
    }
    if (file && !*known) {
        *known = add_target(now, file);
    }
    return *known;
}

/* The text with the line ends of a line: CRLF where that has it. */
static const char *ended_like(apr_pool_t *pool, const target *in, size_t at,
                              const char *text)
{
    const char *feed = memchr(in->file->bytes + at, '\n', in->file->size - at);
    const char *result = "";

    /* Behind the last line: like the one before. */
    feed = feed ? feed : memrchr(in->file->bytes, '\n', at);
    if (!feed || feed == in->file->bytes || feed[-1] != '\r' ||
        strchr(text, '\r')) {
        return text;
    }
    while (*text) {
        size_t length = strcspn(text, "\n");

        result = apr_pstrcat(pool, result, apr_pstrmemdup(pool, text, length),
                             text[length] ? "\r\n" : "", NULL);
        text += length + (text[length] != '\0');
    }
    return result;
}

/* False when the edit is outside of its file. */
static bool plan(making *now, const lint_edit *edit, planned *result)
{
    const lint_place *place = &edit->place;
    const target *in = result->in;
    size_t at;

    if (place->line < 1 || place->line > in->lines->nelts || edit->length < 0) {
        return false;
    }
    at = APR_ARRAY_IDX(in->lines, place->line - 1, size_t) +
         (size_t)(place->column > 0 ? place->column - 1 : 0);
    if (at + (size_t)edit->length > in->file->size) {
        return false;
    }
    result->change.at = at;
    result->change.length = (size_t)edit->length;
    result->change.text = ended_like(now->pool, in, at, edit->text);
    return true;
}

static bool is_same_change(const lint_change *a, const lint_change *b)
{
    return a->at == b->at && a->length == b->length &&
           strcmp(a->text, b->text) == 0;
}

/* Two insertions at one place: their order would be by chance. */
static bool overlap(const lint_change *a, const lint_change *b)
{
    if (!a->length && !b->length) {
        return a->at == b->at;
    }
    return a->at < b->at + b->length && b->at < a->at + a->length;
}

typedef enum verdict { FREE, MADE, TAKEN } verdict;

static verdict compare(const lint_change *known, const lint_change *change)
{
    return is_same_change(known, change) ? MADE
           : overlap(known, change)      ? TAKEN
                                         : FREE;
}

/* What the changes of its file, and those planned with it, say to a change. */
static verdict judge(const apr_array_header_t *plans, const planned *next)
{
    const apr_array_header_t *changes = next->in->edited.changes;
    verdict found = FREE;

    for (int i = 0; i < changes->nelts && found != MADE; i++) {
        verdict one =
            compare(&APR_ARRAY_IDX(changes, i, lint_change), &next->change);

        found = one != FREE ? one : found;
    }
    for (int i = 0; i < plans->nelts && found != MADE; i++) {
        const planned *other = &APR_ARRAY_IDX(plans, i, planned);
        verdict one = other->in == next->in
                          ? compare(&other->change, &next->change)
                          : FREE;

        found = one != FREE ? one : found;
    }
    return found;
}

/* Makes all edits of a finding or none, and counts it. */
static void take(making *now, const lint_finding *finding, lint_edits *edits)
{
    apr_array_header_t *plans = apr_array_make(now->pool, 2, sizeof(planned));

    for (int i = 0; i < finding->edits->nelts; i++) {
        const lint_edit *edit = &APR_ARRAY_IDX(finding->edits, i, lint_edit);
        planned next = {.in = target_of(now, edit->place.file)};
        verdict found;

        if (!next.in || !plan(now, edit, &next)) {
            edits->refused++;
            return;
        }
        found = judge(plans, &next);
        if (found == TAKEN) {
            edits->deferred++;
            return;
        }
        if (found == FREE) {
            APR_ARRAY_PUSH(plans, planned) = next;
        }
    }
    for (int i = 0; i < plans->nelts; i++) {
        const planned *next = &APR_ARRAY_IDX(plans, i, planned);

        APR_ARRAY_PUSH(next->in->edited.changes, lint_change) = next->change;
    }
    edits->fixed++;
}

/* An insertion comes before what is replaced at the same place. */
static int by_place(const void *left, const void *right)
{
    const lint_change *a = left;
    const lint_change *b = right;

    return a->at != b->at           ? (a->at < b->at ? -1 : 1)
           : a->length != b->length ? (a->length < b->length ? -1 : 1)
                                    : 0;
}

static int by_path(const void *left, const void *right)
{
    return strcmp((*(const lint_edited *const *)left)->path,
                  (*(const lint_edited *const *)right)->path);
}

static void make(apr_pool_t *pool, lint_edited *edited)
{
    const apr_array_header_t *changes = edited->changes;
    size_t room = edited->before_size;
    size_t from = 0;
    char *at;

    qsort(changes->elts, (size_t)changes->nelts, sizeof(lint_change), by_place);
    for (int i = 0; i < changes->nelts; i++) {
        room += strlen(APR_ARRAY_IDX(changes, i, lint_change).text);
    }
    at = apr_palloc(pool, room + 1);
    edited->after = at;
    for (int i = 0; i < changes->nelts; i++) {
        const lint_change *change = &APR_ARRAY_IDX(changes, i, lint_change);
        size_t length = strlen(change->text);

        at = mempcpy(at, edited->before + from, change->at - from);
        at = mempcpy(at, change->text, length);
        from = change->at + change->length;
    }
    at = mempcpy(at, edited->before + from, edited->before_size - from);
    *at = '\0';
    edited->after_size = (size_t)(at - edited->after);
}

lint_edits *lint_edits_make(apr_pool_t *pool,
                            const apr_array_header_t *findings,
                            const apr_array_header_t *confs,
                            lint_problems *problems)
{
    lint_edits *edits = apr_pcalloc(pool, sizeof(*edits));
    making now = {pool, confs, problems,
                  apr_array_make(pool, 4, sizeof(target *)),
                  apr_hash_make(pool)};

    edits->pool = pool;
    edits->files = apr_array_make(pool, 4, sizeof(lint_edited *));
    for (int i = 0; i < findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(findings, i, const lint_finding *);

        if (finding->edits && finding->edits->nelts) {
            take(&now, finding, edits);
        }
    }
    for (int i = 0; i < now.targets->nelts; i++) {
        lint_edited *edited = &APR_ARRAY_IDX(now.targets, i, target *)->edited;

        if (edited->changes->nelts) {
            make(pool, edited);
            APR_ARRAY_PUSH(edits->files, lint_edited *) = edited;
        }
    }
    if (edits->files->nelts) {
        qsort(edits->files->elts, (size_t)edits->files->nelts,
              sizeof(lint_edited *), by_path);
    }
    return edits;
}
