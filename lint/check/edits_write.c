/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "edits.h"
#include "file.h"

static bool write_file(const lint_edits *edits, const lint_edited *edited,
                       lint_problems *problems)
{
    lint_place place = {edited->path, 0, 0, NULL};
    const lint_file *now = lint_file_read(edits->pool, edited->path, problems);

    if (!now) {
        return false;
    }
    if (now->size != edited->before_size ||
        memcmp(now->bytes, edited->before, now->size) != 0) {
        lint_problem_unread(problems, &place, "edit",
                            "\"%s\" has changed since it was read: start "
                            "corslint again",
                            edited->path);
        return false;
    }
    return lint_file_replace(edits->pool, edited->path, edited->after,
                             edited->after_size, problems);
}

bool lint_edits_write(const lint_edits *edits, lint_problems *problems)
{
    bool written = true;

    for (int i = 0; i < edits->files->nelts; i++) {
        written &= write_file(
            edits, APR_ARRAY_IDX(edits->files, i, const lint_edited *),
            problems);
    }
    return written;
}
