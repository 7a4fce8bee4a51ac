/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/mark.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/report/utf8.h"

lint_mark lint_mark_find(const lint_result *result, const lint_place *place,
                         int length)
{
    lint_mark mark = {lint_result_line(result, place), 0, 0};
    int end;

    if (!mark.line) {
        return mark;
    }
    end = (int)strlen(mark.line);
    while (end > 0 && apr_isspace(mark.line[end - 1])) {
        end--;
    }
    if (place->column > 0) {
        mark.from = place->column - 1 < end ? place->column - 1 : end;
    } else {
        mark.from = (int)strspn(mark.line, " \t\r\v\f");
        mark.from = mark.from < end ? mark.from : end;
    }
    mark.to = place->column > 0 && length > 0 && length < end - mark.from
                  ? mark.from + length
                  : end;
    return mark;
}

int lint_mark_column(const lint_mark *mark, const lint_place *place)
{
    return mark->line ? lint_utf8_count(mark->line, mark->from) + 1
                      : place->column;
}

int lint_mark_end_column(const lint_mark *mark, const lint_place *place)
{
    return mark->line ? lint_utf8_count(mark->line, mark->to) + 1
                      : place->column;
}

bool lint_mark_is_use(const lint_mark *mark)
{
    return mark->line && mark->to - mark->from > 3 &&
           strncasecmp(mark->line + mark->from, "Use", 3) == 0 &&
           apr_isspace(mark->line[mark->from + 3]);
}

const char *lint_mark_place(apr_pool_t *pool, const lint_mark *mark,
                            const lint_place *place)
{
    int column = lint_mark_column(mark, place);

    return place->line < 1 ? place->file
           : column < 1 ? apr_psprintf(pool, "%s:%d", place->file, place->line)
                        : apr_psprintf(pool, "%s:%d:%d", place->file,
                                       place->line, column);
}
