/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/commands.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>
#include <jansson.h>
#include "lint/report/report.h"
#include "lint/report/rule_page.h"
#include "lint/rules/rule.h"

typedef struct rules_command {
    const char *format;
    bool help;
} rules_command;

static const lint_option table[] = {
    {"format", "text|json|markdown", "text unless it is said", LINT_OPTION_TEXT,
     offsetof(rules_command, format)},
    {"help", NULL, "this text", LINT_OPTION_FLAG,
     offsetof(rules_command, help)},
    {0}};

static const char *persona_name(lint_persona persona)
{
    static const char *const names[] = {"regular", "pedantic", "auditor"};

    return names[persona];
}

static void print_text(void)
{
    int width = 0;

    for (const lint_rule *const *rule = lint_rules; *rule; rule++) {
        int length = (int)strlen((*rule)->id);

        width = length > width ? length : width;
    }
    for (const lint_rule *const *rule = lint_rules; *rule; rule++) {
        printf("%-*s  %-7s  %-8s  %s\n", width, (*rule)->id,
               lint_severity_name((*rule)->severity),
               persona_name((*rule)->persona), (*rule)->title);
    }
}

/* The words of a list with blanks between. */
static json_t *words_json(apr_pool_t *pool, const char *words)
{
    json_t *list = json_array();
    char *rest = apr_pstrdup(pool, words ? words : "");
    char *word;

    while ((word = strsep(&rest, " "))) {
        if (*word) {
            json_array_append_new(list, json_string(word));
        }
    }
    return list;
}

static json_t *rule_json(apr_pool_t *pool, const lint_rule *rule)
{
    return json_pack(
        "{s:s, s:s, s:o, s:s, s:s, s:s, s:b, s:b, s:s, s:s, s:s, s:s, s:s}",
        "id", rule->id, "shorthand", rule->shorthand, "aliases",
        words_json(pool, rule->aliases), "severity",
        lint_severity_name(rule->severity), "confidence",
        lint_confidence_name(rule->confidence), "persona",
        persona_name(rule->persona), "fixable", (int)rule->fixes, "htaccess",
        (int)rule->htaccess, "title", rule->title, "why", rule->why, "remedy",
        rule->remedy, "bad", rule->bad, "good", rule->good);
}

static void print_json(apr_pool_t *pool)
{
    json_t *list = json_array();
    char *text;

    for (const lint_rule *const *rule = lint_rules; *rule; rule++) {
        json_array_append_new(list, rule_json(pool, *rule));
    }
    text = json_dumps(list, JSON_INDENT(2));
    puts(text);
    free(text);
    json_decref(list);
}

static void print_index(void)
{
    puts("| rule | number | severity | persona | --fix "
         "|\n|---|---|---|---|---|");
    for (const lint_rule *const *at = lint_rules; *at; at++) {
        const lint_rule *rule = *at;

        printf("| [%s](#%s) | %s | %s | %s | %s |\n", rule->id, rule->id,
               rule->shorthand, lint_severity_name(rule->severity),
               persona_name(rule->persona), rule->fixes ? "yes" : "");
    }
}

/* "Also called `one`, `two`." */
static void print_aliases(const char *aliases)
{
    const char *before = "\nAlso called";

    while (aliases && *(aliases += strspn(aliases, " "))) {
        int length = (int)strcspn(aliases, " ");

        printf("%s `%.*s`", before, length, aliases);
        before = ",";
        aliases += length;
    }
    if (*before == ',') {
        puts(".");
    }
}

static void print_rule(apr_pool_t *pool, const lint_rule *rule)
{
    printf("\n## %s\n\n**%s.** %s, %s, %s confidence%s.\n\n%s", rule->id,
           lint_markdown_text(pool, rule->title), rule->shorthand,
           lint_severity_name(rule->severity),
           lint_confidence_name(rule->confidence),
           rule->fixes ? ", with a fix" : "", lint_rule_page(pool, rule));
    print_aliases(rule->aliases);
}

static void print_markdown(apr_pool_t *pool)
{
    puts("<!-- Made by corslint rules --format markdown -->\n"
         "# The rules of corslint\n\n"
         "Each example is checked by the tests: what is wrong is found, and in "
         "what is right\nnothing is. Severity and confidence are those of most "
         "findings; where a server may\nnot be as it seems, or nothing is at "
         "stake, they are lower. `corslint explain RULE`\nprints one of these, "
         "with what corslint says to its example.\n");
    print_index();
    for (const lint_rule *const *rule = lint_rules; *rule; rule++) {
        print_rule(pool, *rule);
    }
}

static int run_rules(apr_pool_t *pool, int argc, const char *const *argv)
{
    rules_command c = {.format = "text"};
    apr_array_header_t *words = apr_array_make(pool, 1, sizeof(const char *));

    if (!lint_options_read(pool, table, &c, argc - 1, argv + 1, words)) {
        return 2;
    }
    if (words->nelts) {
        return lint_usage_error("corslint rules takes no \"%s\"; write "
                                "corslint explain %s",
                                APR_ARRAY_IDX(words, 0, const char *),
                                APR_ARRAY_IDX(words, 0, const char *));
    }
    if (c.help) {
        lint_command_help(stdout, &lint_command_rules);
        return 0;
    }
    if (strcmp(c.format, "json") == 0) {
        print_json(pool);
    } else if (strcmp(c.format, "markdown") == 0) {
        print_markdown(pool);
    } else {
        print_text();
    }
    return 0;
}

const lint_command lint_command_rules = {
    .name = "rules",
    .title = "list what is looked for",
    .usage = "corslint rules [OPTION...]",
    .about = "Lists the rules. corslint explain RULE tells all about one.",
    .options = table,
    .run = run_rules};
