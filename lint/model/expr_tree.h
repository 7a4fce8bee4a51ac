/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A parsed expression, between the parser and the evaluation. The shape is the
 * one that httpd's grammar gives: how deep it nests and in which order operands
 * are read decide over its recursion limit and the order of Vary.
 */
#ifndef LINT_MODEL_EXPR_TREE_H
#define LINT_MODEL_EXPR_TREE_H

#include <apr_network_io.h>
#include "lint/model/expr.h"

typedef enum lint_expr_op {
    /* Conditions. */
    LINT_EXPR_TRUE,
    LINT_EXPR_FALSE,
    LINT_EXPR_NOT,     /* left */
    LINT_EXPR_OR,      /* left, right; chains to the right */
    LINT_EXPR_AND,     /* left, right; chains to the right */
    LINT_EXPR_COMPARE, /* left and right, texts; relation */
    LINT_EXPR_COMPARE_NUMBERS,
    LINT_EXPR_IN,    /* left; right is a LIST or a LIST_CALL */
    LINT_EXPR_MATCH, /* left; regex */
    LINT_EXPR_NO_MATCH,
    LINT_EXPR_TEST,   /* left; test */
    LINT_EXPR_BINARY, /* left, right; binary */
    /* Words. */
    LINT_EXPR_TEXT,     /* text */
    LINT_EXPR_VARIABLE, /* text: httpd's spelling */
    LINT_EXPR_CALL,     /* left; function */
    LINT_EXPR_CONCAT,   /* left, right */
    LINT_EXPR_CAPTURE,  /* number */
    /* What may follow `in`. */
    LINT_EXPR_LIST,     /* left is the last word, right the list before it */
    LINT_EXPR_LIST_CALL /* left */
} lint_expr_op;

typedef enum lint_expr_relation {
    LINT_EXPR_EQ,
    LINT_EXPR_NE,
    LINT_EXPR_LT,
    LINT_EXPR_LE,
    LINT_EXPR_GT,
    LINT_EXPR_GE
} lint_expr_relation;

typedef struct lint_expr_node lint_expr_node;
typedef struct lint_expr_run lint_expr_run;

/* What each function and operator does; argument is known and set. */
typedef lint_text lint_expr_function(lint_expr_run *run, const char *argument);
typedef lint_truth lint_expr_test(lint_expr_run *run,
                                  const lint_expr_node *node,
                                  const char *argument);
typedef lint_truth lint_expr_binary(lint_expr_run *run,
                                    const lint_expr_node *node,
                                    const char *left, const char *right);

struct lint_expr_node {
    lint_expr_op op;
    const lint_expr_node *left;
    const lint_expr_node *right;
    union {
        lint_expr_relation relation;
        lint_regex *regex;
        const char *text;
        unsigned number;
        lint_expr_function *function;
        struct {
            lint_expr_test *run;
            char letter;
        } test;
        lint_expr_binary *binary;
    } as;
    apr_ipsubnet_t *network; /* of -R and -ipmatch */
};

struct lint_expr {
    const lint_expr_node *root;
    bool is_text;
};

/* Tables that the parser looks names up in. */
typedef struct lint_expr_function_row {
    const char *name;
    lint_expr_function *call;
    bool reads_files; /* refused in .htaccess */
} lint_expr_function_row;

/* NULL for a name that httpd does not know. */
const lint_expr_function_row *lint_expr_function_find(const char *name);
const char *lint_expr_variable_find(const char *name);
lint_expr_test *lint_expr_test_find(char letter);
lint_expr_binary *lint_expr_binary_find(const char *name);

/* Whether -R (its letter) or -ipmatch (this function) wants a network. */
bool lint_expr_binary_wants_network(lint_expr_binary *binary);

/* A sentence for a name that does not exist, with the nearest one that does or
 * what to write instead. */
const char *lint_expr_suggest_variable(apr_pool_t *pool, const char *name);
const char *lint_expr_suggest_function(apr_pool_t *pool, const char *name);

/* The names themselves, for suggestions; NULL behind the last. */
const char *lint_expr_variable_name(unsigned index);
const char *lint_expr_function_name(unsigned index);

#endif
