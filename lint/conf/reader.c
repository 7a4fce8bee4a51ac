/* SPDX-License-Identifier: Apache-2.0 */
#include "reader.h"

#include <string.h>

#define MISSING_MAX (int)(sizeof(((lint_reader *)0)->missing) / sizeof(char *))

lint_reader lint_reader_begin(apr_pool_t *pool, const lint_source *source,
                              const lint_place *outer, lint_problems *problems)
{
    return (lint_reader){.pool = pool,
                         .lines =
                             lint_lines_begin(pool, source, outer, problems),
                         .branches = {pool, NULL, NULL, 0}};
}

static bool take(lint_reader *reader, lint_line *line)
{
    while (reader->uses && reader->uses->nelts) {
        lint_use *use =
            &APR_ARRAY_IDX(reader->uses, reader->uses->nelts - 1, lint_use);

        if (use->next < use->lines->nelts) {
            *line = APR_ARRAY_IDX(use->lines, use->next++, lint_line);
            line->guard =
                lint_guard_within(reader->pool, line->guard, use->guard);
            return true;
        }
        apr_array_pop(reader->uses);
    }
    if (!lint_lines_next(&reader->lines, line)) {
        return false;
    }
    line->guard = reader->branches.guard;
    return true;
}

/* Whether the file has the end of a tag further down. That it has not is
 * remembered, or each line of a file full of openings would search it. */
static bool is_closed_below(lint_reader *reader, const char *closer)
{
    const lint_source *source = reader->lines.source;
    const char *end = source->text + source->size;
    const char *from = reader->lines.at;
    int i = 0;

    while (i < MISSING_MAX && reader->missing[i]) {
        if (reader->missing[i++] == closer) {
            return false;
        }
    }
    if (from < end &&
        memmem(from, (size_t)(end - from), closer, strlen(closer))) {
        return true;
    }
    if (i < MISSING_MAX) {
        reader->missing[i] = closer;
    }
    return false;
}

/* A tag that ends in a later line takes all lines up to there away. One that
 * does not end takes its own. */
static void skip_tag(lint_reader *reader, const lint_line *opening,
                     const char *closer)
{
    lint_line line;

    if (!is_closed_below(reader, closer)) {
        lint_problem_add(reader->lines.problems, LINT_WARNING, &opening->place,
                         "template-unterminated",
                         "the template's tag is not closed in this file, so "
                         "its line was left out: write %s where it ends",
                         closer);
        return;
    }
    while (take(reader, &line)) {
        reader->template_lines++;
        if (strstr(line.text, closer)) {
            return;
        }
    }
}

static bool next(lint_reader *reader, lint_line *line)
{
    while (take(reader, line)) {
        lint_template_line judged;

        if ((*line->text != '{' && *line->text != '<') ||
            !lint_template_judge(reader->pool, &line->text, &judged) ||
            !judged.tagged) {
            return true;
        }
        reader->templated = true;
        reader->template_lines++;
        if (judged.closer) {
            skip_tag(reader, line, judged.closer);
            continue;
        }
        lint_branches_pass(&reader->branches, judged.tags);
        line->length = (int)strlen(line->text);
        if (!judged.empty) {
            line->guard = judged.tags ? lint_branches_amid(&reader->branches)
                                      : line->guard;
            return true;
        }
    }
    return false;
}

bool lint_reader_next(lint_reader *reader, lint_line *line,
                      const char **unknown)
{
    bool found = next(reader, line);

    if (unknown) {
        *unknown = found && line->guard ? "a template's condition" : NULL;
    }
    return found;
}

void lint_reader_push(lint_reader *reader, const lint_macro *macro,
                      apr_array_header_t *lines, const lint_guard *guard)
{
    lint_use *use;

    if (!reader->uses) {
        reader->uses = apr_array_make(reader->pool, 4, sizeof(lint_use));
    }
    use = apr_array_push(reader->uses);
    *use = (lint_use){macro, lines, guard, 0};
}

bool lint_reader_uses(const lint_reader *reader, const lint_macro *macro)
{
    for (int i = 0; reader->uses && i < reader->uses->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(reader->uses, i, lint_use).macro->name,
                   macro->name) == 0) {
            return true;
        }
    }
    return false;
}
