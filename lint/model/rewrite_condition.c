/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_run.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_file_info.h>
#include "lint/model/uncertain.h"
#include "lint/model/vary.h"

static const char UNTOLD[] =
    "what a condition of uncertain result captured cannot be told";

static lint_truth truth_of(bool truth)
{
    return truth ? LINT_YES : LINT_NO;
}

static lint_truth test_file(const lint_rewrite_run *run, char test,
                            const char *path, const char **why)
{
    apr_int32_t wanted =
        APR_FINFO_MIN | APR_FINFO_PROT | (test == 'h' ? APR_FINFO_LINK : 0);
    apr_finfo_t info;
    apr_status_t status;

    if (!run->server->facts || !run->server->facts->sees_files) {
        *why = "the server's files are not on this machine";
        return LINT_UNKNOWN;
    }
    status = apr_stat(&info, path, wanted, run->request->pool);
    if (status != APR_SUCCESS && status != APR_INCOMPLETE) {
        return LINT_NO;
    }
    switch (test) {
    case 'f':
        return truth_of(info.filetype == APR_REG);
    case 's':
        return truth_of(info.filetype == APR_REG && info.size > 0);
    case 'd':
        return truth_of(info.filetype == APR_DIR);
    case 'h':
        return truth_of(info.filetype == APR_LNK);
    default:
        return truth_of(
            info.protection &
            (APR_FPROT_UEXECUTE | APR_FPROT_GEXECUTE | APR_FPROT_WEXECUTE));
    }
}

/* Not what the manual calls lexicographical: the longer text is the greater,
 * and only equally long ones are compared byte for byte. */
static int compare(const char *left, const char *right)
{
    size_t left_length = strlen(left);
    size_t right_length = strlen(right);

    if (left_length == right_length) {
        return memcmp(left, right, left_length);
    }
    return left_length > right_length ? 1 : -1;
}

static lint_truth holds(char test, int order)
{
    switch (test) {
    case '<':
        return truth_of(order < 0);
    case '{':
        return truth_of(order <= 0);
    case '>':
        return truth_of(order > 0);
    case '}':
        return truth_of(order >= 0);
    default:
        return truth_of(order == 0);
    }
}

static lint_truth test_text(const lint_rewrite_cond *cond, const char *input)
{
    const char *pattern = lint_text_bytes(cond->pattern);

    return holds(cond->test, cond->nocase        ? strcasecmp(input, pattern)
                             : cond->test == '=' ? strcmp(input, pattern)
                                                 : compare(input, pattern));
}

static lint_truth test_number(const lint_rewrite_cond *cond, const char *input)
{
    int left = atoi(input);
    int right = atoi(lint_text_bytes(cond->pattern));

    return holds(cond->test, (left > right) - (left < right));
}

static lint_truth test_regex(lint_rewrite_run *run,
                             const lint_rewrite_cond *cond, const char *input,
                             const char **why)
{
    lint_captures captures;
    lint_truth truth = lint_regex_search(cond->regex, input, &captures, why);

    /* A condition that matched, but is negated, leaves %N as it was. */
    if (cond->negated) {
        return truth;
    }
    if (truth == LINT_YES) {
        run->cond =
            (lint_backreferences){.subject = input, .captures = captures};
    } else if (truth == LINT_UNKNOWN) {
        run->cond.unknown = UNTOLD;
    }
    return truth;
}

static lint_truth test_expr(lint_rewrite_run *run,
                            const lint_rewrite_cond *cond, const char **why)
{
    /* To see whether the expression touched its captures at all. */
    static const char untouched[] = "";
    lint_expr_captures captures = {.subject = LINT_KNOWN(untouched)};
    lint_expr_context context = {.pool = run->request->pool,
                                 .request = run->request,
                                 .facts = run->server->facts,
                                 .captures = &captures};
    lint_truth truth = lint_expr_eval(cond->expr, &context);

    if (!cond->no_vary) {
        lint_vary_add(run->request, lint_expr_vary(&context), cond->place,
                      LINT_YES);
    }
    if (truth == LINT_UNKNOWN) {
        *why = context.unknown;
        run->cond.unknown = UNTOLD;
    } else if (truth == LINT_YES && !cond->negated) {
        run->cond = (lint_backreferences){.subject = captures.subject.value,
                                          .captures = captures.offsets};
        if (captures.subject.value == untouched || captures.subject.unknown) {
            run->cond.unknown =
                "%0..%9 of an expression without a capturing group are "
                "whatever httpd has left over";
            run->cond.undefined = captures.subject.value == untouched;
        }
    }
    return truth;
}

static lint_truth test(lint_rewrite_run *run, const lint_rewrite_cond *cond,
                       const char **why)
{
    lint_text input = cond->input;

    if (cond->unknown) {
        *why = cond->unknown;
        run->cond.unknown = UNTOLD;
        return LINT_UNKNOWN;
    }
    if (cond->kind == LINT_COND_EXPR) {
        return test_expr(run, cond, why);
    }
    if (input.value) {
        input = lint_rewrite_expand(run, input.value, NULL, NULL);
    }
    if (input.unknown) {
        *why = input.unknown;
        if (cond->kind == LINT_COND_REGEX && !cond->negated) {
            run->cond.unknown = UNTOLD;
        }
        return LINT_UNKNOWN;
    }
    input.value = lint_text_bytes(input);
    switch (cond->kind) {
    case LINT_COND_FILE:
        return test_file(run, cond->test, input.value, why);
    case LINT_COND_URL:
        *why = "the lookup of -U or -F is not followed";
        return *input.value ? LINT_UNKNOWN : LINT_NO;
    case LINT_COND_TEXT:
        return test_text(cond, input.value);
    case LINT_COND_NUMBER:
        return test_number(cond, input.value);
    default:
        return test_regex(run, cond, input.value, why);
    }
}

static void keep_vary(lint_rewrite_run *run, lint_truth truth)
{
    if (run->vary_this && truth != LINT_NO) {
        APR_ARRAY_PUSH(run->vary, lint_vary_name) =
            (lint_vary_name){run->vary_this, truth};
    }
    run->vary_this = NULL;
}

/* Conditions joined with [OR], from *at on. An [OR] that nothing follows
 * cannot fail. */
static lint_truth group_holds(lint_rewrite_run *run,
                              const apr_array_header_t *conditions, int *at,
                              const char **why)
{
    lint_truth group = LINT_NO;
    bool open = true;

    while (open && *at < conditions->nelts) {
        const lint_rewrite_cond *cond =
            APR_ARRAY_IDX(conditions, *at, const lint_rewrite_cond *);

        open = cond->or_next;
        ++*at;
        if (group == LINT_YES) {
            continue;
        }
        lint_truth truth = test(run, cond, why);

        truth = cond->negated ? lint_truth_not(truth) : truth;
        if (cond->no_vary) {
            run->vary_this = NULL;
        }
        keep_vary(run, truth == LINT_YES && group == LINT_UNKNOWN ? LINT_UNKNOWN
                                                                  : truth);
        group = lint_truth_or(group, truth);
    }
    return open ? LINT_YES : group;
}

lint_truth lint_rewrite_conditions(lint_rewrite_run *run,
                                   const lint_rewrite_rule *rule,
                                   const char **why)
{
    lint_truth all = LINT_YES;
    int at = 0;

    while (at < rule->conditions->nelts && all != LINT_NO) {
        all = lint_truth_and(all, group_holds(run, rule->conditions, &at, why));
    }
    return all;
}
