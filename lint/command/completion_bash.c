/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/completions.h"

#include <apr_strings.h>
#include "lint/command/commands.h"
#include "lint/command/offer.h"

static const char head[] =
    "# SPDX-License-Identifier: Apache-2.0\n"
    "# Completion of corslint for bash: made by \"corslint completion bash\".\n"
    "\n"
    "_corslint_words()\n"
    "{\n"
    "    COMPREPLY+=($(compgen -W \"$1\" -- \"$word\"))\n"
    "}\n"
    "\n"
    "# Outside of a completion, as in tests, compopt has nothing to say.\n"
    "_corslint_files()\n"
    "{\n"
    "    local path\n"
    "    while IFS= read -r path; do\n"
    "        COMPREPLY+=(\"$path\")\n"
    "    done < <(compgen \"$1\" -- \"$word\")\n"
    "    compopt -o filenames 2>/dev/null\n"
    "}\n";

static const char body[] =
    "\n"
    "_corslint()\n"
    "{\n"
    "    local word=${COMP_WORDS[COMP_CWORD]}\n"
    "    local before=${COMP_WORDS[COMP_CWORD - 1]} command=\n"
    "    COMPREPLY=()\n"
    "    # --option=value is three words to bash.\n"
    "    if [[ $word == '=' ]]; then\n"
    "        word=\n"
    "    elif [[ $before == '=' ]]; then\n"
    "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    fi\n"
    "    ((COMP_CWORD == 1)) || command=${COMP_WORDS[1]}\n";

static const char *const tail = "}\n\ncomplete -F _corslint corslint\n";

static const char *dashed(apr_pool_t *pool, const lint_option *option)
{
    return apr_pstrcat(pool, option->name[1] ? "--" : "-", option->name, NULL);
}

/* The line that completes a word from the offer. */
static const char *completer(apr_pool_t *pool, const lint_offer *offer)
{
    switch (offer->kind) {
    case LINT_OFFER_FILES:
        return "_corslint_files -f";
    case LINT_OFFER_DIRECTORIES:
        return "_corslint_files -d";
    case LINT_OFFER_WORDS:
        return apr_pstrcat(pool, "_corslint_words ",
                           lint_shell_quoted(pool, offer->words), NULL);
    case LINT_OFFER_LIST:
        return apr_pstrcat(pool, "_corslint_words \"$_corslint_",
                           offer->list->name, "\"", NULL);
    case LINT_OFFER_NOTHING:
        break;
    }
    return ":";
}

static void print_list(FILE *out, const lint_offer_list *list)
{
    const char *word;
    const char *title;

    fprintf(out, "\n_corslint_%s='", list->name);
    for (size_t i = 0; (word = list->word(i, &title)); i++) {
        fprintf(out, "\n%s", word);
    }
    fputs("'\n", out);
}

/* The values of one command's options. */
static void print_values(apr_pool_t *pool, FILE *out,
                         const lint_command *command)
{
    for (const lint_option *option = command->options; option->name; option++) {
        lint_offer offer = lint_offer_of(pool, option->value);

        if (option->value) {
            fprintf(out, "        %s) %s; return ;;\n", dashed(pool, option),
                    completer(pool, &offer));
        }
    }
}

static void print_options(apr_pool_t *pool, FILE *out,
                          const lint_option *options)
{
    for (; options->name; options++) {
        if (options->kind != LINT_OPTION_HEADING) {
            fprintf(out, " %s", dashed(pool, options));
        }
    }
}

/* The first command also stands for none. */
static void print_command(apr_pool_t *pool, FILE *out,
                          const lint_command *command)
{
    lint_offer operand = lint_offer_of(pool, lint_operand_of(pool, command));

    fprintf(out, "    %s)\n        case $before in\n",
            command == lint_commands[0] ? "*" : command->name);
    print_values(pool, out, command);
    fputs("        esac\n"
          "        case $word in\n"
          "        -*) _corslint_words '",
          out);
    print_options(pool, out, command->options);
    fprintf(out,
            "' ;;\n"
            "        *) %s ;;\n"
            "        esac\n"
            "        ;;\n",
            completer(pool, &operand));
}

void lint_completion_bash(apr_pool_t *pool, FILE *out)
{
    fputs(head, out);
    for (const lint_offer_list *list = lint_offer_lists; list->name; list++) {
        print_list(out, list);
    }
    fputs(body, out);
    fputs("    if ((COMP_CWORD == 1)); then\n"
          "        case $word in\n"
          "        -*) _corslint_words '",
          out);
    print_options(pool, out, lint_program_options);
    fputs("' ;;\n"
          "        *) _corslint_words \"$_corslint_commands\" ;;\n"
          "        esac\n"
          "    fi\n"
          "    case $command in\n",
          out);
    for (const lint_command *const *at = lint_commands + 1; *at; at++) {
        print_command(pool, out, *at);
    }
    print_command(pool, out, lint_commands[0]);
    fputs("    esac\n", out);
    fputs(tail, out);
}
