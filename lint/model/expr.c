/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/expr.h"

#include <apr_strings.h>
#include "lint/model/expr_run.h"

/* AP_EXPR_MAX_RECURSION. */
#define DEEPEST 20

lint_truth lint_expr_unknown(lint_expr_run *run, const char *why)
{
    if (!run->unknown) {
        run->unknown = why;
    }
    return LINT_UNKNOWN;
}

void lint_expr_give_up(lint_expr_run *run, const char *why)
{
    if (run->maybe) {
        run->maybe_error = why;
    } else if (!run->context->error) {
        run->context->error = why;
    }
}

bool lint_expr_enter(lint_expr_run *run)
{
    if (run->depth >= DEEPEST) {
        lint_expr_give_up(run, "it nests deeper than httpd's twenty levels");
        return false;
    }
    run->depth++;
    return true;
}

void lint_expr_leave(lint_expr_run *run)
{
    run->depth--;
}

static const lint_expr_facts no_facts;

static lint_expr_run begin(lint_expr_context *context, bool reads)
{
    lint_expr_run run = {.context = context,
                         .facts = context->facts ? context->facts : &no_facts,
                         .pool = context->pool,
                         .reads = reads};

    if (context->captures) {
        run.captures = *context->captures;
    }
    context->unknown = NULL;
    context->error = NULL;
    context->reads = apr_array_make(context->pool, 0, sizeof(lint_expr_read));
    return run;
}

/* True when there is a result. An error that only perhaps happened makes the
 * result unknown, and the reads uncertain. */
static bool end(lint_expr_run *run)
{
    lint_expr_context *context = run->context;

    if (context->captures) {
        *context->captures = run->captures;
    }
    if (context->error) {
        context->reads->nelts = 0;
        return false;
    }
    if (run->maybe_error) {
        lint_expr_unknown(run, run->maybe_error);
        for (int i = 0; i < context->reads->nelts; i++) {
            APR_ARRAY_IDX(context->reads, i, lint_expr_read).there =
                LINT_UNKNOWN;
        }
    }
    return true;
}

lint_truth lint_expr_eval(const lint_expr *expr, lint_expr_context *context)
{
    lint_expr_run run = begin(context, true);
    lint_truth result = lint_expr_condition(&run, expr->root);

    if (!end(&run)) {
        return LINT_NO;
    }
    if (run.maybe_error) {
        result = LINT_UNKNOWN;
    }
    context->unknown = result == LINT_UNKNOWN ? run.unknown : NULL;
    return result;
}

lint_text lint_expr_eval_string(const lint_expr *expr,
                                lint_expr_context *context)
{
    lint_expr_run run = begin(context, false);
    lint_text text = lint_expr_word(&run, expr->root);

    if (!end(&run)) {
        return LINT_UNSET;
    }
    context->unknown = text.unknown;
    return text;
}

lint_text lint_expr_vary(const lint_expr_context *context)
{
    const char *vary = NULL;

    for (int i = 0; i < context->reads->nelts; i++) {
        const lint_expr_read *read =
            &APR_ARRAY_IDX(context->reads, i, lint_expr_read);

        if (read->name.unknown || read->there != LINT_YES) {
            return LINT_UNKNOWABLE(
                read->name.unknown
                    ? read->name.unknown
                    : "whether a condition reads the header cannot be told");
        }
        vary = vary ? apr_pstrcat(context->pool, vary, ", ", read->name.value,
                                  NULL)
                    : read->name.value;
    }
    return LINT_KNOWN(vary);
}
