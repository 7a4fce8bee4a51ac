/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/offer.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/command/commands.h"
#include "lint/rules/rule.h"

static const char *rule_at(size_t index, const char **title)
{
    const lint_rule *rule = lint_rules[index];

    *title = rule ? rule->title : NULL;
    return rule ? rule->id : NULL;
}

static const char *command_at(size_t index, const char **title)
{
    const lint_command *command = lint_commands[index];

    *title = command ? command->title : NULL;
    return command ? command->name : NULL;
}

const lint_offer_list lint_offer_lists[] = {{"rules", "RULE", rule_at},
                                            {"commands", "COMMAND", command_at},
                                            {NULL, NULL, NULL}};

/* "PATH" of "[PATH...]". */
static const char *bare(apr_pool_t *pool, const char *value)
{
    size_t length;

    value += *value == '[';
    length = strcspn(value, "]");
    if (length > 3 && strncmp(value + length - 3, "...", 3) == 0) {
        length -= 3;
    }
    return apr_pstrmemdup(pool, value, length);
}

lint_offer lint_offer_of(apr_pool_t *pool, const char *value)
{
    lint_offer offer = {LINT_OFFER_NOTHING, NULL, NULL};
    char *name = apr_pstrdup(pool, value ? bare(pool, value) : "");

    if (strcmp(name, "FILE") == 0 || strcmp(name, "PATH") == 0) {
        offer.kind = LINT_OFFER_FILES;
    } else if (strcmp(name, "DIR") == 0) {
        offer.kind = LINT_OFFER_DIRECTORIES;
    } else if (strchr(name, '|')) {
        for (char *bar = strchr(name, '|'); bar; bar = strchr(bar, '|')) {
            *bar = ' ';
        }
        offer.kind = LINT_OFFER_WORDS;
        offer.words = name;
    }
    for (const lint_offer_list *list = lint_offer_lists; list->name; list++) {
        if (strcmp(name, list->value) == 0) {
            offer.kind = LINT_OFFER_LIST;
            offer.list = list;
        }
    }
    return offer;
}

/* True for the option whose value is the next word. */
static bool takes_next(const lint_option *options, const char *word)
{
    word += strspn(word, "[-");
    for (; options->name; options++) {
        if (strcmp(options->name, word) == 0) {
            return options->value != NULL;
        }
    }
    return false;
}

const char *lint_operand_of(apr_pool_t *pool, const lint_command *command)
{
    char *rest =
        apr_pstrmemdup(pool, command->usage, strcspn(command->usage, "\n"));
    bool skip = false;
    char *word;

    /* Behind the program's name, and the command's own. */
    strsep(&rest, " ");
    while ((word = strsep(&rest, " "))) {
        if (skip || strcmp(bare(pool, word), command->name) == 0 ||
            strcmp(word, "[OPTION...]") == 0) {
            skip = false;
        } else if (word[strspn(word, "[")] == '-') {
            skip = takes_next(command->options, word);
        } else {
            return word;
        }
    }
    return NULL;
}
