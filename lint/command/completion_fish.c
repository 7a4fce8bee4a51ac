/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/completions.h"

#include <apr_strings.h>
#include "lint/command/commands.h"
#include "lint/command/offer.h"

static const char head[] =
    "# SPDX-License-Identifier: Apache-2.0\n"
    "# Completion of corslint for fish: made by \"corslint completion fish\".\n"
    "\n"
    "function __corslint_first -d 'nothing has been written yet'\n"
    "    test (count (commandline -opc)) -eq 1\n"
    "end\n"
    "\n"
    "function __corslint_is -d 'the command is this one'\n"
    "    set -l words (commandline -opc)\n"
    "    set -l command %s\n"
    "    if set -q words[2]; and contains -- $words[2]";

static const char *const rest = "\n"
                                "        set command $words[2]\n"
                                "    end\n"
                                "    test $command = $argv[1]\n"
                                "end\n";

static const char *quoted(apr_pool_t *pool, const char *text)
{
    return apr_pstrcat(pool, "'", lint_backslashed(pool, text, "\\'"), "'",
                       NULL);
}

static void print_list(apr_pool_t *pool, FILE *out, const lint_offer_list *list)
{
    const char *word;
    const char *title;

    fprintf(out, "\nfunction __corslint_list_%s\n    printf '%%s\\t%%s\\n'",
            list->name);
    for (size_t i = 0; (word = list->word(i, &title)); i++) {
        fprintf(out, " \\\n        %s %s", word, quoted(pool, title));
    }
    fputs("\nend\n", out);
}

/* What is offered behind an option, or where an operand may stand. */
static const char *arguments(apr_pool_t *pool, const lint_offer *offer)
{
    switch (offer->kind) {
    case LINT_OFFER_FILES:
        return " -F";
    case LINT_OFFER_DIRECTORIES:
        return " -f -a '(__fish_complete_directories)'";
    case LINT_OFFER_WORDS:
        return apr_pstrcat(pool, " -f -a ", quoted(pool, offer->words), NULL);
    case LINT_OFFER_LIST:
        return apr_pstrcat(pool, " -f -a '(__corslint_list_", offer->list->name,
                           ")'", NULL);
    case LINT_OFFER_NOTHING:
        break;
    }
    return " -f";
}

static void print_options(apr_pool_t *pool, FILE *out, const char *when,
                          const lint_option *options)
{
    for (; options->name; options++) {
        lint_offer offer = lint_offer_of(pool, options->value);

        if (options->kind == LINT_OPTION_HEADING) {
            continue;
        }
        fprintf(out, "complete -c corslint -n '%s' -%s %s%s%s -d %s\n", when,
                options->name[1] ? "l" : "s", options->name,
                options->value ? " -r" : "",
                options->value ? arguments(pool, &offer) : "",
                quoted(pool, lint_option_summary(pool, options)));
    }
}

static void print_command(apr_pool_t *pool, FILE *out,
                          const lint_command *command)
{
    const char *when = apr_pstrcat(pool, "__corslint_is ", command->name, NULL);
    lint_offer operand = lint_offer_of(pool, lint_operand_of(pool, command));

    fputc('\n', out);
    print_options(pool, out, when, command->options);
    fprintf(out, "complete -c corslint -n '%s'%s\n", when,
            arguments(pool, &operand));
}

void lint_completion_fish(apr_pool_t *pool, FILE *out)
{
    fprintf(out, head, lint_commands[0]->name);
    for (const lint_command *const *at = lint_commands; *at; at++) {
        fprintf(out, " %s", (*at)->name);
    }
    fputs(rest, out);
    for (const lint_offer_list *list = lint_offer_lists; list->name; list++) {
        print_list(pool, out, list);
    }
    fputs("\ncomplete -c corslint -n __corslint_first -a "
          "'(__corslint_list_commands)'\n",
          out);
    print_options(pool, out, "__corslint_first", lint_program_options);
    for (const lint_command *const *at = lint_commands; *at; at++) {
        print_command(pool, out, *at);
    }
}
