/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For people and their editors: the first line of each finding is one that
 * compilers print.
 */
#include "lint/report/text_print.h"

#include <apr_strings.h>
#include "lint/rules/rule.h"

static const char *paint_of(lint_severity severity)
{
    return severity == LINT_ERROR     ? LINT_PAINT_ERROR
           : severity == LINT_WARNING ? LINT_PAINT_WARNING
                                      : LINT_PAINT_INFO;
}

static int digits_of(int number)
{
    int digits = 1;

    while (number >= 10) {
        number /= 10;
        digits++;
    }
    return digits;
}

/* As wide as the line numbers of one finding need it. */
static int gutter_of(const lint_finding *finding)
{
    int line = finding->place.line;

    for (int i = 0; finding->related && i < finding->related->nelts; i++) {
        int other = APR_ARRAY_IDX(finding->related, i, lint_related).place.line;

        line = other > line ? other : line;
    }
    return digits_of(line);
}

/* What brought the place where it is, from the inside out. */
static void print_chain(const lint_printer *printer, const lint_place *place)
{
    for (const lint_place *outer = place->outer; outer; outer = outer->outer) {
        lint_mark mark = lint_mark_find(printer->result, outer, 0);

        lint_print_label(printer, lint_mark_is_use(&mark) ? "used at "
                                                          : "included from ");
        lint_print_text(
            printer, LINT_PAINT_NONE,
            apr_psprintf(printer->pool, "%s:%d", outer->file, outer->line));
        putc('\n', printer->out);
    }
}

static void print_related(const lint_printer *printer,
                          const lint_finding *finding)
{
    for (int i = 0; finding->related && i < finding->related->nelts; i++) {
        const lint_related *related =
            &APR_ARRAY_IDX(finding->related, i, lint_related);
        lint_mark mark = lint_mark_find(printer->result, &related->place, 0);

        lint_print_place(printer, &mark, &related->place);
        lint_print_text(printer, LINT_PAINT_INFO, "note");
        fputs(": ", printer->out);
        lint_print_text(printer, LINT_PAINT_NONE, related->message);
        putc('\n', printer->out);
        lint_print_excerpt(printer, &mark, &related->place, LINT_PAINT_INFO);
        if (related->place.outer != finding->place.outer) {
            print_chain(printer, &related->place);
        }
    }
}

/* How sure it is, and what is in the way of more. */
static void print_confidence(const lint_printer *printer,
                             const lint_finding *finding)
{
    const apr_array_header_t *unknowns =
        finding->witness ? finding->witness->answer->unknowns : NULL;
    int count = unknowns ? unknowns->nelts : 0;

    lint_print_label(printer, "confidence: ");
    fputs(lint_confidence_name(finding->confidence), printer->out);
    for (int i = 0; i < count; i++) {
        fputs(i ? "; " : " (", printer->out);
        lint_print_text(printer, LINT_PAINT_NONE,
                        APR_ARRAY_IDX(unknowns, i, const char *));
    }
    fputs(count ? ")\n" : "\n", printer->out);
}

static void print_advice(const lint_printer *printer,
                         const lint_finding *finding)
{
    const char *remedy = lint_finding_remedy(finding);

    if (remedy) {
        lint_print_label(printer, "fix: ");
        lint_print_text(printer, LINT_PAINT_GOOD, remedy);
        fputs(finding->edits && finding->edits->nelts ? " (--fix does it)\n"
                                                      : "\n",
              printer->out);
    }
    if (finding->rule) {
        lint_print_label(printer, "more: ");
        fputs("corslint explain ", printer->out);
        lint_print_text(printer, LINT_PAINT_NONE, finding->rule->id);
        putc('\n', printer->out);
        if (printer->style->explain) {
            lint_print_explanation(printer, finding->rule);
        }
    }
}

static void print_finding(const lint_printer *printer,
                          const lint_finding *finding)
{
    lint_mark mark =
        lint_mark_find(printer->result, &finding->place, finding->length);
    const char *paint = paint_of(finding->severity);

    lint_print_place(printer, &mark, &finding->place);
    lint_print_text(printer, paint, lint_severity_name(finding->severity));
    fputs(": ", printer->out);
    lint_print_text(printer, LINT_PAINT_STRONG, finding->message);
    fputs(" [", printer->out);
    lint_print_text(printer, LINT_PAINT_NONE, finding->id);
    fputs("]\n", printer->out);
    lint_print_excerpt(printer, &mark, &finding->place, paint);
    print_chain(printer, &finding->place);
    print_related(printer, finding);
    if (finding->witness) {
        lint_print_witness(printer, finding->witness);
    }
    if (finding->verdict) {
        lint_print_label(printer, "live: ");
        lint_print_text(printer, LINT_PAINT_NONE, finding->verdict);
        putc('\n', printer->out);
    }
    if (finding->confidence != LINT_CONFIDENCE_HIGH) {
        print_confidence(printer, finding);
    }
    print_advice(printer, finding);
    putc('\n', printer->out);
}

/* What was left out, in parentheses; "" when nothing was. */
static const char *left_out(apr_pool_t *pool, const lint_result *result)
{
    const char *suppressed =
        result->suppressed
            ? apr_psprintf(pool, "%d suppressed", result->suppressed)
            : "";
    const char *baselined =
        result->baselined
            ? apr_psprintf(pool, "%d in the baseline", result->baselined)
            : "";

    return *suppressed || *baselined
               ? apr_pstrcat(pool, " (", suppressed,
                             *suppressed && *baselined ? ", " : "", baselined,
                             ")", NULL)
               : "";
}

static void print_summary(const lint_printer *printer)
{
    const lint_result *result = printer->result;
    lint_tally tally = lint_tally_of(result);
    const char *files = lint_count_text(printer->pool, result->files, "file");
    const char *rest = left_out(printer->pool, result);

    if (result->findings->nelts) {
        fprintf(printer->out, "%s in %s%s\n",
                lint_tally_text(printer->pool, &tally), files, rest);
    } else {
        fprintf(printer->out, "%s, nothing found%s\n", files, rest);
    }
}

static void print(FILE *out, const lint_result *result,
                  const lint_report_style *style)
{
    lint_printer printer = {.out = out, .result = result, .style = style};

    apr_pool_create(&printer.pool, result->pool);
    printer.explained = apr_hash_make(result->pool);
    for (int i = 0; i < result->findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(result->findings, i, const lint_finding *);

        apr_pool_clear(printer.pool);
        printer.gutter = gutter_of(finding);
        print_finding(&printer, finding);
    }
    if (!style->quiet) {
        print_summary(&printer);
    }
    apr_pool_destroy(printer.pool);
}

const lint_reporter lint_reporter_text = {
    "text", "for people: source lines, witnesses, remedies", print};
