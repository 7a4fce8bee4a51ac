/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/text_print.h"

#include <apr_strings.h>

/* As wide as "= response: ", so that header fields stand under each other. */
#define INDENT 13

/* "Name: value" on a line of its own, with the directive that made it. */
static void print_field(const lint_printer *printer, const lint_entry *entry)
{
    fprintf(printer->out, "  %*s%*s", printer->gutter, "", INDENT, "");
    lint_print_text(printer, LINT_PAINT_NONE, entry->name);
    fputs(": ", printer->out);
    if (entry->text.value) {
        lint_print_text(printer, LINT_PAINT_NONE, entry->text.value);
    } else if (entry->text.unknown) {
        fputs("(unknown: ", printer->out);
        lint_print_text(printer, LINT_PAINT_NONE, entry->text.unknown);
        putc(')', printer->out);
    }
    if (entry->there == LINT_UNKNOWN) {
        fputs("  (perhaps)", printer->out);
    }
    if (entry->place) {
        fputs("  # ", printer->out);
        lint_print_text(printer, LINT_PAINT_FAINT,
                        apr_psprintf(printer->pool, "%s:%d", entry->place->file,
                                     entry->place->line));
    }
    putc('\n', printer->out);
}

void lint_print_witness(const lint_printer *printer, const lint_trial *trial)
{
    const lint_question *question = trial->question;
    const lint_answer *answer = trial->answer;

    lint_print_label(printer, "request:  ");
    lint_print_text(printer, LINT_PAINT_NONE, question->method);
    putc(' ', printer->out);
    lint_print_text(printer, LINT_PAINT_NONE,
                    lint_trial_url(printer->pool, trial));
    putc(' ', printer->out);
    lint_print_text(printer, LINT_PAINT_NONE,
                    question->protocol ? question->protocol : "HTTP/1.1");
    putc('\n', printer->out);
    for (int i = 0; i < question->headers->entries->nelts; i++) {
        print_field(printer, &APR_ARRAY_IDX(question->headers->entries, i,
                                            const lint_entry));
    }
    lint_print_label(printer, "response: ");
    fprintf(printer->out, "%d%s\n", answer->status,
            answer->assumed ? "  (assumed)" : "");
    for (int i = 0; i < answer->headers->entries->nelts; i++) {
        const lint_entry *entry =
            &APR_ARRAY_IDX(answer->headers->entries, i, lint_entry);

        if (lint_header_matters(entry->name)) {
            print_field(printer, entry);
        }
    }
}
