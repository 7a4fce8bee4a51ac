/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/attack.h"

#include <apr_strings.h>
#include "lint/probe/attack_text.h"
#include "lint/report/text_print.h"

/* Where what is said of a hole begins. */
#define LABEL_WIDTH 9
/* Origins that are named besides the first. */
#define OTHERS_SHOWN 3

static const char *mark_of(lint_severity severity, bool unicode)
{
    return severity == LINT_NOTE      ? "-"
           : severity == LINT_WARNING ? "!"
           : unicode                  ? "\xe2\x9c\x97"
                                      : "NO";
}

static const char *paint_of(lint_severity severity)
{
    return severity == LINT_NOTE      ? LINT_PAINT_INFO
           : severity == LINT_WARNING ? LINT_PAINT_WARNING
                                      : LINT_PAINT_ERROR;
}

static void put(const lint_printer *p, const char *paint, const char *text)
{
    lint_print_text(p, paint, text);
}

static void end_line(const lint_printer *p)
{
    putc('\n', p->out);
}

static void print_label(const lint_printer *p, const char *label,
                        const char *text)
{
    put(p, LINT_PAINT_NONE, "      ");
    put(p, LINT_PAINT_FAINT, apr_psprintf(p->pool, "%-*s", LABEL_WIDTH, label));
    put(p, LINT_PAINT_NONE, text);
    end_line(p);
}

static const char *others_text(apr_pool_t *pool,
                               const apr_array_header_t *others)
{
    const char *text = "";
    int shown = others->nelts < OTHERS_SHOWN ? others->nelts : OTHERS_SHOWN;

    for (int i = 0; i < shown; i++) {
        text = apr_pstrcat(pool, text, i ? ", " : "",
                           APR_ARRAY_IDX(others, i, const char *), NULL);
    }
    return shown < others->nelts ? apr_psprintf(pool, "%s and %d more", text,
                                                others->nelts - shown)
                                 : text;
}

static void print_fields(const lint_printer *p, const char *arrow,
                         const apr_table_t *headers)
{
    const apr_array_header_t *rows = apr_table_elts(headers);

    for (int i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        if (lint_attack_proves(row->key)) {
            put(p, LINT_PAINT_NONE,
                apr_pstrcat(p->pool, arrow, row->key, ": ", row->val, NULL));
            end_line(p);
        }
    }
}

static void print_hole(const lint_printer *p, const lint_attack_hole *hole,
                       bool unicode)
{
    put(p, LINT_PAINT_NONE, "  ");
    put(p, paint_of(hole->severity), mark_of(hole->severity, unicode));
    put(p, LINT_PAINT_NONE, " ");
    put(p, LINT_PAINT_NONE, hole->message);
    put(p, LINT_PAINT_FAINT, apr_pstrcat(p->pool, " [", hole->id, "]", NULL));
    end_line(p);
    print_label(p, "who:", hole->means);
    if (hole->others->nelts && !hole->everybody) {
        print_label(p, "also:", others_text(p->pool, hole->others));
    }
    print_label(p, "remedy:", hole->remedy);
    put(p, LINT_PAINT_NONE,
        apr_pstrcat(p->pool, "      > ", hole->request.method, " ",
                    hole->request.url, NULL));
    end_line(p);
    print_fields(p, "      > ", hole->request.headers);
    fprintf(p->out, "      < %d\n", hole->answer.status);
    print_fields(p, "      < ", hole->answer.headers);
    end_line(p);
}

/* The status of every answer to a request itself; 0 when they differ. */
static int status_of(const lint_attack *attack)
{
    int status = 0;

    for (int i = 0; i < attack->tries->nelts; i++) {
        const lint_attack_try *tried =
            &APR_ARRAY_IDX(attack->tries, i, const lint_attack_try);

        if (!tried->question->preflight) {
            if (status && status != tried->status) {
                return 0;
            }
            status = tried->status;
        }
    }
    return status;
}

/* What makes the result less than it looks. */
static void print_doubts(const lint_printer *p, const lint_attack *attack)
{
    int status = status_of(attack);

    if (status >= 400) {
        put(p, LINT_PAINT_NONE,
            apr_psprintf(p->pool,
                         "all answers have status %d, others may say more: "
                         "give a session with --header 'Cookie: NAME=VALUE'",
                         status));
        end_line(p);
    }
    if (attack->redirect) {
        put(p, LINT_PAINT_NONE,
            apr_pstrcat(p->pool, "redirected to ", attack->redirect,
                        ", which was not asked: name that URL to have it "
                        "asked",
                        NULL));
        end_line(p);
    }
    if (attack->wrong) {
        put(p, LINT_PAINT_WARNING,
            apr_pstrcat(p->pool, "ended early: ", attack->wrong, NULL));
        end_line(p);
    }
}

void lint_attack_print(FILE *out, apr_pool_t *pool, const lint_attack *attack,
                       bool color, bool unicode)
{
    lint_report_style style = {.color = color};
    lint_printer p = {.pool = pool, .out = out, .style = &style};
    int holes = attack->holes->nelts;

    for (int i = 0; i < holes; i++) {
        print_hole(&p,
                   APR_ARRAY_IDX(attack->holes, i, const lint_attack_hole *),
                   unicode);
    }
    print_doubts(&p, attack);
    fprintf(out, "%d request%s as hostile origins: ", attack->tries->nelts,
            attack->tries->nelts == 1 ? "" : "s");
    put(&p, attack->ok ? LINT_PAINT_GOOD : LINT_PAINT_ERROR,
        holes ? apr_psprintf(pool, "%d hole%s", holes, holes == 1 ? "" : "s")
              : "no hole was found");
    end_line(&p);
}
