/* SPDX-License-Identifier: Apache-2.0 */
#include "tree.h"

#include <string.h>
#include "builder.h"
#include "reader.h"

lint_node *lint_tree_parse(apr_pool_t *pool, lint_names *names,
                           const lint_source *source, lint_problems *problems)
{
    lint_builder *builder =
        lint_builder_create(pool, lint_bulk_create(pool), problems);
    lint_reader reader = lint_reader_begin(pool, source, NULL, problems);
    lint_line line;

    while (lint_reader_next(&reader, &line, NULL)) {
        lint_severity severity = reader.templated ? LINT_NOTE : LINT_ERROR;
        lint_directive cut;

        if (*line.text == '#') {
            continue;
        }
        cut = lint_directive_cut(pool, names, &line);
        if (cut.kind == LINT_CLOSE) {
            lint_builder_close(builder, 0, &line, &cut, severity);
        } else if (cut.kind != LINT_NOTHING) {
            lint_builder_add(
                builder, &line, &cut,
                lint_template_find(line.text, (size_t)line.length));
        }
    }
    lint_builder_end(builder, 0, reader.templated ? LINT_NOTE : LINT_ERROR);
    return builder->root;
}
