/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "lint/check/baseline.h"
#include "lint/check/edits.h"
#include "lint/check/verify.h"
#include "lint/command/check_options.h"
#include "lint/command/complaint.h"
#include "lint/command/options.h"
#include "lint/command/progress.h"
#include "lint/command/terminal.h"

/* A correction may make room for another; more rounds than this are a loop. */
#define ROUNDS 10

typedef struct check {
    apr_pool_t *pool;
    lint_check_options options;
    lint_progress progress;
    lint_problems *problems; /* of what is written and read besides */
} check;

static void show_progress(void *context, int done, int all)
{
    lint_progress_show(&((check *)context)->progress, done, all);
}

static void tell(void *context, const char *sentence)
{
    check *c = context;

    lint_progress_clear(&c->progress);
    fprintf(stderr, "corslint: note: %s\n", sentence);
}

static bool is_text(const check *c)
{
    return strcmp(c->options.reporter->name, "text") == 0;
}

static lint_result *run(check *c, lint_baseline *baseline)
{
    lint_result *result = lint_run(c->pool, &c->options.run);

    lint_progress_clear(&c->progress);
    if (baseline) {
        lint_baseline_apply(baseline, result);
    }
    return result;
}

/* Corrects and looks again, until nothing is left that can be corrected. */
static lint_result *fix(check *c, lint_baseline *baseline)
{
    int fixed = 0;

    for (int round = 0;; round++) {
        lint_result *result = run(c, baseline);
        const lint_edits *edits = lint_edits_make(c->pool, result->findings,
                                                  result->confs, c->problems);

        if (round == ROUNDS || !edits->fixed || c->problems->list->nelts ||
            !lint_edits_write(edits, c->problems)) {
            if (fixed && !c->options.quiet) {
                fprintf(stderr, "corslint: %d finding%s corrected\n", fixed,
                        fixed == 1 ? "" : "s");
            }
            return result;
        }
        fixed += edits->fixed;
        /* The notes were told. */
        c->options.run.listener.note = NULL;
    }
}

static void print_diff(check *c, FILE *out, const lint_result *result)
{
    const lint_edits *edits =
        lint_edits_make(c->pool, result->findings, result->confs, c->problems);
    int left = result->findings->nelts - edits->fixed;

    lint_edits_print(out, edits);
    if (left && !c->options.quiet) {
        fprintf(stderr,
                "corslint: %d finding%s without a correction in this patch\n",
                left, left == 1 ? "" : "s");
    }
}

static void print(check *c, const lint_result *result)
{
    const char *path = c->options.output;
    FILE *out = path ? fopen(path, "w") : stdout;
    lint_report_style style = {lint_terminal_color(c->options.color, !path),
                               c->options.explain, c->options.quiet};

    if (!out) {
        lint_problem_unread(c->problems, &(lint_place){.file = path}, "output",
                            "\"%s\" cannot be written (%s): correct the path",
                            path, strerror(errno));
        return;
    }
    if (c->options.diff) {
        print_diff(c, out, result);
    } else {
        c->options.reporter->print(out, result, &style);
    }
    errno = 0;
    if ((path ? fclose(out) : fflush(out)) != 0 || (!path && ferror(out))) {
        lint_problem_unread(c->problems, &(lint_place){.file = path}, "output",
                            "the report could not be written (%s): make room "
                            "for it",
                            strerror(errno));
    }
}

/* Says so when the baseline knows what is no more. */
static void compare(check *c, const lint_baseline *baseline,
                    const lint_result *result)
{
    int gone = baseline ? lint_baseline_gone(baseline, result) : 0;

    if (gone && !c->options.quiet) {
        fprintf(stderr,
                "corslint: note: %d finding%s of %s no longer there: write it "
                "anew with --write-baseline\n",
                gone, gone == 1 ? "" : "s", c->options.baseline);
    }
}

/* The live server is asked what it says to the witnesses. */
static void verify(check *c, lint_result *result)
{
    const char *wrong;
    lint_live *live;
    lint_verification verification = {0};

    c->options.live.version = LINT_LIVE_HTTP_1;
    live = lint_live_open(c->pool, &c->options.live, &wrong);
    if (live) {
        verification = lint_verify(c->pool, live, c->options.verify, result);
        wrong = verification.wrong;
    }
    if (wrong) {
        lint_problem_unread(c->problems,
                            &(lint_place){.file = c->options.verify}, "verify",
                            "--verify %s: %s", c->options.verify, wrong);
    } else if (!c->options.quiet) {
        fprintf(stderr,
                "corslint: %s confirms %d finding%s and not %d; %d could not "
                "be asked\n",
                c->options.verify, verification.confirmed,
                verification.confirmed == 1 ? "" : "s", verification.refuted,
                verification.unasked);
    }
}

static int exit_code(const check *c, const lint_result *result)
{
    int code = c->problems->list->nelts ? 2 : 0;

    for (int i = 0; i < result->findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(result->findings, i, const lint_finding *);

        if (finding->unread) {
            return 2;
        }
        if (!code && lint_fail_on_minds(c->options.least, finding->severity)) {
            code = 1;
        }
    }
    return code;
}

static int write_baseline(check *c)
{
    const lint_result *result = run(c, NULL);
    int code;

    c->options.least = LINT_FAIL_ON_NEVER;
    if (lint_baseline_write(c->options.baseline, result, c->problems) &&
        !c->options.quiet) {
        fprintf(stderr, "corslint: %d finding%s written to %s\n",
                result->findings->nelts,
                result->findings->nelts == 1 ? "" : "s", c->options.baseline);
    }
    code = exit_code(c, result);
    if (code) {
        print(c, result);
    }
    lint_complain(c->problems);
    return code;
}

static int run_check(apr_pool_t *pool, int argc, const char *const *argv)
{
    check c = {.pool = pool, .problems = lint_problems_create(pool)};
    lint_baseline *baseline = NULL;
    lint_result *result;

    if (!lint_check_options_read(pool, argc - 1, argv + 1, &c.options)) {
        return 2;
    }
    if (c.options.help) {
        lint_command_help(stdout, &lint_command_check);
        return 0;
    }
    c.progress = lint_progress_begin(c.options.quiet);
    c.options.run.listener = (lint_run_listener){
        &c, show_progress, c.options.quiet || !is_text(&c) ? NULL : tell};
    if (c.options.write_baseline) {
        return write_baseline(&c);
    }
    if (c.options.baseline) {
        baseline = lint_baseline_read(pool, c.options.baseline, c.problems);
    }
    result = c.options.fix ? fix(&c, baseline) : run(&c, baseline);
    if (c.options.verify) {
        verify(&c, result);
    }
    print(&c, result);
    compare(&c, baseline, result);
    lint_complain(c.problems);
    return exit_code(&c, result);
}

const lint_command lint_command_check = {
    .name = "check",
    .title = "tell what is wrong with a configuration",
    .usage = "corslint [check] [OPTION...] [PATH...]",
    .about = "Checks httpd configuration: files, directories, - for standard "
             "input. Each\nfile is checked by itself, unless --entry names a "
             "server that it is a part of.\nWithout PATH: that server, or else "
             "the current directory.",
    .options = lint_check_option_table,
    .notes = "exit code: 0 nothing found, 1 findings that --fail-on minds, "
             "2 wrong usage\nor input that could not be read",
    .run = run_check};
