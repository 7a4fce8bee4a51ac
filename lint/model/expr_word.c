/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/model/expr_run.h"

void lint_expr_remember_read(lint_expr_run *run, lint_text name)
{
    if (!run->reads) {
        return;
    }
    /* A cache's key has the host anyway (RFC 9110, section 12.5.5). */
    if (name.value && strcasecmp(name.value, "Host") == 0) {
        return;
    }
    APR_ARRAY_PUSH(run->context->reads, lint_expr_read) =
        (lint_expr_read){name, run->maybe ? LINT_UNKNOWN : LINT_YES};
}

/* The pieces of a concatenation, in the order of the text. */
static apr_array_header_t *pieces_of(lint_expr_run *run,
                                     const lint_expr_node *node, bool leftward)
{
    apr_array_header_t *pieces =
        apr_array_make(run->pool, 8, sizeof(lint_expr_node *));

    for (; node->op == LINT_EXPR_CONCAT;
         node = leftward ? node->left : node->right) {
        APR_ARRAY_PUSH(pieces, const lint_expr_node *) =
            leftward ? node->right : node->left;
    }
    APR_ARRAY_PUSH(pieces, const lint_expr_node *) = node;
    return pieces;
}

/* httpd walks a concatenation down its left side when that is one, reading
 * the last piece first, else down its right side. The pieces of the other side
 * nest. */
static lint_text concat(lint_expr_run *run, const lint_expr_node *node)
{
    bool leftward = node->left->op == LINT_EXPR_CONCAT;
    apr_array_header_t *pieces = pieces_of(run, node, leftward);
    int count = pieces->nelts;
    apr_array_header_t *texts =
        apr_array_make(run->pool, count, sizeof(char *));
    const char *unknown = NULL;

    texts->nelts = count;
    for (int i = 0; i < count; i++) {
        lint_text text = lint_expr_word(
            run, APR_ARRAY_IDX(pieces, i, const lint_expr_node *));

        APR_ARRAY_IDX(texts, leftward ? count - 1 - i : i, const char *) =
            text.value ? text.value : "";
        if (text.unknown && !unknown) {
            unknown = text.unknown;
        }
    }
    return unknown ? LINT_UNKNOWABLE(unknown)
                   : LINT_KNOWN(apr_array_pstrcat(run->pool, texts, 0));
}

static lint_text captured(const lint_expr_run *run, unsigned number)
{
    const lint_expr_captures *captures = &run->captures;
    const char *subject = captures->subject.value;
    size_t start;
    size_t end;

    if (captures->subject.unknown) {
        return captures->subject;
    }
    if (!subject || !*subject) {
        return LINT_KNOWN("");
    }
    if (!captures->written) {
        return LINT_UNKNOWABLE("a $0..$9 is used that no regular expression "
                               "set");
    }
    start = captures->offsets.start[number];
    end = captures->offsets.end[number];
    return LINT_KNOWN(apr_pstrmemdup(run->pool, subject + start, end - start));
}

static lint_text call(lint_expr_run *run, const lint_expr_node *node)
{
    lint_text argument = lint_expr_word(run, node->left);

    if (argument.unknown) {
        if (lint_expr_reads_headers(node->as.function)) {
            lint_expr_remember_read(run, argument);
        }
        return argument;
    }
    return node->as.function(run, argument.value);
}

static lint_text look_up(lint_expr_run *run, const lint_expr_node *node)
{
    switch (node->op) {
    case LINT_EXPR_TEXT:
        return LINT_KNOWN(node->as.text);
    case LINT_EXPR_VARIABLE:
        return lint_expr_variable_value(run, node->as.text);
    case LINT_EXPR_CONCAT:
        return concat(run, node);
    case LINT_EXPR_CAPTURE:
        return captured(run, node->as.number);
    case LINT_EXPR_CALL:
        return call(run, node);
    default: /* conditions do not stand here */
        return LINT_UNSET;
    }
}

lint_text lint_expr_word(lint_expr_run *run, const lint_expr_node *node)
{
    lint_text text;

    if (!lint_expr_enter(run)) {
        return LINT_KNOWN("");
    }
    text = look_up(run, node);
    lint_expr_leave(run);
    return lint_text_is_unset(text) ? LINT_KNOWN("") : text;
}
