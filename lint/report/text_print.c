/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/text_print.h"

#include <string.h>
#include "lint/report/escape.h"
#include "lint/report/excerpt.h"

/* Columns of a source line; more is cut. */
#define ROOM 100

void lint_print_paint(const lint_printer *printer, const char *paint)
{
    if (printer->style->color) {
        fprintf(printer->out, "\033[%sm", paint);
    }
}

void lint_print_text(const lint_printer *printer, const char *paint,
                     const char *text)
{
    bool painted = strcmp(paint, LINT_PAINT_NONE) != 0;

    if (painted) {
        lint_print_paint(printer, paint);
    }
    fputs(lint_escape_plain(printer->pool, text), printer->out);
    if (painted) {
        lint_print_paint(printer, LINT_PAINT_NONE);
    }
}

void lint_print_place(const lint_printer *printer, const lint_mark *mark,
                      const lint_place *place)
{
    lint_print_text(printer, LINT_PAINT_STRONG,
                    lint_mark_place(printer->pool, mark, place));
    fputs(": ", printer->out);
}

static void print_gutter(const lint_printer *printer, int line)
{
    lint_print_paint(printer, LINT_PAINT_GUTTER);
    if (line) {
        fprintf(printer->out, "  %*d |", printer->gutter, line);
    } else {
        fprintf(printer->out, "  %*s |", printer->gutter, "");
    }
    lint_print_paint(printer, LINT_PAINT_NONE);
}

void lint_print_excerpt(const lint_printer *printer, const lint_mark *mark,
                        const lint_place *place, const char *paint)
{
    lint_excerpt excerpt;

    if (!mark->line) {
        return;
    }
    excerpt = lint_excerpt_make(printer->pool, mark, ROOM);
    print_gutter(printer, place->line);
    fprintf(printer->out, "%s%s\n", *excerpt.text ? " " : "", excerpt.text);
    print_gutter(printer, 0);
    fprintf(printer->out, " %*s", excerpt.from, "");
    lint_print_paint(printer, paint);
    for (int i = excerpt.from; i < excerpt.to; i++) {
        putc('^', printer->out);
    }
    lint_print_paint(printer, LINT_PAINT_NONE);
    putc('\n', printer->out);
}

void lint_print_label(const lint_printer *printer, const char *label)
{
    lint_print_paint(printer, LINT_PAINT_GUTTER);
    fprintf(printer->out, "  %*s = ", printer->gutter, "");
    lint_print_paint(printer, LINT_PAINT_NONE);
    lint_print_paint(printer, LINT_PAINT_STRONG);
    fputs(label, printer->out);
    lint_print_paint(printer, LINT_PAINT_NONE);
}
