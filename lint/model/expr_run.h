/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One evaluation on its way: what the words, functions and operators of an
 * expression share.
 */
#ifndef LINT_MODEL_EXPR_RUN_H
#define LINT_MODEL_EXPR_RUN_H

#include "lint/model/expr_tree.h"

/* The state of one evaluation. */
struct lint_expr_run {
    lint_expr_context *context;
    const lint_expr_facts *facts;
    apr_pool_t *pool;
    lint_expr_captures captures;
    const char *unknown; /* the first reason met */
    int depth;
    const char *maybe_error; /* why httpd perhaps gives up */
    bool reads;              /* header reads are remembered */
    bool maybe; /* at an operand that httpd perhaps does not look at */
};

/* Remembers a reason and says so. */
lint_truth lint_expr_unknown(lint_expr_run *run, const char *why);

/* httpd gives the evaluation up. */
void lint_expr_give_up(lint_expr_run *run, const char *why);

/* Remembers that a request header was read; LINT_UNKNOWABLE for one whose name
 * cannot be told. */
void lint_expr_remember_read(lint_expr_run *run, lint_text name);

/* httpd's recursion counter. False when it is exhausted; else to be left. */
bool lint_expr_enter(lint_expr_run *run);
void lint_expr_leave(lint_expr_run *run);

/* Whether a condition holds. */
lint_truth lint_expr_condition(lint_expr_run *run, const lint_expr_node *node);

/* A word's text; never unset. */
lint_text lint_expr_word(lint_expr_run *run, const lint_expr_node *node);

/* Whether the function reads the request header that its argument names, and
 * lets Vary know. */
bool lint_expr_reads_headers(lint_expr_function *function);

/* A variable's value, as the callback or the request has it. */
lint_text lint_expr_variable_value(lint_expr_run *run, const char *name);

#endif
