/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/text_print.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/rules/rule.h"

#define WIDTH 78
#define INDENT 8

/* Prose, broken between words; an empty line stays one. */
static void print_prose(const lint_printer *printer, const char *text)
{
    int column = 0;

    while (*text) {
        int blanks = (int)strspn(text, " \n");
        int length = (int)strcspn(text + blanks, " \n");
        const char *gap = " ";

        if (!length) {
            break;
        }
        if (!column) {
            gap = "";
        } else if (memmem(text, (size_t)blanks, "\n\n", 2)) {
            gap = "\n\n";
        } else if (column + 1 + length > WIDTH) {
            gap = "\n";
        }
        fputs(gap, printer->out);
        if (*gap == '\n' || !column) {
            fprintf(printer->out, "%*s", INDENT, "");
            column = INDENT;
        } else {
            column++;
        }
        lint_print_text(
            printer, LINT_PAINT_NONE,
            apr_pstrmemdup(printer->pool, text + blanks, (apr_size_t)length));
        column += length;
        text += blanks + length;
    }
    putc('\n', printer->out);
}

static void print_example(const lint_printer *printer, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");

        if (length) {
            fprintf(printer->out, "%*s", INDENT, "");
            lint_print_text(printer, LINT_PAINT_FAINT,
                            apr_pstrmemdup(printer->pool, text, length));
        }
        putc('\n', printer->out);
        text += length + (text[length] == '\n');
    }
}

static void print_heading(const lint_printer *printer, const char *heading)
{
    lint_print_label(printer, heading);
    putc('\n', printer->out);
}

void lint_print_explanation(const lint_printer *printer, const lint_rule *rule)
{
    if (apr_hash_get(printer->explained, rule->id, APR_HASH_KEY_STRING)) {
        return;
    }
    apr_hash_set(printer->explained, rule->id, APR_HASH_KEY_STRING, rule);
    if (rule->why) {
        print_heading(printer, "why:");
        print_prose(printer, rule->why);
    }
    if (rule->bad) {
        print_heading(printer, "wrong:");
        print_example(printer, rule->bad);
    }
    if (rule->good) {
        print_heading(printer, "right:");
        print_example(printer, rule->good);
    }
}
