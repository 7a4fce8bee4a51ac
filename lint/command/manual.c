/* SPDX-License-Identifier: Apache-2.0 */
#include <stdbool.h>
#include <string.h>
#include "lint/command/commands.h"
#include "lint/command/manual_page.h"
#include "lint/manual/pages.h"

typedef struct manual_command {
    bool help;
} manual_command;

static const lint_option table[] = {{"help", NULL, "this text",
                                     LINT_OPTION_FLAG,
                                     offsetof(manual_command, help)},
                                    {0}};

static const struct {
    const char *name;
    void (*print)(apr_pool_t *pool, FILE *out);
} pages[] = {{"corslint", lint_manual_corslint},
             {"mod_cors_creds", lint_manual_module},
             {"directives", lint_manual_directives},
             {NULL, NULL}};

static int run_manual(apr_pool_t *pool, int argc, const char *const *argv)
{
    manual_command c = {false};
    apr_array_header_t *words = apr_array_make(pool, 1, sizeof(const char *));
    const char *name = pages[0].name;

    if (!lint_options_read(pool, table, &c, argc - 1, argv + 1, words)) {
        return 2;
    }
    if (c.help) {
        lint_command_help(stdout, &lint_command_manual);
        return 0;
    }
    if (words->nelts > 1) {
        return lint_usage_error("manual prints one page; write its name alone");
    }
    if (words->nelts) {
        name = APR_ARRAY_IDX(words, 0, const char *);
    }
    for (size_t i = 0; pages[i].name; i++) {
        if (strcmp(pages[i].name, name) == 0) {
            pages[i].print(pool, stdout);
            return 0;
        }
    }
    return lint_usage_error("manual \"%s\" is none; write corslint, "
                            "mod_cors_creds or directives",
                            name);
}

const lint_command lint_command_manual = {
    .name = "manual",
    .title = "print a manual page",
    .usage = "corslint manual [corslint|mod_cors_creds|directives]",
    .about = "Prints the source of corslint(1) or of mod_cors_creds(8), for "
             "man(1), or the\ndirectives of the module in Markdown:\n\n"
             "  corslint manual mod_cors_creds | man -l -",
    .options = table,
    .run = run_manual};
