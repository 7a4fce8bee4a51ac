/* SPDX-License-Identifier: Apache-2.0 */
#include "reader.h"

#include <string.h>

lint_reader lint_reader_begin(apr_pool_t *pool, const lint_source *source,
                              const lint_place *outer, lint_problems *problems)
{
    return (lint_reader){
        .pool = pool, .lines = lint_lines_begin(pool, source, outer, problems)};
}

static bool take(lint_reader *reader, lint_line *line)
{
    while (reader->uses && reader->uses->nelts) {
        lint_use *use =
            &APR_ARRAY_IDX(reader->uses, reader->uses->nelts - 1, lint_use);

        if (use->next < use->lines->nelts) {
            *line = APR_ARRAY_IDX(use->lines, use->next++, lint_line);
            return true;
        }
        apr_array_pop(reader->uses);
    }
    return lint_lines_next(&reader->lines, line);
}

/* A tag that ends in a later line takes all lines up to there away. */
static void skip_tag(lint_reader *reader, const char *closer)
{
    lint_line line;

    while (take(reader, &line)) {
        reader->template_lines++;
        if (strstr(line.text, closer)) {
            return;
        }
    }
}

bool lint_reader_next(lint_reader *reader, lint_line *line,
                      const char **unknown)
{
    while (take(reader, line)) {
        lint_template_line judged;

        *unknown = reader->depth > 0 ? "a template's condition" : NULL;
        if (!lint_template_judge(reader->pool, &line->text, &judged) ||
            !judged.tagged) {
            return true;
        }
        reader->templated = true;
        reader->template_lines++;
        if (judged.closer) {
            skip_tag(reader, judged.closer);
            continue;
        }
        reader->depth += judged.depth;
        if (reader->depth < 0) {
            reader->depth = 0;
        }
        if (!judged.empty) {
            *unknown = "a template's condition";
            return true;
        }
    }
    return false;
}

void lint_reader_push(lint_reader *reader, const lint_macro *macro,
                      apr_array_header_t *lines)
{
    lint_use *use;

    if (!reader->uses) {
        reader->uses = apr_array_make(reader->pool, 4, sizeof(lint_use));
    }
    use = apr_array_push(reader->uses);
    *use = (lint_use){macro, lines, 0};
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
