/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_run.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/model/uncertain.h"

/* One expansion at work. */
typedef struct expansion {
    lint_rewrite_run *run;
    const lint_rewrite_rule *rule;
    lint_qmark *qmark; /* NULL once nobody asks any more */
    lint_text out;
} expansion;

/* The brace that closes the one before `text`, or NULL. */
static const char *closing_brace(const char *text)
{
    int depth = 1;

    for (; *text; text++) {
        if (*text == '}' && --depth == 0) {
            return text;
        }
        if (*text == '{') {
            depth++;
        }
    }
    return NULL;
}

/* A byte outside of inner braces, before the closing one. */
static const char *in_braces(const char *text, char byte)
{
    int depth = 1;

    for (; *text; text++) {
        if (*text == byte && depth == 1) {
            return text;
        }
        if (*text == '}' && --depth == 0) {
            return NULL;
        }
        if (*text == '{') {
            depth++;
        }
    }
    return NULL;
}

static void append(expansion *job, const char *text, size_t length)
{
    apr_pool_t *pool = job->run->request->pool;

    job->out = lint_text_join(pool, job->out,
                              LINT_KNOWN(apr_pstrmemdup(pool, text, length)));
}

/* The first question mark tells, with [QSL] the last one. */
static void note_qmark(expansion *job, const char *text, size_t length,
                       lint_qmark kind)
{
    if (job->qmark && memchr(text, '?', length)) {
        *job->qmark = kind;
        if (!job->rule || !(job->rule->flags & LINT_RULE_QSL)) {
            job->qmark = NULL;
        }
    }
}

static void append_expanded(expansion *job, lint_text text)
{
    if (text.value) {
        note_qmark(job, text.value, strlen(text.value), LINT_QMARK_EXPANDED);
    }
    job->out = lint_text_join(job->run->request->pool, job->out, text);
}

static lint_text expand_map(expansion *job, const char *inside, size_t length)
{
    lint_rewrite_run *run = job->run;
    apr_pool_t *pool = run->request->pool;
    const char *whole = apr_pstrmemdup(pool, inside, length);
    const char *colon = in_braces(whole, ':');
    const char *bar = in_braces(colon + 1, '|');
    const char *fallback = bar ? bar + 1 : NULL;
    const char *key =
        bar ? apr_pstrmemdup(pool, colon + 1, (size_t)(bar - colon - 1))
            : colon + 1;
    lint_text text = lint_rewrite_expand(run, key, job->rule, NULL);

    if (text.value) {
        text = lint_rewrite_map(
            run, apr_pstrmemdup(pool, whole, (size_t)(colon - whole)),
            text.value);
    }
    if (lint_text_is_unset(text) && fallback && *fallback) {
        text = lint_rewrite_expand(run, fallback, job->rule, NULL);
    }
    return text;
}

static lint_text reference(const expansion *job, char kind, int number)
{
    const lint_backreferences *from =
        kind == '$' ? &job->run->rule : &job->run->cond;
    apr_pool_t *pool = job->run->request->pool;
    size_t start = from->captures.start[number];
    size_t end = from->captures.end[number];
    const char *text;

    if (from->undefined) {
        lint_request_unknown(job->run->request, from->unknown);
    }
    if (from->unknown) {
        return LINT_UNKNOWABLE(from->unknown);
    }
    if (!from->subject || end <= start) {
        return LINT_KNOWN("");
    }
    text = apr_pstrmemdup(pool, from->subject + start, end - start);
    if (job->rule && job->rule->flags & LINT_RULE_B) {
        text = lint_rewrite_escape_reference(pool, text, job->rule);
    }
    return LINT_KNOWN(text);
}

/* At a `\`, `$` or `%`. Returns where to go on. */
static const char *expand_special(expansion *job, const char *at)
{
    const char *end;

    if (*at == '\\') {
        append(job, at[1] ? at + 1 : at, 1);
        return at + (at[1] ? 2 : 1);
    }
    if (at[1] == '{') {
        end = closing_brace(at + 2);
        if (!end || (*at == '$' && !in_braces(at + 2, ':'))) {
            append(job, at, 2);
            return at + 2;
        }
        append_expanded(
            job,
            *at == '$'
                ? expand_map(job, at + 2, (size_t)(end - at - 2))
                : lint_rewrite_variable(
                      job->run, apr_pstrmemdup(job->run->request->pool, at + 2,
                                               (size_t)(end - at - 2))));
        return end + 1;
    }
    if (apr_isdigit(at[1])) {
        append_expanded(job, reference(job, *at, at[1] - '0'));
        return at + 2;
    }
    append(job, at, 1);
    return at + 1;
}

lint_text lint_rewrite_expand(lint_rewrite_run *run, const char *input,
                              const lint_rewrite_rule *rule, lint_qmark *qmark)
{
    expansion job = {run, rule, qmark, LINT_KNOWN("")};

    if (qmark) {
        *qmark = LINT_QMARK_NONE;
    }
    while (*input) {
        size_t plain = strcspn(input, "\\$%");

        note_qmark(&job, input, plain, LINT_QMARK_LITERAL);
        append(&job, input, plain);
        input += plain;
        if (*input) {
            input = expand_special(&job, input);
        }
    }
    return job.out;
}
