/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/commands.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include "lint/check/run.h"
#include "lint/command/complaint.h"

/* Prose is broken at this column. */
#define WIDTH 78

typedef struct explain_command {
    bool help;
} explain_command;

static const lint_option table[] = {{"help", NULL, "this text",
                                     LINT_OPTION_FLAG,
                                     offsetof(explain_command, help)},
                                    {0}};

static void print_prose(const char *text)
{
    int column = 0;

    while (*text) {
        int length = (int)strcspn(text, " \n");

        if (column && column + 1 + length > WIDTH) {
            putchar('\n');
            column = 0;
        }
        column += printf("%s%.*s", column ? " " : "", length, text);
        text += length;
        text += *text != '\0';
    }
    putchar('\n');
}

static void print_indented(const char *text)
{
    while (*text) {
        int length = (int)strcspn(text, "\n");

        printf("%s%.*s\n", length ? "    " : "", length, text);
        text += length;
        text += *text == '\n';
    }
}

/* Executed, so that it cannot be wrong. */
static void print_answer(apr_pool_t *pool, const lint_rule *rule)
{
    const lint_result *result = lint_run_example(pool, rule, rule->bad);

    for (int i = 0; i < result->findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(result->findings, i, const lint_finding *);

        printf("    line %d: %s: %s [%s]\n", finding->place.line,
               lint_severity_name(finding->severity), finding->message,
               finding->id);
    }
}

static void explain(apr_pool_t *pool, const lint_rule *rule)
{
    printf("%s (%s, %s confidence)\n%s\n\n", rule->id,
           lint_severity_name(rule->severity),
           lint_confidence_name(rule->confidence), rule->title);
    print_prose(rule->why);
    printf("\n%s\n\n",
           rule->htaccess ? "This .htaccess has it:" : "This has it:");
    print_indented(rule->bad);
    puts("\nand corslint says:\n");
    print_answer(pool, rule);
    puts("\nThis is right:\n");
    print_indented(rule->good);
    putchar('\n');
    print_prose(rule->remedy);
}

static int run_explain(apr_pool_t *pool, int argc, const char *const *argv)
{
    explain_command c = {false};
    apr_array_header_t *words = apr_array_make(pool, 1, sizeof(const char *));
    int code = 0;

    if (!lint_options_read(pool, table, &c, argc - 1, argv + 1, words)) {
        return 2;
    }
    if (c.help) {
        lint_command_help(stdout, &lint_command_explain);
        return 0;
    }
    if (!words->nelts) {
        return lint_usage_error("explain needs a rule; corslint rules lists "
                                "them");
    }
    for (int i = 0; i < words->nelts; i++) {
        const char *name = APR_ARRAY_IDX(words, i, const char *);
        const lint_rule *rule = lint_rule_find(name);

        if (!rule) {
            code = lint_usage_error("\"%s\" is no rule; %s", name,
                                    lint_rule_suggestion(pool, name));
            continue;
        }
        if (i) {
            putchar('\n');
        }
        explain(pool, rule);
    }
    return code;
}

const lint_command lint_command_explain = {
    .name = "explain",
    .title = "explain a rule, by example",
    .usage = "corslint explain RULE...",
    .about = "Says what a rule finds, why it matters and what to do, with an "
             "example that\nhas it, what corslint says to that, and one that "
             "is right. RULE is a rule's\nname, one of its aliases or its "
             "number, such as C03.",
    .options = table,
    .run = run_explain};
