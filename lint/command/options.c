/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/options.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <apr_strings.h>
#include "lint/check/nearest.h"
#include "lint/report/escape.h"

typedef struct reading {
    apr_pool_t *pool;
    const lint_option *options;
    char *command;
    int argc;
    const char *const *argv;
    int at; /* the argument that is looked at */
} reading;

int lint_usage_error(const char *format, ...)
{
    va_list arguments;
    apr_pool_t *pool;

    apr_pool_create(&pool, NULL);
    va_start(arguments, format);
    fprintf(stderr, "corslint: %s\n",
            lint_escape_plain(pool, apr_pvsprintf(pool, format, arguments)));
    va_end(arguments);
    apr_pool_destroy(pool);
    return 2;
}

static const char *dashes(const lint_option *option)
{
    return option->name[1] ? "--" : "-";
}

static const lint_option *find(const lint_option *options, const char *name,
                               size_t length)
{
    for (; options->name; options++) {
        if (strncmp(options->name, name, length) == 0 &&
            !options->name[length]) {
            return options;
        }
    }
    return NULL;
}

static bool refuse_name(const reading *r, const char *argument, size_t length)
{
    const char *name = apr_pstrmemdup(r->pool, argument, length);
    apr_array_header_t *names = apr_array_make(r->pool, 24, sizeof(char *));
    const char *meant;

    for (const lint_option *option = r->options; option->name; option++) {
        if (option->name[0] && option->name[1]) {
            APR_ARRAY_PUSH(names, const char *) = option->name;
        }
    }
    APR_ARRAY_PUSH(names, const char *) = NULL;
    meant = lint_nearest(name + strspn(name, "-"),
                         (const char *const *)(void *)names->elts);
    if (meant) {
        lint_usage_error("\"%s\" is no option; write --%s", name, meant);
    } else {
        lint_usage_error("\"%s\" is no option; see --help", name);
    }
    return false;
}

static bool is_choice(const char *choices, const char *word)
{
    size_t length = strlen(word);

    while (true) {
        size_t bytes = strcspn(choices, "|");

        if (bytes == length && strncmp(choices, word, length) == 0) {
            return true;
        }
        if (!choices[bytes]) {
            return false;
        }
        choices += bytes + 1;
    }
}

/* "a, b or c" of "a|b|c". */
static const char *spoken(apr_pool_t *pool, const char *choices)
{
    const char *text = "";

    while (true) {
        size_t bytes = strcspn(choices, "|");
        const char *word = apr_pstrmemdup(pool, choices, bytes);

        if (!choices[bytes]) {
            return apr_pstrcat(pool, text, word, NULL);
        }
        choices += bytes + 1;
        text = apr_pstrcat(pool, text, word,
                           strchr(choices, '|') ? ", " : " or ", NULL);
    }
}

static bool store(const reading *r, const lint_option *option,
                  const char *value)
{
    char *field = r->command + option->offset;
    apr_array_header_t **list = (apr_array_header_t **)(void *)field;

    switch (option->kind) {
    case LINT_OPTION_FLAG:
        *(bool *)field = true;
        return true;
    case LINT_OPTION_TEXT:
        if (strchr(option->value, '|') && !is_choice(option->value, value)) {
            lint_usage_error("%s%s \"%s\" is none; write %s", dashes(option),
                             option->name, value,
                             spoken(r->pool, option->value));
            return false;
        }
        *(const char **)(void *)field = value;
        return true;
    case LINT_OPTION_LIST:
        if (!*list) {
            *list = apr_array_make(r->pool, 2, sizeof(const char *));
        }
        APR_ARRAY_PUSH(*list, const char *) = value;
        return true;
    case LINT_OPTION_HEADING:
        break;
    }
    return false;
}

/* value: what stands behind the name in the same argument; NULL for nothing. */
static bool take(reading *r, const lint_option *option, const char *value)
{
    if (option->kind == LINT_OPTION_FLAG) {
        if (value) {
            lint_usage_error("%s%s takes no value; leave \"%s\" out",
                             dashes(option), option->name, value);
            return false;
        }
    } else if (!value) {
        if (r->at + 1 >= r->argc) {
            lint_usage_error("%s%s needs a value; write %s%s%s%s",
                             dashes(option), option->name, dashes(option),
                             option->name, option->name[1] ? " " : "",
                             option->value);
            return false;
        }
        value = r->argv[++r->at];
    }
    return store(r, option, value);
}

static bool take_argument(reading *r, const char *argument)
{
    bool is_long = argument[1] == '-';
    const char *name = argument + 1 + is_long;
    size_t length = is_long ? strcspn(name, "=") : 1;
    const lint_option *option =
        is_long && length < 2 ? NULL : find(r->options, name, length);

    if (!option) {
        return refuse_name(r, argument,
                           is_long ? length + 2 : strlen(argument));
    }
    if (is_long) {
        return take(r, option, name[length] ? name + length + 1 : NULL);
    }
    return take(r, option, name[1] ? name + 1 : NULL);
}

bool lint_options_read(apr_pool_t *pool, const lint_option *options,
                       void *command, int argc, const char *const *argv,
                       apr_array_header_t *words)
{
    reading r = {pool, options, command, argc, argv, 0};
    bool ended = false;

    for (; r.at < argc; r.at++) {
        const char *argument = argv[r.at];

        if (ended || argument[0] != '-' || !argument[1]) {
            APR_ARRAY_PUSH(words, const char *) = argument;
        } else if (strcmp(argument, "--") == 0) {
            ended = true;
        } else if (!take_argument(&r, argument)) {
            return false;
        }
    }
    return true;
}

static void print_option(FILE *out, const lint_option *option)
{
    int width =
        fprintf(out, "  %s%s%s%s", dashes(option), option->name,
                option->value ? " " : "", option->value ? option->value : "");

    /* What is long has a line of its own. */
    if (width > 25) {
        fputc('\n', out);
        width = 0;
    }
    fprintf(out, "%*s", 27 - width, "");
    for (const char *help = option->help; *help; help++) {
        fputc(*help, out);
        if (*help == '\n') {
            fprintf(out, "%27s", "");
        }
    }
    fputc('\n', out);
}

void lint_options_print(FILE *out, const lint_option *options)
{
    for (const lint_option *option = options; option->name; option++) {
        if (option->kind != LINT_OPTION_HEADING) {
            print_option(out, option);
        } else {
            fprintf(out, "%s%s:\n", option == options ? "" : "\n",
                    option->help);
        }
    }
}
