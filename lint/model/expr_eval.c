/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Evaluation in httpd's order. What httpd would not look at because an operand
 * before decided is not looked at; what it looks at only if an unknown operand
 * does not decide is evaluated as a `maybe`.
 */
#include <string.h>
#include <apr_strings.h>
#include "lint/model/expr_run.h"

static lint_truth truth(bool yes)
{
    return yes ? LINT_YES : LINT_NO;
}

static lint_truth negated(lint_truth value)
{
    return value == LINT_UNKNOWN ? value : truth(value == LINT_NO);
}

static lint_truth related(long long order, lint_expr_relation relation)
{
    switch (relation) {
    case LINT_EXPR_EQ:
        return truth(order == 0);
    case LINT_EXPR_NE:
        return truth(order != 0);
    case LINT_EXPR_LT:
        return truth(order < 0);
    case LINT_EXPR_LE:
        return truth(order <= 0);
    case LINT_EXPR_GT:
        return truth(order > 0);
    case LINT_EXPR_GE:
        return truth(order >= 0);
    }
    return LINT_NO;
}

/* Both operands. The right one first: C leaves that order to the compiler, and
 * this is what httpd's builds show in Vary. */
static bool both(lint_expr_run *run, const lint_expr_node *node,
                 const char **left, const char **right)
{
    lint_text second = lint_expr_word(run, node->right);
    lint_text first = lint_expr_word(run, node->left);

    *left = first.value;
    *right = second.value;
    if (first.unknown || second.unknown) {
        lint_expr_unknown(run, first.unknown ? first.unknown : second.unknown);
        return false;
    }
    return true;
}

static lint_truth compare(lint_expr_run *run, const lint_expr_node *node)
{
    const char *left;
    const char *right;

    if (!both(run, node, &left, &right)) {
        return LINT_UNKNOWN;
    }
    return related(strcmp(left, right), node->as.relation);
}

/* What is no number counts as 0, and trailing letters do not matter. */
static lint_truth compare_numbers(lint_expr_run *run,
                                  const lint_expr_node *node)
{
    const char *left;
    const char *right;
    apr_int64_t first;
    apr_int64_t second;

    if (!both(run, node, &left, &right)) {
        return LINT_UNKNOWN;
    }
    first = apr_atoi64(left);
    second = apr_atoi64(right);
    return related((first > second) - (first < second), node->as.relation);
}

static lint_truth binary(lint_expr_run *run, const lint_expr_node *node)
{
    const char *left;
    const char *right;

    if (!both(run, node, &left, &right)) {
        return LINT_UNKNOWN;
    }
    return node->as.binary(run, node, left, right);
}

static lint_truth in_call(lint_expr_run *run, const lint_expr_node *node)
{
    lint_expr_word(run, node->left);
    return lint_expr_unknown(run, "PeerExtList() depends on the client's "
                                  "certificate");
}

/* The list is looked at from its end. */
static lint_truth in(lint_expr_run *run, const lint_expr_node *node)
{
    lint_text needle = lint_expr_word(run, node->left);
    lint_truth found = LINT_NO;
    bool maybe = run->maybe;

    if (node->right->op == LINT_EXPR_LIST_CALL) {
        return in_call(run, node->right);
    }
    for (const lint_expr_node *item = node->right; item; item = item->right) {
        lint_text word = lint_expr_word(run, item->left);
        const char *unknown = needle.unknown ? needle.unknown : word.unknown;

        if (unknown) {
            found = lint_expr_unknown(run, unknown);
            run->maybe = true;
        } else if (strcmp(needle.value, word.value) == 0) {
            found = LINT_YES;
            break;
        }
    }
    run->maybe = maybe;
    return found;
}

/* $0..$9 belong to the last regular expression with a group that was tried:
 * set when it matched, empty when it did not. */
static void capture(lint_expr_run *run, lint_truth found, const char *subject,
                    const lint_captures *offsets)
{
    lint_expr_captures *captures = &run->captures;

    if (found == LINT_UNKNOWN || run->maybe) {
        captures->subject = LINT_UNKNOWABLE(
            run->unknown ? run->unknown
                         : "which regular expression matched cannot be told");
        captures->written = false;
    } else if (found == LINT_YES) {
        captures->subject = LINT_KNOWN(subject);
        captures->offsets = *offsets;
        captures->written = true;
    } else {
        captures->subject = LINT_UNSET;
    }
}

static lint_truth match(lint_expr_run *run, const lint_expr_node *node)
{
    lint_text subject = lint_expr_word(run, node->left);
    bool captures = lint_regex_groups(node->as.regex) > 0;
    lint_captures offsets = {{0}, {0}};
    lint_truth found = LINT_UNKNOWN;
    const char *why = subject.unknown;

    if (!why) {
        found = lint_regex_search(node->as.regex, subject.value,
                                  captures ? &offsets : NULL, &why);
    }
    if (found == LINT_UNKNOWN) {
        lint_expr_unknown(run, why);
    }
    if (captures) {
        capture(run, found, subject.value, &offsets);
    }
    return node->op == LINT_EXPR_MATCH ? found : negated(found);
}

static lint_truth test(lint_expr_run *run, const lint_expr_node *node)
{
    lint_text argument = lint_expr_word(run, node->left);

    return argument.unknown ? lint_expr_unknown(run, argument.unknown)
                            : node->as.test.run(run, node, argument.value);
}

static lint_truth eval_here(lint_expr_run *run, const lint_expr_node *node);

/* a || b || c: only the operands before the last open a level of httpd's
 * recursion, the last is evaluated in this one. */
static lint_truth chain(lint_expr_run *run, const lint_expr_node *node)
{
    lint_expr_op op = node->op;
    lint_truth decisive = truth(op == LINT_EXPR_OR);
    lint_truth result = negated(decisive);
    bool maybe = run->maybe;

    while (result != decisive) {
        bool last = node->op != op;
        lint_truth operand =
            last ? eval_here(run, node) : lint_expr_condition(run, node->left);

        if (operand == decisive) {
            result = operand;
        } else if (operand == LINT_UNKNOWN) {
            result = operand;
            run->maybe = true;
        }
        if (last) {
            break;
        }
        node = node->right;
    }
    run->maybe = maybe;
    return result;
}

static lint_truth eval_here(lint_expr_run *run, const lint_expr_node *node)
{
    bool negate = false;
    lint_truth result = LINT_NO;

    for (; node->op == LINT_EXPR_NOT; node = node->left) {
        negate = !negate;
    }
    switch (node->op) {
    case LINT_EXPR_TRUE:
        result = LINT_YES;
        break;
    case LINT_EXPR_OR:
    case LINT_EXPR_AND:
        result = chain(run, node);
        break;
    case LINT_EXPR_COMPARE:
        result = compare(run, node);
        break;
    case LINT_EXPR_COMPARE_NUMBERS:
        result = compare_numbers(run, node);
        break;
    case LINT_EXPR_IN:
        result = in(run, node);
        break;
    case LINT_EXPR_MATCH:
    case LINT_EXPR_NO_MATCH:
        result = match(run, node);
        break;
    case LINT_EXPR_TEST:
        result = test(run, node);
        break;
    case LINT_EXPR_BINARY:
        result = binary(run, node);
        break;
    default: /* false; words do not stand here */
        break;
    }
    return negate ? negated(result) : result;
}

lint_truth lint_expr_condition(lint_expr_run *run, const lint_expr_node *node)
{
    lint_truth result;

    if (!lint_expr_enter(run)) {
        return LINT_NO;
    }
    result = eval_here(run, node);
    lint_expr_leave(run);
    return result;
}
