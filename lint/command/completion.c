/* SPDX-License-Identifier: Apache-2.0 */
#include <stdbool.h>
#include <string.h>
#include <apr_strings.h>
#include "lint/command/commands.h"
#include "lint/command/completions.h"

typedef struct completion_command {
    bool help;
} completion_command;

static const lint_option table[] = {{"help", NULL, "this text",
                                     LINT_OPTION_FLAG,
                                     offsetof(completion_command, help)},
                                    {0}};

static const struct {
    const char *name;
    void (*print)(apr_pool_t *pool, FILE *out);
} shells[] = {{"bash", lint_completion_bash},
              {"zsh", lint_completion_zsh},
              {"fish", lint_completion_fish},
              {NULL, NULL}};

const char *lint_option_summary(apr_pool_t *pool, const lint_option *option)
{
    char *text = apr_pstrdup(pool, option->help);

    for (char *end = strchr(text, '\n'); end; end = strchr(end, '\n')) {
        *end = ' ';
    }
    return text;
}

const char *lint_backslashed(apr_pool_t *pool, const char *text,
                             const char *bytes)
{
    char *escaped = apr_palloc(pool, 2 * strlen(text) + 1);
    char *out = escaped;

    for (; *text; text++) {
        if (strchr(bytes, *text)) {
            *out++ = '\\';
        }
        *out++ = *text;
    }
    *out = '\0';
    return escaped;
}

const char *lint_shell_quoted(apr_pool_t *pool, const char *text)
{
    const char *quoted = "'";

    while (true) {
        size_t length = strcspn(text, "'");

        quoted = apr_pstrcat(pool, quoted, apr_pstrmemdup(pool, text, length),
                             text[length] ? "'\\''" : "'", NULL);
        if (!text[length]) {
            return quoted;
        }
        text += length + 1;
    }
}

static int run_completion(apr_pool_t *pool, int argc, const char *const *argv)
{
    completion_command c = {false};
    apr_array_header_t *words = apr_array_make(pool, 1, sizeof(const char *));
    const char *name;

    if (!lint_options_read(pool, table, &c, argc - 1, argv + 1, words)) {
        return 2;
    }
    if (c.help) {
        lint_command_help(stdout, &lint_command_completion);
        return 0;
    }
    if (words->nelts != 1) {
        return lint_usage_error("completion needs the name of one shell; "
                                "write bash, zsh or fish");
    }
    name = APR_ARRAY_IDX(words, 0, const char *);
    for (size_t i = 0; shells[i].name; i++) {
        if (strcmp(shells[i].name, name) == 0) {
            shells[i].print(pool, stdout);
            return 0;
        }
    }
    return lint_usage_error("completion \"%s\" is none; write bash, zsh or "
                            "fish",
                            name);
}

const lint_command lint_command_completion = {
    .name = "completion",
    .title = "print a shell's completion of these commands",
    .usage = "corslint completion bash|zsh|fish",
    .about = "Prints what lets the shell complete commands, options and their "
             "values. make\ninstall puts it where each of them looks; without "
             "that:\n\n"
             "  source <(corslint completion bash)       # in .bashrc\n"
             "  source <(corslint completion zsh)        # in .zshrc, behind "
             "compinit\n"
             "  corslint completion fish | source        # in config.fish",
    .options = table,
    .run = run_completion};
