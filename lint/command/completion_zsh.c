/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/completions.h"

#include <apr_strings.h>
#include "lint/command/commands.h"
#include "lint/command/offer.h"

static const char head[] =
    "#compdef corslint\n"
    "# SPDX-License-Identifier: Apache-2.0\n"
    "# Completion of corslint for zsh: made by \"corslint completion zsh\".\n";

static const char body[] =
    "\n"
    "_corslint() {\n"
    "    local command=%s\n"
    "    local -a first=()\n"
    "    if (( CURRENT == 2 )); then\n"
    "        [[ $words[2] == -* ]] || _corslint_list_commands\n"
    "        first=(";

/* A file of fpath is the function's body at its first call; who sources it has
 * yet to say what it is for. */
static const char tail[] =
    ")\n"
    "    elif (( $+functions[_corslint_command_$words[2]] )); then\n"
    "        command=$words[2]\n"
    "        shift words\n"
    "        (( CURRENT-- ))\n"
    "    fi\n"
    "    _corslint_command_$command $first\n"
    "}\n"
    "\n"
    "if [[ $funcstack[1] == _corslint ]]; then\n"
    "    _corslint \"$@\"\n"
    "else\n"
    "    compdef _corslint corslint\n"
    "fi\n";

/* What _arguments does with a word. */
static const char *action(apr_pool_t *pool, const lint_offer *offer)
{
    switch (offer->kind) {
    case LINT_OFFER_FILES:
        return "_files";
    case LINT_OFFER_DIRECTORIES:
        return "_files -/";
    case LINT_OFFER_WORDS:
        return apr_pstrcat(pool, "(", offer->words, ")", NULL);
    case LINT_OFFER_LIST:
        return apr_pstrcat(pool, "_corslint_list_", offer->list->name, NULL);
    case LINT_OFFER_NOTHING:
        break;
    }
    return " ";
}

static void print_list(apr_pool_t *pool, FILE *out, const lint_offer_list *list)
{
    const char *word;
    const char *title;

    fprintf(out, "\n_corslint_list_%s() {\n    local -a list=(\n", list->name);
    for (size_t i = 0; (word = list->word(i, &title)); i++) {
        fprintf(
            out, "        %s\n",
            lint_shell_quoted(
                pool, apr_pstrcat(pool, word, ":",
                                  lint_backslashed(pool, title, "\\:"), NULL)));
    }
    fprintf(out, "    )\n    _describe %s list\n}\n", list->name);
}

/* "*--only=[...]:RULE:_corslint_list_rules" */
static const char *specification(apr_pool_t *pool, const lint_option *option)
{
    lint_offer offer = lint_offer_of(pool, option->value);
    const char *spec = apr_pstrcat(
        pool, option->kind == LINT_OPTION_LIST ? "*" : "",
        option->name[1] ? "--" : "-", option->name,
        !option->value    ? ""
        : option->name[1] ? "="
                          : "+",
        "[", lint_backslashed(pool, lint_option_summary(pool, option), "\\[]:"),
        "]", NULL);

    return option->value
               ? apr_pstrcat(pool, spec, ":",
                             lint_backslashed(pool, option->value, "\\:"), ":",
                             action(pool, &offer), NULL)
               : spec;
}

static void print_options(apr_pool_t *pool, FILE *out,
                          const lint_option *options)
{
    for (; options->name; options++) {
        if (options->kind != LINT_OPTION_HEADING) {
            fprintf(out, " \\\n        %s",
                    lint_shell_quoted(pool, specification(pool, options)));
        }
    }
}

static void print_command(apr_pool_t *pool, FILE *out,
                          const lint_command *command)
{
    const char *operand = lint_operand_of(pool, command);

    fprintf(out, "\n_corslint_command_%s() {\n    _arguments -S \"$@\"",
            command->name);
    print_options(pool, out, command->options);
    if (operand) {
        lint_offer offer = lint_offer_of(pool, operand);

        fprintf(out, " \\\n        %s",
                lint_shell_quoted(
                    pool, apr_pstrcat(pool, "*:",
                                      lint_backslashed(pool, operand, "\\:"),
                                      ":", action(pool, &offer), NULL)));
    }
    fputs("\n}\n", out);
}

void lint_completion_zsh(apr_pool_t *pool, FILE *out)
{
    fputs(head, out);
    for (const lint_offer_list *list = lint_offer_lists; list->name; list++) {
        print_list(pool, out, list);
    }
    for (const lint_command *const *at = lint_commands; *at; at++) {
        print_command(pool, out, *at);
    }
    fprintf(out, body, lint_commands[0]->name);
    print_options(pool, out, lint_program_options);
    fputs(tail, out);
}
